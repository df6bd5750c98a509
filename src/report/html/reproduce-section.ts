import { isoTime } from "../../market/iso-time.ts";
import type { RunRecord } from "../../run/run-record.ts";
import { formatMoney } from "../format.ts";
import { reproduceCommands } from "../reproduce-command.ts";
import { costsText, fillText, paramsText, shortPercent, sizeText } from "../run-texts.ts";
import { type Html, html } from "./html.ts";

/** Everything that decides the result, and the command that gets it again. */
export function reproduceSection(record: RunRecord): Html {
  const { spec, data } = record;
  const { settings, strategy } = spec;
  const { rerun, run } = reproduceCommands(record);
  const range = `${spec.from === null ? "first bar" : isoTime(spec.from)} to ${spec.to === null ? "last bar" : isoTime(spec.to)}`;
  const pairs: readonly (readonly [string, string | Html])[] = [
    [
      "Strategy",
      strategy.url === undefined ? `${strategy.name} (${strategy.source})` : `${strategy.name} (${strategy.url})`,
    ],
    ["Parameters", paramsText(record) === "" ? "none" : paramsText(record)],
    ["Data", spec.data],
    ["Range asked for", range],
    ["Range in the data", `${data.start} to ${data.end}`],
    ["Starting cash", formatMoney(settings.cash)],
    ["Costs", costsText(settings.costs)],
    ["Fills", fillText(settings.fill)],
    [
      "Size",
      `${sizeText(settings.size)}, turned into units at the ${settings.sizeAt === "fill" ? "fill" : "decision"}`,
    ],
    ["Returns", `per ${settings.returns}; risk-free rate ${shortPercent(settings.riskFree)} a year`],
    ["Benchmark", settings.benchmark === "hold" ? "the same instrument, held" : settings.benchmark],
    ["Seed, rules version", `${spec.seed}, ${spec.rulesVersion}`],
    ["Engine", `${record.engine}, Backsight ${record.backsightVersion}`],
    ["Spec hash", html`<code>${record.specHash}</code>`],
    ["Data hash", html`<code>${record.dataHash}</code>`],
    ["Result hash", html`<code>${record.resultHash}</code>`],
    ["Code hash", html`<code>${strategy.codeHash}</code>`],
  ];
  return html`<section class="card"><h2>Reproduce</h2>${
    rerun === null
      ? html`<p><b>Not reproducible from here</b>: the strategy lived in a session (inline). Move it to a file to make its runs repeatable.</p>`
      : html`<p class="muted">From the store; it must give the same result hash.</p><pre>${rerun}</pre><p class="muted">From the strategy and the data alone.</p><pre>${run}</pre>`
  }<dl class="pairs">${pairs.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>`;
}
