import type { MonteCarloAnalysis } from "../run/monte-carlo/monte-carlo-analysis.ts";
import { lossByHorizon, monteCarloFacts, monteCarloHeading, monteCarloTables } from "./monte-carlo-lines.ts";
import { textTable } from "./text-table.ts";
import { wrapText } from "./wrap-text.ts";

/**
 * A Monte Carlo analysis for a terminal.
 *
 * @param title what was drawn from
 * @param columns lines are cut to it
 */
export function monteCarloText(analysis: MonteCarloAnalysis, title: string, columns: number): string {
  const horizon = lossByHorizon(analysis);
  const tables = [...monteCarloTables(analysis), ...(horizon === null ? [] : [horizon])];
  return [
    ...wrapText(title, columns, "  "),
    ...wrapText(monteCarloHeading(analysis), columns, "  "),
    ...monteCarloFacts(analysis).flatMap((fact) => wrapText(fact, columns, "  ")),
    ...tables.flatMap(({ title: heading, heads, rows }) => [
      "",
      heading,
      ...textTable(
        heads.map((head, i) => ({ head, isNumber: i > 0 || rows.length === 1 })),
        rows,
        columns,
      ),
    ]),
  ].join("\n");
}
