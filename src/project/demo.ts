import { join } from "node:path";
import type { ProgressListener } from "../core/progress.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { runSweep } from "./run-sweep.ts";
import type { Session } from "./session.ts";
import type { SweepOutcome } from "./sweep-outcome.ts";
import { writeReport } from "./write-report.ts";

const PRICES = "synthetic:market?seed=11&bars=2520&timeframe=1d&start=2015-01-02&symbol=SYN";
const RANGES = { fast: "5,10,20", slow: "50,100,150,200" };

export interface DemoOutcome {
  readonly swept: SweepOutcome;
  /** The best of the sweep, run in full by both engines. */
  readonly detail: RunDetail;
  readonly reportPath: string;
}

/** The main job on embedded prices: a sweep, its best run in full, the report of that. */
export async function runDemo(
  session: Session,
  report: string | undefined,
  onProgress: ProgressListener,
): Promise<DemoOutcome> {
  const swept = await runSweep(
    session,
    {
      ...{ strategy: "sma-cross", data: PRICES, params: RANGES, flags: {}, seed: 1, tag: "demo", isFresh: true },
      ...{ method: undefined, metric: "sharpeRatio", trials: undefined, top: 12, engine: "both" },
    },
    { onProgress },
  );
  const detail = swept.detail!;
  const reportPath = report ?? join(session.places.reports, "demo.html");
  await writeReport(detail, reportPath);
  return { swept, detail, reportPath };
}
