import type { Drawdown } from "../../metrics/drawdowns.ts";
import type { RunRecord } from "../../run/run-record.ts";
import { formatNumber, formatPercent } from "../format.ts";
import type { RowLabels } from "../row-labels.ts";
import { type Html, html } from "./html.ts";

/** The deepest drawdowns as a table, numbered as the equity chart shades them. */
export function drawdownsSection(record: RunRecord, drawdowns: readonly Drawdown[], labels: RowLabels): Html | null {
  if (drawdowns.length === 0) return null;
  const start = labels.isDaily ? record.data.start.slice(0, 10) : record.data.start.slice(0, 16).replace("T", " ");
  const at = (row: number) => (row < 0 ? start : labels.row(row));
  const rows = drawdowns.map(
    ({ depth, peakIndex, troughIndex, recoveryIndex, days, daysToTrough, daysToRecovery }, i) =>
      html`<tr><td class="num">${i + 1}</td><td class="num loss">${formatPercent(depth)}</td><td class="nowrap">${at(peakIndex)}</td><td class="nowrap">${at(troughIndex)}</td><td class="nowrap">${
        recoveryIndex === null ? html`<b>not yet</b>` : at(recoveryIndex)
      }</td><td class="num">${daysText(daysToTrough)}</td><td class="num">${daysToRecovery === null ? "–" : daysText(daysToRecovery)}</td><td class="num">${daysText(days)}</td></tr>\n`,
  );
  const heads = ["#", "Depth", "Peak", "Trough", "Recovered", "Days down", "Days up", "Days in all"];
  const isNumber = (column: number) => column < 2 || column > 4;
  return html`<section class="card"><h2>Worst drawdowns</h2><p class="muted">Shaded in the picture of equity under the same numbers. Calendar days${
    labels.isDaily ? "" : "; times in UTC"
  }.</p><div class="scroll" role="region" aria-label="Worst drawdowns" tabindex="0"><table><thead><tr>${heads.map(
    (head, column) => html`<th scope="col"${isNumber(column) ? html` class="num"` : null}>${head}</th>`,
  )}</tr></thead><tbody>
${rows}</tbody></table></div></section>`;
}

function daysText(days: number): string {
  return formatNumber(days, days < 10 && !Number.isInteger(days) ? 1 : 0);
}
