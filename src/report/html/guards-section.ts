import type { GuardFinding, GuardStatus, RunRecord } from "../../run/run-record.ts";
import { worstFirst } from "../run-texts.ts";
import { failedFindings, statusClass, statusIcon, statusWord } from "./guard-status.ts";
import { type Html, html } from "./html.ts";

/** What the run says against itself, before any number that would please. */
export function guardsSection({ guards }: RunRecord): Html {
  const findings = worstFirst(guards.findings);
  return html`<section class="card" aria-labelledby="guards"><h2 id="guards">Can this result be trusted?</h2>
<p class="verdict">${verdict(findings)}</p>${
    findings.length === 0 ? null : html`<ul class="guards">${findings.map(guardItem)}</ul>`
  }</section>`;
}

/** A band that no reader can miss, over a run of which a guard failed. */
export function guardAlarm({ guards }: RunRecord): Html | null {
  const failed = failedFindings(guards.findings);
  if (failed.length === 0) return null;
  return html`<div class="alarm" role="note"><strong>DON’T RELY ON THIS RESULT</strong><span>${
    failed.length === 1 ? "A check failed" : `${failed.length} checks failed`
  }: ${failed.map(({ label, headline }) => `${label}: ${headline}`).join("; ")}</span></div>`;
}

function guardItem({ label, status, headline, detail }: GuardFinding): Html {
  return html`<li class="guard ${statusClass(status)}">${statusIcon(status)}<div><span class="status">${statusWord(status)}</span><b>${label}</b></div><p>${headline}</p>${
    detail === "" ? null : html`<p class="detail">${detail}</p>`
  }</li>`;
}

function verdict(findings: readonly GuardFinding[]): Html {
  const count = (status: GuardStatus) => findings.filter((finding) => finding.status === status).length;
  const failed = count("failed");
  const warnings = count("warning");
  const unchecked = count("not checked");
  if (failed > 0) {
    return html`<span class="loss">No: ${failed === 1 ? "one check failed" : `${failed} checks failed`}. Don’t rely on the numbers below.</span>`;
  }
  if (warnings > 0)
    return html`${warnings === 1 ? "One warning" : `${warnings} warnings`}: read ${warnings === 1 ? "it" : "them"} before the numbers.`;
  if (findings.length === 0) return html`No check was made.`;
  if (unchecked > 0) return html`No check failed; ${unchecked} of ${findings.length} could not be made.`;
  return html`All ${findings.length} checks passed.`;
}
