import type { MetricGroup, MetricLine } from "../metric-lines.ts";
import { type Html, html } from "./html.ts";

/** All metrics by kind. An undefined one shows "–" and a number that leads to its reason below. */
export function metricsSection(groups: readonly MetricGroup[]): Html {
  const reasons: string[] = [];
  const noteOf = (reason: string) => {
    const at = reasons.indexOf(reason);
    return at >= 0 ? at + 1 : reasons.push(reason);
  };
  const row = ({ label, value, reason }: MetricLine) =>
    html`<tr><th scope="row">${label}</th><td>${
      reason === null
        ? value
        : html`<span title="${reason}">${value}</span><sup><a href="#undefined-${noteOf(reason)}">${noteOf(reason)}</a></sup>`
    }</td></tr>`;
  const tables = groups.map(
    ({ title, lines }) => html`<section><h3>${title}</h3><table><tbody>${lines.map(row)}</tbody></table></section>`,
  );
  return html`<section class="card"><h2>All metrics</h2><div class="metrics">${tables}</div>${
    reasons.length === 0
      ? null
      : html`<h3>Why a number is missing</h3><ol class="footnotes">${reasons.map((reason, i) => html`<li id="undefined-${i + 1}">${reason}</li>`)}</ol>`
  }${definitions(groups)}</section>`;
}

function definitions(groups: readonly MetricGroup[]): Html | null {
  const lines = groups.flatMap((group) => group.lines).filter(({ formula }) => formula !== null);
  if (lines.length === 0) return null;
  return html`<details><summary>How each number is computed</summary><div class="scroll" role="region" aria-label="Definitions" tabindex="0"><table><thead><tr><th scope="col">Metric</th><th scope="col">Formula</th><th scope="col">Source</th></tr></thead><tbody>${lines.map(
    ({ label, formula, reference }) =>
      html`<tr><th scope="row">${label}</th><td>${formula}</td><td class="muted">${reference}</td></tr>`,
  )}</tbody></table></div></details>`;
}
