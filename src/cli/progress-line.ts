import type { ProgressListener } from "../core/progress.ts";

const REDRAW_MS = 80;
const PLAIN_MS = 2000;
const WIDTH = 24;

/** Shows progress on standard error: a bar on a terminal, a line now and then elsewhere, nothing when quiet. */
export function progressLine(isQuiet: boolean): { readonly onProgress: ProgressListener; readonly end: () => void } {
  if (isQuiet) return { onProgress: () => {}, end: () => {} };
  const isTerminal = process.stderr.isTTY === true;
  const started = performance.now();
  let last = started;
  let isDrawn = false;
  return {
    onProgress({ task, done, total, unit }) {
      const now = performance.now();
      if (now - last < (isTerminal ? REDRAW_MS : PLAIN_MS)) return;
      last = now;
      const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
      const amount = unit === "bytes" ? `${(done / 1e6).toFixed(1)} MB` : `${done} ${unit}`;
      if (!isTerminal) {
        process.stderr.write(`${task}: ${amount}${share === undefined ? "" : ` (${Math.floor(share * 100)}%)`}\n`);
        return;
      }
      const filled = Math.round((share ?? 0) * WIDTH);
      const left =
        share === undefined || share === 0
          ? ""
          : `  ${Math.ceil(((now - started) * (1 - share)) / share / 1000)} s left`;
      process.stderr.write(`\r\u001b[2K${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}  ${task}  ${amount}${left}`);
      isDrawn = true;
    },
    end() {
      if (isDrawn) process.stderr.write("\r\u001b[2K");
    },
  };
}
