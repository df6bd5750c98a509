import type { SweepSummary } from "../run/sweep/execute-sweep.ts";
import type { SweepDoor } from "../run/sweep/rows-block.ts";
import { formatNumber } from "./format.ts";

const HOW: Readonly<Record<SweepDoor, string>> = {
  columns: "from expressions that combinations share",
  masks: "from arrays that the strategy fills",
  callbacks: "from orders that say no more than signals do",
  lanes: "in lanes",
  plain: "by the engine of single runs",
};

/** How the combinations of a sweep were computed, and why not faster; null where all took the fastest way. */
export function doorsText({ doors, closed }: Pick<SweepSummary, "doors" | "closed">): string | null {
  const taken = (Object.keys(HOW) as SweepDoor[]).filter((door) => doors[door] > 0);
  if (taken.every((door) => door === "columns")) return null;
  const counts = taken.map((door) => `${formatNumber(doors[door], 0)} ${HOW[door]}`).join(", ");
  return `Computed ${counts}${closed === null ? "" : `: ${closed}`}.`;
}
