import type { RunRecord } from "../../run/run-record.ts";
import { formatNumber } from "../format.ts";
import { type Html, html } from "./html.ts";

/** What a reader must know, and what the strategy asked for in vain. */
export function notesSection({ notes, data, notFilled }: RunRecord): Html | null {
  const lines = [...notes, ...data.notes];
  const reasons = Object.entries(notFilled).filter(([, count]) => count > 0);
  if (lines.length === 0 && reasons.length === 0) return null;
  return html`<section class="card"><h2>Notes</h2>${
    lines.length === 0 ? null : html`<ul class="notes">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  }${
    reasons.length === 0
      ? null
      : html`<h3>Signals and orders that ended without a fill</h3><dl class="pairs">${reasons.map(([reason, count]) => html`<dt>${reason}</dt><dd>${formatNumber(count, 0)}</dd>`)}</dl>`
  }</section>`;
}
