import type { TickConditions } from "../../../market/trade-ticks.ts";
import type { DayColumn, DayRows } from "./day-columns.ts";

type Values = Float64Array | BigInt64Array | Uint16Array | Uint8Array;

const KINDS = { number: Float64Array, ns: BigInt64Array, u16: Uint16Array, u8: Uint8Array } as const;
/** Fewer rows are copied one by one sooner than as a block. */
const FEW_ROWS = 24;

/** The rows of one symbol from several days, in columns whose length is known before. */
export class SymbolColumns {
  private readonly keys: readonly string[];
  private readonly columns: readonly Values[];
  private readonly codesKey: string | undefined;
  private readonly starts: Uint32Array;
  private readonly codes: Uint16Array[] = [];
  private length = 0;

  constructor(columns: readonly DayColumn[], rows: number) {
    const keys: string[] = [];
    const values: Values[] = [];
    for (const { key, kind } of columns) {
      if (kind === "codes") continue;
      keys.push(key);
      values.push(new KINDS[kind](rows));
    }
    this.keys = keys;
    this.columns = values;
    this.codesKey = columns.find(({ kind }) => kind === "codes")?.key;
    this.starts = new Uint32Array(this.codesKey === undefined ? 0 : rows + 1);
  }

  /** Adds rows `start` to `end`, excluded. */
  add(rows: DayRows, start: number, end: number): void {
    const { keys, columns, length } = this;
    for (let j = 0; j < keys.length; j++) {
      const to = columns[j] as Float64Array;
      const from = rows[keys[j]!] as Float64Array;
      if (end - start > FEW_ROWS) to.set(from.subarray(start, end), length);
      else for (let i = start; i < end; i++) to[length + i - start] = from[i]!;
    }
    if (this.codesKey !== undefined) this.addCodes(rows[this.codesKey] as TickConditions, start, end);
    this.length += end - start;
  }

  /** All rows, once as many were added as were announced. */
  rows(): DayRows {
    const rows = Object.fromEntries(this.keys.map((key, j) => [key, this.columns[j]!]));
    if (this.codesKey === undefined) return rows;
    const codes = new Uint16Array(this.starts[this.length]!);
    let at = 0;
    for (const piece of this.codes) {
      codes.set(piece, at);
      at += piece.length;
    }
    return { ...rows, [this.codesKey]: { starts: this.starts, codes } };
  }

  private addCodes({ starts, codes }: TickConditions, start: number, end: number): void {
    this.codes.push(codes.slice(starts[start], starts[end]));
    const shift = this.starts[this.length]! - starts[start]!;
    for (let i = start; i < end; i++) this.starts[this.length + i - start + 1] = starts[i + 1]! + shift;
  }
}
