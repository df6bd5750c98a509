import type { FileMetaData, RowGroup, SchemaElement } from "hyparquet";
import { BacksightError } from "../../../core/errors.ts";
import type { ByteSource } from "../../byte-source.ts";
import { damaged, orDamaged } from "./damaged.ts";
import type { Hyparquet } from "./load-hyparquet.ts";

/** One column of plain values; lists and structs aren't among the columns of a `ParquetFile`. */
export interface ParquetColumn {
  readonly name: string;
  /** Type and meaning of its values. */
  readonly element: SchemaElement;
  /** Its place in every row group. */
  readonly index: number;
}

/** An open Parquet file: what its footer says, checked as far as it can be without reading pages. */
export interface ParquetFile {
  /** In messages. */
  readonly path: string;
  readonly source: ByteSource;
  readonly rows: number;
  readonly columns: readonly ParquetColumn[];
  /** All names, for messages; those of lists and structs too. */
  readonly names: readonly string[];
  readonly groups: readonly RowGroup[];
  readonly texts: ReadonlyMap<string, string>;
  /** Which program wrote it; "" when it doesn't say. */
  readonly createdBy: string;
  /** The name of the schema, which each writer chooses. */
  readonly schemaName: string;
}

/** Most footers are shorter: one read gets them whole. */
const TAIL_BYTES = 1 << 16;
/** More can't be held as bars. */
const MOST_ROWS = 1 << 28;
const MAGIC = "PAR1";

/**
 * Opens a Parquet file by reading its end.
 *
 * @throws {BacksightError} BACKSIGHT_PARQUET_FILE for what never was one, BACKSIGHT_PARQUET_DAMAGED, and what the source throws
 */
export async function openParquet(source: ByteSource, path: string, hyparquet: Hyparquet): Promise<ParquetFile> {
  const footer = await readFooter(source, path);
  // A damaged footer can leave anything undefined in it.
  const file = await orDamaged(path, "its footer", () => {
    const metadata = hyparquet.parquetMetadata(footer, { geoparquet: false });
    return outline(metadata, source, path);
  });
  const end = source.byteLength - footer.byteLength;
  for (const group of file.groups) checkGroup(group, file, end);
  if (file.groups.reduce((rows, group) => rows + Number(group.num_rows), 0) !== file.rows) {
    throw damaged(path, "its row groups hold other rows than its footer says");
  }
  return file;
}

async function readFooter(source: ByteSource, path: string): Promise<ArrayBuffer> {
  const { byteLength } = source;
  if (byteLength < 12) throw notParquet(path, `it has only ${byteLength} bytes`);
  let tail = await source.slice(Math.max(0, byteLength - TAIL_BYTES), byteLength);
  const magic = textOf(new Uint8Array(tail).subarray(-4));
  if (magic !== MAGIC) {
    const start = textOf(new Uint8Array(await source.slice(0, 4)));
    if (magic === "PARE" || start === "PARE") throw notParquet(path, "it is encrypted");
    if (start === MAGIC) throw damaged(path, "its end is missing, as after a transfer that was cut off");
    throw notParquet(path, "it begins and ends like something else");
  }
  const length = new DataView(tail).getUint32(tail.byteLength - 8, true) + 8;
  if (length > byteLength - 4) throw damaged(path, `its footer claims ${length} of its ${byteLength} bytes`);
  if (length > tail.byteLength) tail = await source.slice(byteLength - length, byteLength);
  return tail.byteLength === length ? tail : tail.slice(tail.byteLength - length);
}

function outline(metadata: FileMetaData, source: ByteSource, path: string): ParquetFile {
  const rows = Number(metadata.num_rows);
  if (!(rows >= 0 && rows <= MOST_ROWS)) throw new Error(`it claims ${rows} rows`);
  const columns: ParquetColumn[] = [];
  const names: string[] = [];
  let index = 0;
  let nested = 0;
  const [root, ...elements] = metadata.schema;
  for (const element of elements) {
    if (typeof element.name !== "string") throw new Error("a column has no name");
    const children = element.num_children ?? 0;
    if (nested === 0) names.push(element.name);
    const isPlain = nested === 0 && children === 0 && element.repetition_type !== "REPEATED";
    if (isPlain && element.type !== undefined) columns.push({ name: element.name, element, index });
    if (nested > 0) nested--;
    nested += children;
    if (children === 0) index++;
  }
  const texts = new Map((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ""]));
  const groups = metadata.row_groups.filter(({ num_rows }) => num_rows > 0n);
  const createdBy = metadata.created_by ?? "";
  return { path, source, rows, columns, names, groups, texts, createdBy, schemaName: root?.name ?? "" };
}

function checkGroup(group: RowGroup, { path, columns }: ParquetFile, end: number): void {
  for (const { name, index } of columns) {
    const chunk = group.columns[index];
    const facts = chunk?.meta_data;
    if (facts === undefined) throw damaged(path, `a row group has no column ${name}`);
    if (chunk?.file_path) throw notParquet(path, "its columns lie in other files");
    const { start, size } = bytesOfChunk(facts);
    if (!(start >= 4 && size >= 0 && start + size <= end)) {
      throw damaged(path, `its column ${name} would lie outside of it`);
    }
    if (facts.path_in_schema[0] !== name || facts.num_values !== group.num_rows) {
      throw damaged(path, `its footer contradicts itself about the column ${name}`);
    }
  }
}

/** Where a column of a row group lies in the file. */
export function bytesOfChunk(facts: NonNullable<RowGroup["columns"][number]["meta_data"]>): {
  readonly start: number;
  readonly size: number;
} {
  // Some writers put 0 where there is no dictionary.
  const start = Number(facts.dictionary_page_offset || facts.data_page_offset);
  return { start, size: Number(facts.total_compressed_size) };
}

function notParquet(path: string, reason: string): BacksightError {
  return new BacksightError("BACKSIGHT_PARQUET_FILE", { path, reason });
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
