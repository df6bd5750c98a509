import type { CommandEntry } from "./command-module.ts";

/** Every command, in the order of the help page. Loading one loads nothing of the others. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  demo: {
    summary: "the main job on embedded prices: run, sweep, guards, report; offline",
    load: () => import("./commands/demo.ts"),
  },
  init: {
    summary: "a project folder: configuration, example strategy, example prices",
    load: () => import("./commands/init.ts"),
  },
  run: { summary: "one backtest: prints the summary and stores the run", load: () => import("./commands/run.ts") },
  sweep: {
    summary: "many combinations of parameters: the best of them, and whether that is luck",
    load: () => import("./commands/sweep.ts"),
  },
  "walk-forward": {
    summary: "parameters chosen by the past alone, window after window, and what they gave next",
    load: () => import("./commands/walk-forward.ts"),
  },
  runs: { summary: "stored runs: ls, show, compare, export, rerun, rm", load: () => import("./commands/runs.ts") },
  sweeps: { summary: "stored sweeps: ls, show, export, rm", load: () => import("./commands/sweeps.ts") },
  report: { summary: "a stored run as an HTML page, Markdown or JSON", load: () => import("./commands/report.ts") },
  validate: {
    summary: "a stored run or sweep: real or luck, why, and what would settle it",
    load: () => import("./commands/validate.ts"),
  },
  "monte-carlo": {
    summary: "what else a stored run might have shown: fan, drawdowns, risk of ruin",
    load: () => import("./commands/monte-carlo.ts"),
  },
  data: { summary: "prices: fetch, ls, show, check, clean, import, query", load: () => import("./commands/data.ts") },
  strategies: { summary: "the ready strategies with their parameters", load: () => import("./commands/strategies.ts") },
  keys: { summary: "credentials, encrypted: ls, set, rm, rotate", load: () => import("./commands/keys.ts") },
  audit: { summary: "who read and wrote what: ls, verify", load: () => import("./commands/audit.ts") },
  dev: { summary: "a vendor on this machine, for trying things offline", load: () => import("./commands/dev.ts") },
  completion: {
    summary: "a script that lets the shell complete commands and flags",
    load: async () => (await import("./commands/completion.ts")).completionOf(COMMANDS),
  },
};
