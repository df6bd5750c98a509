import type { RunDetail } from "../../src/run/run-detail.ts";

/** A run as text that is the same only for the same record and the same bits in every column. */
export function bitsOf({ record, curve, sessions, trades }: RunDetail): string {
  const columns = (group: object): string[] =>
    Object.entries(group).map(([name, column]) =>
      ArrayBuffer.isView(column)
        ? `${name} ${column.constructor.name} ${Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString("hex")}`
        : `${name} ${String(column)}`,
    );
  const parts = [...columns(curve).sort(), ...columns(sessions).sort(), ...columns(trades).sort()];
  return [JSON.stringify(record), ...parts].join("\n");
}
