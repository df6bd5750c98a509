import type { GuardStatus, RunRecord } from "../../run/run-record.ts";
import type { EvidenceSays } from "../../validation/verdict/evidence-line.ts";
import type { VerdictLabel } from "../../validation/verdict/verdict.ts";
import { sentence } from "../sentence.ts";
import { verdictText } from "../verdict-text.ts";
import { statusClass, statusIcon } from "./guard-status.ts";
import { type Html, html } from "./html.ts";

/** The guards' status that looks like each label. */
const LOOKS: Readonly<Record<VerdictLabel, GuardStatus>> = {
  "likely real": "ok",
  "can't tell": "not checked",
  "likely luck": "warning",
};

const WORDS: Readonly<Record<EvidenceSays, string>> = {
  void: "makes it void",
  luck: "speaks for luck",
  doubt: "leaves a doubt",
  real: "speaks for it",
};

/** Real or luck: the card of a run with its reasons, and the evidence behind it; nothing for a run that was never judged. */
export function verdictSection({ verdict }: RunRecord): Html | null {
  if (verdict === undefined) return null;
  const look = LOOKS[verdict.label];
  return html`<section class="card" aria-labelledby="verdict"><h2 id="verdict">Real or luck?</h2>
<div class="guard ${statusClass(look)}">${statusIcon(look)}<div><span class="status">${verdictText(verdict.label)}</span></div><p>${verdict.reasons.map(
    (reason) => html`${sentence(reason)} `,
  )}</p><p class="detail">What would settle it: ${verdict.wouldSettleIt}</p></div>
<details><summary>The evidence</summary><ul class="notes">${verdict.lines.map(
    ({ says, text }) => html`<li>${sentence(text)} <span class="muted">${WORDS[says]}</span></li>`,
  )}</ul></details></section>`;
}
