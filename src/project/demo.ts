import { join } from "node:path";
import type { ProgressListener } from "../core/progress.ts";
import { execute } from "../run/execute.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { prepareRun } from "./prepare-run.ts";
import type { Session } from "./session.ts";
import { writeReport } from "./write-report.ts";

const PRICES = "synthetic:market?seed=11&bars=2520&timeframe=1d&start=2015-01-02&symbol=SYN";
const FAST = [5, 10, 20];
const SLOW = [50, 100, 150, 200];

/** One row of the sweep; they come the best by Sharpe ratio first. */
export interface SweepRow {
  readonly params: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, number | null>>;
}

export interface DemoOutcome {
  /** The best of the sweep, run in full. */
  readonly detail: RunDetail;
  readonly sweep: readonly SweepRow[];
  readonly reportPath: string;
}

/** The main job on embedded prices: a plain loop over parameters, the best one in full, its report. */
export async function runDemo(
  session: Session,
  report: string | undefined,
  onProgress: ProgressListener,
): Promise<DemoOutcome> {
  const ports = await session.ports(true);
  const details: RunDetail[] = [];
  const total = FAST.length * SLOW.length;
  for (const fast of FAST) {
    for (const slow of SLOW) {
      const params = { fast: String(fast), slow: String(slow) };
      const request = await prepareRun(
        { strategy: "sma-cross", data: PRICES, params, flags: {}, seed: 1, tag: "demo" },
        null,
      );
      details.push((await execute(request, ports)).detail);
      onProgress({ task: "sweep", done: details.length, total, unit: "runs" });
    }
  }
  // Infinity − Infinity is NaN, so equal ones are told apart from unequal ones first.
  details.sort((a, b) => (sharpe(a) === sharpe(b) ? 0 : sharpe(b) - sharpe(a)));
  const best = details[0]!;
  // Run again at the end, so that its guards know how many trials it was chosen from.
  const request = await prepareRun(
    {
      strategy: "sma-cross",
      data: PRICES,
      params: asTexts(best),
      flags: {},
      seed: 1,
      tag: "demo",
      note: `best of ${total}`,
    },
    null,
  );
  const { detail } = await execute({ ...request, engine: "both" }, ports);
  (await session.store()).save(detail);
  const reportPath = report ?? join(session.places.reports, "demo.html");
  await writeReport(detail, reportPath);
  const sweep = details.map(({ record }) => ({
    params: record.spec.params as Readonly<Record<string, number>>,
    metrics: record.metrics,
  }));
  return { detail, sweep, reportPath };
}

function sharpe({ record }: RunDetail): number {
  return record.metrics.sharpeRatio ?? -Infinity;
}

function asTexts({ record }: RunDetail): Record<string, string> {
  return Object.fromEntries(Object.entries(record.spec.params).map(([name, value]) => [name, String(value)]));
}
