import type { GuardFinding, GuardStatus } from "../../run/run-record.ts";
import { Html } from "./html.ts";

/** Word, class and icon of a status: three ways to tell, of which colour is only one. */
const STATUS: Readonly<Record<GuardStatus, { readonly word: string; readonly tone: string; readonly icon: string }>> = {
  ok: {
    word: "OK",
    tone: "ok",
    icon: '<circle cx="12" cy="12" r="9"/><path d="M7.5 12.5l3 3 6-7"/>',
  },
  warning: {
    word: "Warning",
    tone: "warning",
    icon: '<path d="M12 3.5L22 20.5H2Z"/><path d="M12 10v5M12 17.4v.2"/>',
  },
  failed: {
    word: "Failed",
    tone: "failed",
    icon: '<path fill="currentColor" d="M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8Z"/><path stroke="#fff" d="M8.5 8.5l7 7M15.5 8.5l-7 7"/>',
  },
  "not checked": {
    word: "Not checked",
    tone: "unknown",
    icon: '<circle cx="12" cy="12" r="9" stroke-dasharray="3 3"/><path d="M8 12h8"/>',
  },
};

/** The word for a status, as a reader sees it. */
export function statusWord(status: GuardStatus): string {
  return STATUS[status].word;
}

/** Class of the page's style sheet that carries a status's colours. */
export function statusClass(status: GuardStatus): string {
  return `is-${STATUS[status].tone}`;
}

/** The status's shape; its word stands beside it, so that it is hidden from those who listen. */
export function statusIcon(status: GuardStatus): Html {
  return new Html(
    `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${STATUS[status].icon}</svg>`,
  );
}

/** Findings that make every number of a run worthless. */
export function failedFindings(findings: readonly GuardFinding[]): GuardFinding[] {
  return findings.filter(({ status }) => status === "failed");
}
