import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const DATA = ["--data", "synthetic:market?seed=3&bars=600"];
/** A stop of 2 % and 0.3 % at risk: no position of more than 15 %, though one of 20 % is allowed. */
const CONFIG = "risk: { max_position_size: 0.2, max_portfolio_heat: 0.003, stop_loss: 0.02 }\n";
const [SIZE, HEAT, STOP] = [0.2, 0.003, 0.02];

interface Trade {
  readonly quantity: number;
  readonly entryPrice: number;
  readonly exitReason: string;
}

interface RunJson {
  readonly run: { readonly settings: { readonly risk: object; readonly stopLoss: number } };
  readonly metrics: Readonly<Record<string, number>>;
  readonly limited: Readonly<Record<string, number>>;
  readonly trades: readonly Trade[];
}

/** Limits are judged at the deciding close; the next open may be some percent away, and the account as far from 100,000. */
function expectCut({ trades }: RunJson): void {
  const worth = trades.map(({ quantity, entryPrice }) => quantity * entryPrice);
  expect(worth.length).toBeGreaterThan(3);
  expect(Math.max(...worth)).toBeLessThan((HEAT / STOP) * 108_000);
  expect(Math.min(...worth)).toBeGreaterThan((HEAT / STOP) * 92_000);
}

describe("the risk block of config.yaml", () => {
  it("holds in run, sweep, walk-forward, validate and monte-carlo alike", { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const at = { folder, home: join(folder, "home") };
    writeFileSync(join(folder, "config.yaml"), CONFIG);
    const document = async (...args: string[]): Promise<unknown> => {
      const { code, stdout, stderr } = await runCli([...args, "--db", "runs.db", "--quiet", "--json"], at);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      return JSON.parse(stdout);
    };
    const params = ["--param", "fast=10", "--param", "slow=50"];
    const space = ["--param", "fast=10", "--param", "slow=50:60:10"];

    const run = (await document("run", "sma-cross", ...DATA, ...params, "--with", "trades")) as RunJson;
    expect(run.run.settings).toMatchObject({
      risk: { maxPositionSize: SIZE, maxPortfolioHeat: HEAT },
      stopLoss: STOP,
    });
    expectCut(run);
    expect(run.trades.map(({ exitReason }) => exitReason)).toContain("stop-loss");

    for (const workers of ["1", "2"]) {
      const swept = (await document("sweep", "sma-cross", ...DATA, ...space, "--workers", workers, "--fresh")) as {
        readonly best: readonly { readonly params: object; readonly metrics: Readonly<Record<string, number>> }[];
      };
      const same = swept.best.find((one) => JSON.stringify(one.params) === '{"fast":10,"slow":50}')!;
      for (const id of ["finalEquity", "tradesCount", "maxDrawdown", "turnover"])
        expect(same.metrics[id], id).toBe(run.metrics[id]);
    }

    const windows = ["--train", "200", "--test", "100"];
    const walked = (await document("walk-forward", "sma-cross", ...DATA, ...space, ...windows)) as RunJson;
    expect(walked.run.settings).toEqual(run.run.settings);
    expect(walked.limited["risk-heat"]).toBe(walked.trades.length);
    expectCut(walked);

    await document("run", "sma-cross", ...DATA, ...params);
    const again = ["monte-carlo", "last", "--method", "execution-noise", "--paths", "5"];
    const noisy = (await document(...again)) as {
      readonly monteCarlo: {
        readonly metrics: Readonly<Record<string, { readonly observed: number }>>;
      };
    };
    expect(noisy.monteCarlo.metrics.finalEquity!.observed).toBeCloseTo(run.metrics.finalEquity!, 6);
    const validated = await document("validate", "last", "--permutations", "3");
    expect(validated).toMatchObject({ verdict: { label: expect.any(String) as string } });
  });
});
