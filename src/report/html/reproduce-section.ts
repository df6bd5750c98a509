import type { RunRecord } from "../../run/run-record.ts";
import { reproduceCommands } from "../reproduce-command.ts";
import { paramsText } from "../run-texts.ts";
import { type SpecLine, specLines } from "../spec-lines.ts";
import { type Html, html } from "./html.ts";

/** Everything that decides the result, and the command that gets it again. */
export function reproduceSection(record: RunRecord): Html {
  const { rerun, run } = reproduceCommands(record);
  const params = paramsText(record);
  const [strategy, ...others] = specLines(record);
  const lines: readonly SpecLine[] = [
    strategy!,
    { name: "Parameters", value: params === "" ? "none" : params },
    ...others,
  ];
  return html`<section class="card"><h2>Reproduce</h2>${
    rerun === null
      ? html`<p><b>Not reproducible from here</b>: the strategy lived in a session (inline). Move it to a file to make its runs repeatable.</p>`
      : html`<p class="muted">From the store; it must give the same result hash.</p><pre>${rerun}</pre><p class="muted">From the strategy and the data alone.</p><pre>${run}</pre>`
  }<dl class="pairs">${lines.map(
    ({ name, value, isHash = false }) => html`<dt>${name}</dt><dd>${isHash ? html`<code>${value}</code>` : value}</dd>`,
  )}</dl></section>`;
}
