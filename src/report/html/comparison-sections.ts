import type { GuardFinding, RunRecord } from "../../run/run-record.ts";
import { comparedMetrics } from "../compare/compared-metrics.ts";
import { type ComparedLine, comparedParams, comparedSettings } from "../compare/compared-specs.ts";
import { paramsText, periodText } from "../run-texts.ts";
import { failedFindings, statusClass, statusIcon, statusWord } from "./guard-status.ts";
import { type Html, html } from "./html.ts";

/** Both runs by name, and what makes them hard to compare. */
export function comparisonHeader(a: RunRecord, b: RunRecord): Html {
  const doubts = comparisonDoubts(a, b);
  return html`<header class="head"><div><p class="eyebrow">Comparison of two runs</p><h1>${a.spec.strategy.name} and ${b.spec.strategy.name}</h1>
${runFacts("A", a)}${runFacts("B", b)}</div><button type="button" id="theme" hidden>Dark</button></header>
${[a, b].map((record, i) => alarm(i === 0 ? "A" : "B", record))}${
  doubts.length === 0
    ? null
    : html`<section class="card"><h2>Read this first</h2><ul class="notes">${doubts.map((doubt) => html`<li>${doubt}</li>`)}</ul></section>`
}`;
}

/** Why differences between two runs may not come from what a reader thinks. */
export function comparisonDoubts(a: RunRecord, b: RunRecord): string[] {
  const doubts: string[] = [];
  if (a.resultHash === b.resultHash) doubts.push("Both runs gave the same result, bit for bit.");
  if (a.data.start !== b.data.start || a.data.end !== b.data.end)
    doubts.push("The runs cover different periods; each metric speaks of its own.");
  if (a.data.symbol !== b.data.symbol || a.data.timeframe !== b.data.timeframe)
    doubts.push("The runs traded different instruments or timeframes.");
  else if (a.dataHash !== b.dataHash && a.data.start === b.data.start && a.data.end === b.data.end)
    doubts.push("The prices differ, though instrument and period are the same.");
  if (a.data.isSynthetic !== b.data.isSynthetic) doubts.push("Only one of the runs used real prices.");
  else if (a.data.isSynthetic) doubts.push("SYNTHETIC DATA: no market ever traded at these prices.");
  if (a.spec.rulesVersion !== b.spec.rulesVersion) doubts.push("The rules of simulation changed between the runs.");
  return doubts;
}

/** What each run says against itself, side by side. */
export function comparedGuardsSection(a: RunRecord, b: RunRecord): Html {
  const ids = new Map([...a.guards.findings, ...b.guards.findings].map(({ id, label }) => [id, label]));
  const cell = (record: RunRecord, id: GuardFinding["id"]) => {
    const finding = record.guards.findings.find((one) => one.id === id);
    return finding === undefined
      ? html`<td class="muted">–</td>`
      : html`<td><span class="mark ${statusClass(finding.status)}">${statusIcon(finding.status)}<span class="status">${statusWord(finding.status)}</span></span> ${finding.headline}</td>`;
  };
  return html`<section class="card"><h2>Can these results be trusted?</h2><div class="scroll" role="region" aria-label="Guards" tabindex="0"><table><thead><tr><th scope="col">Check</th><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody>${[
    ...ids,
  ].map(
    ([id, label]) => html`<tr><th scope="row">${label}</th>${cell(a, id)}${cell(b, id)}</tr>\n`,
  )}</tbody></table></div></section>`;
}

/** Every metric of both runs with its difference; a shape and bold type mark the better one, unless a guard failed. */
export function comparedMetricsSection(a: RunRecord, b: RunRecord): Html {
  const isDoubted = [a, b].some(({ guards }) => failedFindings(guards.findings).length > 0);
  const value = (text: string, isBetter: boolean) =>
    html`<td class="num">${isBetter && !isDoubted ? html`<b>◆ ${text}</b>` : text}</td>`;
  const marks = isDoubted
    ? "No number is marked as the better one, because a check failed."
    : "◆ marks the better one where a metric has a direction.";
  const groups = comparedMetrics(a, b).map(
    ({ title, lines }) =>
      html`<tr class="group"><th scope="rowgroup" colspan="4">${title}</th></tr>\n${lines.map(
        (line) =>
          html`<tr><th scope="row">${line.label}</th>${value(line.a, line.better === "a")}${value(line.b, line.better === "b")}<td class="num">${line.difference}</td></tr>\n`,
      )}`,
  );
  return html`<section class="card"><h2>Metrics</h2><p class="muted">${marks} A difference of fractions is in percentage points (pp).</p><div class="scroll" role="region" aria-label="Metrics" tabindex="0"><table class="compared"><thead><tr><th scope="col">Metric</th><th scope="col" class="num">A</th><th scope="col" class="num">B</th><th scope="col" class="num">B − A</th></tr></thead><tbody>${groups}</tbody></table></div></section>`;
}

/** What differs between the runs, and behind a fold what doesn't. */
export function comparedSpecsSection(a: RunRecord, b: RunRecord): Html {
  const params = comparedParams(a, b);
  const settings = comparedSettings(a, b);
  const differing = settings.filter(({ isSame }) => !isSame);
  const same = settings.filter(({ isSame }) => isSame);
  return html`<section class="card"><h2>Parameters and settings</h2>${
    params.length === 0 ? html`<p class="muted">Neither strategy has parameters.</p>` : specTable("Parameters", params)
  }${differing.length === 0 ? html`<p>All settings are the same.</p>` : specTable("Settings that differ", differing)}${
    same.length === 0
      ? null
      : html`<details><summary>${same.length} settings that are the same</summary>${specTable("Settings that are the same", same)}</details>`
  }</section>`;
}

function specTable(name: string, lines: readonly ComparedLine[]): Html {
  const value = (text: string | null, isHash: boolean) =>
    text === null ? html`<span class="muted">–</span>` : isHash ? html`<code>${text}</code>` : text;
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table class="compared"><thead><tr><th scope="col">${name}</th><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody>${lines.map(
    (line) =>
      html`<tr${line.isSame ? null : html` class="differs"`}><th scope="row">${line.name}${line.isSame ? null : " ≠"}</th><td>${value(line.a, line.isHash)}</td><td>${value(line.b, line.isHash)}</td></tr>\n`,
  )}</tbody></table></div>`;
}

function runFacts(letter: "A" | "B", record: RunRecord): Html {
  const { data, spec } = record;
  const params = paramsText(record);
  return html`<p class="facts"><span class="letter letter-${letter.toLowerCase()}">${letter}</span> <b>${spec.strategy.name}</b>${
    params === "" ? null : ` ${params}`
  } · <b>${data.symbol}</b> ${data.timeframe} · ${periodText(record)} · run ${record.id}${record.tag === null ? null : ` · ${record.tag}`}</p>`;
}

function alarm(letter: "A" | "B", { guards }: RunRecord): Html | null {
  const failed = failedFindings(guards.findings);
  if (failed.length === 0) return null;
  return html`<div class="alarm" role="note"><strong>DON’T RELY ON RUN ${letter}</strong><span>${failed
    .map(({ label, headline }) => `${label}: ${headline}`)
    .join("; ")}</span></div>`;
}
