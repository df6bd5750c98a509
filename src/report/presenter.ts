import type { RunPresenter } from "../run/run.ts";
import { renderHtml } from "./html-report.ts";
import { renderMarkdown } from "./markdown-report.ts";
import { renderSummary } from "./terminal-summary.ts";

/** How runs are shown as text, everywhere. */
export const presenter: Omit<RunPresenter, "write"> = {
  summary: (detail) => renderSummary(detail, { color: false, width: 80 }),
  html: renderHtml,
  markdown: renderMarkdown,
};
