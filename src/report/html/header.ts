import type { RunRecord } from "../../run/run-record.ts";
import { extentText, periodText } from "../run-texts.ts";
import { type Html, html } from "./html.ts";

const ADJUSTMENT = {
  raw: "prices as traded",
  split: "adjusted for splits",
  total: "adjusted for splits and dividends",
  "point-in-time": "prices as traded, splits and dividends booked",
} as const;

/** What was run on what, from when to when; synthetic data can't be overlooked. */
export function headerSection(record: RunRecord, eyebrow = "Backtest report"): Html {
  const { data, spec } = record;
  const params = Object.entries(spec.params);
  return html`<header class="head"><div><p class="eyebrow">${eyebrow}</p><h1>${spec.strategy.name}</h1>
<p class="facts"><b>${data.symbol}</b> · ${data.timeframe} · <b>${periodText(record)}</b> · ${record.engine} engine</p>
<p class="facts">${extentText(record)} · calendar ${data.calendar} · ${ADJUSTMENT[data.adjustment]}</p>
${record.tag === null ? null : html`<p class="facts">Tag: <b>${record.tag}</b></p>`}${
  record.note === null ? null : html`<p class="facts">${record.note}</p>`
}${params.length === 0 ? null : html`<ul class="chips">${params.map(([name, value]) => html`<li>${name} = <b>${String(value)}</b></li>`)}</ul>`}</div>
<button type="button" id="theme" hidden>Dark</button></header>
${
  data.isSynthetic
    ? html`<div class="synthetic" role="note"><strong>SYNTHETIC DATA</strong><span>No market ever traded at these prices. The numbers below show how the tool works, not what a strategy is worth.</span></div>`
    : null
}`;
}
