import { describe, expect, it } from "vitest";
import type { BacktestOptions } from "../../src/run/backtest-options.ts";
import { tradeAt } from "../../src/trading/trade-columns.ts";
import { findPython } from "../support/find-python.ts";
import { askPeer, fillRows, firstDifference, isNear, joined, type PeerCase, runCase } from "./peer-cases.ts";

/*
 * The rule books beside the programs whose rules they are, on random prices, signals and orders: fills and final equity of
 * both engines. `PEER_CASES` and `PEER_SEED` ask for others.
 */

const CASES = Number(process.env.PEER_CASES ?? 150);
const SEED = Number(process.env.PEER_SEED ?? 0);

interface Fills {
  /** Bar, signed units, price, commission. */
  readonly fills: readonly (readonly number[])[];
  readonly finalEquity: number;
}

interface Trades {
  /** Entry bar, exit bar, entry price, exit price, signed units, pnl. */
  readonly trades: readonly (readonly number[])[];
  readonly finalEquity: number;
}

const engines = ["vector", "event"] as const;

describe.each(engines)("the %s engine", (engine) => {
  const backtestingPy = findPython("backtesting");
  it.skipIf(backtestingPy === undefined)(
    `trades as backtesting.py does (skipped where Python hasn't got it)`,
    { timeout: 240_000 },
    async () => {
      const different: string[] = [];
      for (const { case: given, answer } of askPeer<Trades>(backtestingPy!, "backtesting_py.py", SEED, CASES)) {
        const run = await runCase(
          { ...given, slippage: 0 },
          { rules: "backtesting.py", engine, ...(given.fillsAtClose ? { fill: "close" } : {}) },
          true,
        );
        const ours = Array.from({ length: run.trades.length }, (_, k) => {
          const { entryBar, exitBar, entryPrice, exitPrice, quantity, side, pnl } = tradeAt(run.trades, k);
          return [entryBar, exitBar, entryPrice, exitPrice, side === "long" ? quantity : -quantity, pnl];
        });
        const difference = firstDifference(ours, answer.trades);
        if (difference !== undefined) different.push(`seed ${given.seed}, ${difference}`);
        else if (!isNear(run.equity.at(-1)!, answer.finalEquity)) different.push(`seed ${given.seed}, final equity`);
      }
      expect(different).toEqual([]);
    },
  );

  const backtrader = findPython("backtrader");
  it.skipIf(backtrader === undefined)(
    "fills as backtrader does (skipped where Python hasn't got it)",
    { timeout: 240_000 },
    async () => {
      const options = ({ sendsAllCash, trails }: PeerCase): BacktestOptions => ({
        rules: "backtrader",
        engine,
        ...(sendsAllCash ? { size: { fraction: 1 } } : {}),
        ...(trails ? { trailingStop: { fraction: 0.03 } } : {}),
      });
      expect(await differences(backtrader!, "backtrader_py.py", options, true)).toEqual([]);
    },
  );

  const vectorbt = findPython("vectorbt");
  it.skipIf(vectorbt === undefined)(
    "fills as vectorbt does (skipped where Python hasn't got it)",
    { timeout: 240_000 },
    async () => {
      const options = ({ stopLoss, takeProfit, trails }: PeerCase): BacktestOptions => ({
        rules: "vectorbt",
        engine,
        ...(stopLoss === null ? {} : trails ? { trailingStop: { fraction: stopLoss } } : { stopLoss }),
        ...(takeProfit === null ? {} : { takeProfit }),
      });
      expect(await differences(vectorbt!, "vectorbt_py.py", options, false)).toEqual([]);
    },
  );
});

async function differences(
  python: string,
  script: string,
  options: (given: PeerCase) => BacktestOptions,
  levels: boolean,
): Promise<string[]> {
  const different: string[] = [];
  for (const { case: given, answer } of askPeer<Fills>(python, script, SEED, CASES)) {
    const run = await runCase(given, options(given), levels);
    const difference = firstDifference(joined(fillRows(run)), joined(answer.fills));
    if (difference !== undefined) different.push(`seed ${given.seed}, ${difference}`);
    else if (!isNear(run.equity.at(-1)!, answer.finalEquity)) different.push(`seed ${given.seed}, final equity`);
  }
  return different;
}
