import type { ProgressListener } from "../core/progress.ts";
import { progressPace, progressText } from "./progress-pace.ts";

const REDRAW_MS = 80;
const PLAIN_MS = 2000;
const WIDTH = 24;

/**
 * Shows progress on standard error, with bytes, rate and the time left where they are known: a bar on a terminal, a line
 * now and then elsewhere, nothing when quiet.
 */
export function progressLine(isQuiet: boolean): { readonly onProgress: ProgressListener; readonly end: () => void } {
  if (isQuiet) return { onProgress: () => {}, end: () => {} };
  const isTerminal = process.stderr.isTTY === true;
  const paceAt = progressPace();
  let last = performance.now();
  let isDrawn = false;
  return {
    onProgress(progress) {
      const now = performance.now();
      const pace = paceAt(progress, now);
      if (now - last < (isTerminal ? REDRAW_MS : PLAIN_MS)) return;
      last = now;
      const { task, done, total } = progress;
      const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
      const facts = progressText(progress, pace);
      if (!isTerminal) {
        const percent = share === undefined ? [] : [`${Math.floor(share * 100)}%`];
        process.stderr.write(`${task}: ${[...percent, ...facts].join(", ")}\n`);
        return;
      }
      const filled = Math.round((share ?? 0) * WIDTH);
      const bar = `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}`;
      const line = [bar, task, ...facts].join("  ").slice(0, Math.max(WIDTH, (process.stderr.columns ?? 80) - 1));
      process.stderr.write(`\r\u001b[2K${line}`);
      isDrawn = true;
    },
    end() {
      if (isDrawn) process.stderr.write("\r\u001b[2K");
    },
  };
}
