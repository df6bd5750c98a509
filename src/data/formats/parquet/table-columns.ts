import type { DecodedArray, SchemaElement } from "hyparquet";
import { isString } from "./column-numbers.ts";

/** What a column of a table holds, by the type of its values. */
export interface ColumnValuesByType {
  /** NaN: undefined. */
  readonly double: Float64Array;
  readonly int32: Int32Array;
  readonly int64: BigInt64Array;
  /** Epoch milliseconds, UTC; NaN: none, in an optional column. */
  readonly timestamp: Float64Array;
  /** Epoch nanoseconds, UTC. */
  readonly timestampNs: BigInt64Array;
  /** Days since 1970-01-01. */
  readonly date: Int32Array;
  /** Null: none, in an optional column. */
  readonly text: readonly (string | null)[];
  /** 0 or 1. */
  readonly boolean: Uint8Array;
}
export type ColumnType = keyof ColumnValuesByType;
export type ColumnValues = ColumnValuesByType[ColumnType];

/** A column of a table, without its values. */
export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** True: timestamps and texts may be missing. Other columns have a value in every row. */
  readonly isOptional?: boolean | undefined;
}

type Lying = Pick<SchemaElement, "type" | "converted_type" | "logical_type">;

/** How each type lies in a file. */
const ELEMENTS: Readonly<Record<ColumnType, Lying>> = {
  double: { type: "DOUBLE" },
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  timestamp: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
  timestampNs: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "NANOS" } },
  date: { type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } },
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  boolean: { type: "BOOLEAN" },
};

/** The schema of a table: columns that can't lack a value are required, so that readers get typed arrays. */
export function tableSchema(name: string, columns: readonly TableColumn[]): SchemaElement[] {
  return [{ name, num_children: columns.length }, ...columns.map(elementOf)];
}

function elementOf({ name, type, isOptional = false }: TableColumn): SchemaElement {
  return { name, ...ELEMENTS[type], repetition_type: isOptional ? "OPTIONAL" : "REQUIRED" };
}

/**
 * The same column while `data` is written: values as they are stored mean nothing else to the writer, and bits of
 * integers in doubles lie in the file like those of doubles.
 */
export function storedElement(column: TableColumn, data: DecodedArray): SchemaElement {
  const element = elementOf(column);
  if (column.type === "text") return element;
  const { name, type, repetition_type } = element;
  return { name, type: data instanceof Float64Array ? "DOUBLE" : type!, repetition_type: repetition_type! };
}

/** What a column of any file holds; undefined for types that a table has no column for. */
export function columnTypeOf(element: SchemaElement): ColumnType | undefined {
  const { type, converted_type, logical_type } = element;
  if (isString(element)) return "text";
  if (logical_type?.type === "TIMESTAMP") return logical_type.unit === "NANOS" ? "timestampNs" : "timestamp";
  if (converted_type === "TIMESTAMP_MILLIS" || converted_type === "TIMESTAMP_MICROS") return "timestamp";
  if (logical_type?.type === "DATE" || converted_type === "DATE") return "date";
  if (logical_type !== undefined && logical_type.type !== "INTEGER") return undefined;
  if (logical_type === undefined && converted_type !== undefined && !/^INT_/.test(converted_type)) return undefined;
  if (logical_type?.type === "INTEGER" && !logical_type.isSigned) return undefined;
  if (type === "DOUBLE" || type === "FLOAT") return "double";
  if (type === "INT32") return "int32";
  if (type === "INT64") return "int64";
  return type === "BOOLEAN" ? "boolean" : undefined;
}
