import type { BarColumns } from "../bars-check.ts";
import { ArithmeticRuns } from "./arithmetic-runs.ts";
import { type BarColumn, packedColumn, plainColumn } from "./bar-column.ts";
import type { PackedColumn } from "./packed-column.ts";
import { TickColumn } from "./tick-column.ts";
import { WholeColumn } from "./whole-column.ts";

/**
 * A column of bars in the least room that keeps every bit: times as runs of equal steps, prices as ticks, volumes as
 * 32-bit numbers; as it is where none of these holds it, and closes, which everybody reads.
 *
 * @param values spent afterwards: its memory is given back at once where the packed form takes its place
 * @param ticksPerUnit the grid of the prices; null: none
 */
export function packColumn(name: keyof BarColumns, values: Float64Array, ticksPerUnit: number | null): BarColumn {
  const packed = pack(name, values, ticksPerUnit);
  if (packed === null) return plainColumn(values);
  if (values.buffer instanceof ArrayBuffer) values.buffer.transfer(0);
  return packedColumn(packed, (n) => new Float64Array(n));
}

function pack(name: keyof BarColumns, values: Float64Array, ticksPerUnit: number | null): PackedColumn | null {
  if (name === "time" || name === "closeTime") {
    const runs = new ArithmeticRuns();
    return runs.add(values) ? runs : null;
  }
  if (name === "volume") return WholeColumn.pack(values);
  // Nobody asks for bars without asking for closes.
  if (name === "close") return null;
  return ticksPerUnit === null ? null : TickColumn.pack(values, ticksPerUnit);
}
