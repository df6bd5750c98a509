import type { TickConditions } from "../../../market/trade-ticks.ts";
import type { DayColumn, DayRows } from "./day-columns.ts";

type Values = Float64Array | BigInt64Array | Uint16Array | Uint8Array;

const KINDS = { number: Float64Array, ns: BigInt64Array, u16: Uint16Array, u8: Uint8Array } as const;

/** The rows of one symbol from several days, in columns whose length is known before. */
export class SymbolColumns {
  private readonly columns: Readonly<Record<string, Values>>;
  private readonly codesKey: string | undefined;
  private readonly starts: Uint32Array;
  private readonly codes: Uint16Array[] = [];
  private length = 0;

  constructor(columns: readonly DayColumn[], rows: number) {
    const values: Record<string, Values> = {};
    for (const { key, kind } of columns) if (kind !== "codes") values[key] = new KINDS[kind](rows);
    this.columns = values;
    this.codesKey = columns.find(({ kind }) => kind === "codes")?.key;
    this.starts = new Uint32Array(this.codesKey === undefined ? 0 : rows + 1);
  }

  /** Adds rows `start` to `end`, excluded. */
  add(rows: DayRows, start: number, end: number): void {
    for (const [key, column] of Object.entries(this.columns)) {
      (column as Float64Array).set((rows[key] as Float64Array).subarray(start, end), this.length);
    }
    if (this.codesKey !== undefined) this.addCodes(rows[this.codesKey] as TickConditions, start, end);
    this.length += end - start;
  }

  /** All rows, once as many were added as were announced. */
  rows(): DayRows {
    if (this.codesKey === undefined) return this.columns;
    const codes = new Uint16Array(this.starts[this.length]!);
    let at = 0;
    for (const piece of this.codes) {
      codes.set(piece, at);
      at += piece.length;
    }
    return { ...this.columns, [this.codesKey]: { starts: this.starts, codes } };
  }

  private addCodes({ starts, codes }: TickConditions, start: number, end: number): void {
    this.codes.push(codes.slice(starts[start], starts[end]));
    const shift = this.starts[this.length]! - starts[start]!;
    for (let i = start; i < end; i++) this.starts[this.length + i - start + 1] = starts[i + 1]! + shift;
  }
}
