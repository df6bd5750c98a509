import type { RunDetail } from "../../run/run-detail.ts";
import type { RunRecord } from "../../run/run-record.ts";
import { sweepLabel, sweepUnit } from "../../run/sweep/sweep-metrics.ts";
import { driftChart } from "../charts/drift-chart.ts";
import { matrixChart } from "../charts/matrix-chart.ts";
import { windowChart } from "../charts/window-chart.ts";
import { formatByUnit, formatNumber } from "../format.ts";
import { walkForwardTexts } from "../walk-forward-text.ts";
import { chartCard, chartPair } from "./figure.ts";
import { type Html, html } from "./html.ts";

/** A matrix as two pictures, what it gave out of sample and how efficient it was; nothing without one. */
function matrixCards({ spec, walkForward }: RunRecord): Html | null {
  const matrix = walkForward?.matrix;
  if (matrix === undefined) return null;
  const [goal = "sharpeRatio", direction] = (spec.walkForward?.goals[0] ?? "").split(":");
  const better = direction === "lower" ? "lower" : "higher";
  const name = `${sweepLabel(goal)} out of sample`;
  return chartPair("Walk-forward matrix", [
    (width) =>
      matrixChart(matrix, {
        ...{ width, title: name, better },
        numberOf: ({ metrics }) => metrics[goal] ?? NaN,
        format: (value) => formatByUnit(value, sweepUnit(goal)),
      }),
    (width) =>
      matrixChart(matrix, {
        ...{ width, title: "Walk-forward efficiency", better: "higher" },
        numberOf: ({ efficiency }) => efficiency ?? NaN,
        format: (value) => formatNumber(value, 2),
      }),
  ]);
}

/** Windows, choices and drift of a walk-forward; nothing for any other run. */
export function walkForwardSection({ record, curve }: RunDetail): Html | null {
  const { walkForward } = record;
  const texts = walkForwardTexts(record);
  if (walkForward === undefined || texts === null) return null;
  const { plan, facts, columns, rows } = texts;
  const heads = columns.map(
    ({ head, isNumber }) => html`<th scope="col"${isNumber === true ? html` class="num"` : null}>${head}</th>`,
  );
  const cells = rows.map(
    (row) =>
      html`<tr>${row.map((text, k) => html`<td${columns[k]!.isNumber === true ? html` class="num"` : null}>${text}</td>`)}</tr>\n`,
  );
  return html`<section class="card"><h2>Walk-forward</h2><p>${plan}</p><ul>${facts.map(
    ([label, text]) => html`<li><strong>${label}</strong>: ${text}</li>`,
  )}</ul></section>
${matrixCards(record)}
${chartCard("Windows", (width) => windowChart(curve, walkForward, { width }))}
${chartCard("Parameter drift", (width) => driftChart(walkForward, { width }))}
<section class="card"><h2>By window</h2><p class="muted">IS is in training, OOS in the test that followed; a year is simple, not compounded; WFE is the test's over training's.</p><div class="scroll tall" role="region" aria-label="By window" tabindex="0"><table data-sortable><thead><tr>${heads}</tr></thead><tbody>
${cells}</tbody></table></div></section>`;
}
