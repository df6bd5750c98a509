import { type RunSweepWish, runSweep, type SweepOutcome } from "../../project/run-sweep.ts";
import { openSession } from "../../project/session.ts";
import { formatCounted } from "../../report/format.ts";
import { sweepTable } from "../../report/sweep-table.ts";
import { finiteOrNull } from "../../report/trade-document.ts";
import { newCommand } from "../new-command.ts";
import { printJson, printSummary, tableWidth } from "../print.ts";
import { progressLine } from "../progress-line.ts";
import { readCount } from "../read-count.ts";
import { addSimulationOptions, readPairs, readSeed, type SimulationOptions } from "../simulation-options.ts";
import { failWhenStrict } from "../strict.ts";

interface SweepOptions extends SimulationOptions {
  readonly method?: string;
  readonly trials?: string;
  readonly metric?: string;
  readonly top?: string;
}

export const command = addSimulationOptions(
  newCommand("sweep", "many combinations of parameters: the best of them, and whether that is luck"),
)
  .alias("optimize")
  .argument("[strategy]", "a ready strategy or the path of a .ts or .js file (backtesting.strategy of config.yaml)")
  .option("--method <name>", "grid, random, sobol, latin-hypercube, tpe, cma-es, differential-evolution (grid)")
  .option("--trials <count>", "most combinations (the whole grid; 200 of another method)")
  .option("--metric <id>", "what the best is measured by, the more the better (sharpeRatio)")
  .option("--top <count>", "how many of the best to list (10)")
  .action(async (strategy: string | undefined, options: SweepOptions) => {
    const session = openSession(options);
    const progress = progressLine(options.quiet === true);
    try {
      const [data, ...moreData] = options.data ?? [];
      const wish: RunSweepWish = {
        ...{ ...options, strategy, data, moreData, flags: options, seed: readSeed(options.seed) },
        params: readPairs(options.param),
        method: options.method ?? "grid",
        trials: readCount("--trials", options.trials, 1),
        metric: options.metric ?? "sharpeRatio",
        top: readCount("--top", options.top, 1) ?? 10,
      };
      const outcome = await runSweep(session, wish, progress.onProgress);
      progress.end();
      if (options.json === true) printJson(documentOf(outcome));
      else await printOutcome(outcome);
      if (options.strict === true && outcome.detail !== null) failWhenStrict(outcome.detail.record.guards.findings);
    } finally {
      progress.end();
      session.close();
    }
  });

function documentOf({ summary, metric, method, detail }: SweepOutcome) {
  const record = detail?.record;
  return {
    sweep: {
      strategy: record?.spec.strategy.name ?? null,
      method,
      metric,
      trials: summary.trials,
      failed: summary.failed,
      doors: summary.doors,
    },
    best: summary.best.map(({ params, statistics }) => ({
      params,
      metrics: Object.fromEntries(Object.entries(statistics).map(([id, value]) => [id, finiteOrNull(value)])),
    })),
    run: record === undefined ? null : { id: record.id, params: record.spec.params, resultHash: record.resultHash },
    guards: {
      trials: record?.guards.trials.family ?? null,
      deflatedSharpe: record?.guards.deflatedSharpe ?? null,
    },
    verdict: record?.verdict?.label ?? null,
  };
}

async function printOutcome({ summary, metric, detail }: SweepOutcome): Promise<void> {
  const { trials, failed, best, errors } = summary;
  const lines = [`${formatCounted(trials, "combination")}, the best by ${metric}:`, ""];
  if (best.length > 0) {
    const rows = best.map(({ params, statistics }) => ({ params, metrics: statistics }));
    lines.push(sweepTable(rows, tableWidth()), "");
  }
  if (failed > 0) lines.push(`${formatCounted(failed, "combination")} failed: ${errors[0]?.error.message ?? ""}`, "");
  if (detail === null) lines.push(`None of them has a ${metric}.`);
  else lines.push("The first of them in full:", "");
  process.stdout.write(`${lines.join("\n")}\n`);
  if (detail !== null) await printSummary(detail);
}
