import { isoTime } from "../market/iso-time.ts";
import { FILL_PHASES, type FillColumns } from "../trading/fills/fill-columns.ts";
import { EXIT_REASONS } from "../trading/trade-columns.ts";
import type { Cell, DataTable } from "./data-table.ts";
import { finiteOrNull } from "./trade-document.ts";

const COLUMNS = [
  "bar",
  "phase",
  "time",
  "side",
  "quantity",
  "price",
  "reference",
  "commission",
  "spread",
  "slippage",
  "impact",
  "taxes",
  "exitReason",
] as const;

/** Every execution in order of time; `exitReason` is null for those that open or enlarge a position. */
export function fillTable(fills: FillColumns): DataTable {
  const rows = Array.from({ length: fills.length }, (_, i): Cell[] => [
    fills.bar[i]!,
    FILL_PHASES[fills.phase[i]!]!,
    isoTime(fills.time[i]!),
    fills.side[i]! > 0 ? "buy" : "sell",
    finiteOrNull(fills.quantity[i]!),
    finiteOrNull(fills.price[i]!),
    finiteOrNull(fills.reference[i]!),
    finiteOrNull(fills.commission[i]!),
    finiteOrNull(fills.spread[i]!),
    finiteOrNull(fills.slippage[i]!),
    finiteOrNull(fills.impact[i]!),
    finiteOrNull(fills.taxes[i]!),
    EXIT_REASONS[fills.exitReason[i]!] ?? null,
  ]);
  return { columns: COLUMNS, rows };
}
