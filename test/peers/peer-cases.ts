import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { barsOf } from "../../src/data/bars-of.ts";
import { backtest } from "../../src/index.ts";
import type { BacktestOptions } from "../../src/run/backtest-options.ts";
import type { Run } from "../../src/run/run.ts";
import { defineStrategy } from "../../src/strategy/define-strategy.ts";
import type { Signals } from "../../src/strategy/strategy.ts";

/** Prices, signals and settings that a program was run on: `random_cases.py`. */
export interface PeerCase {
  readonly seed: number;
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly entries: readonly boolean[];
  readonly exits: readonly boolean[];
  readonly shortEntries: readonly boolean[];
  readonly shortExits: readonly boolean[];
  readonly order: "market" | "limit" | "stop";
  /** How far from the close limits and stops of entries lie. */
  readonly away: number;
  readonly bothSides: boolean;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly commission: number;
  readonly slippage: number;
  readonly sendsAllCash: boolean;
  readonly fillsAtClose: boolean;
  readonly trails: boolean;
}

export interface PeerAnswer<A> {
  readonly case: PeerCase;
  readonly answer: A;
}

/** What the program answers to random cases from a seed on. */
export function askPeer<A>(python: string, script: string, first: number, count: number): PeerAnswer<A>[] {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { status, stdout, stderr } = spawnSync(python, [path, String(first), String(count)], {
    encoding: "utf8",
    maxBuffer: 1 << 29,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as PeerAnswer<A>);
}

/** The same case through an engine of ours. @param levels stops and targets as prices of the entry's decision */
export function runCase(given: PeerCase, options: BacktestOptions, levels: boolean): Promise<Run> {
  const { open, high, low, close, commission, slippage } = given;
  const time = close.map((_, i) => Date.UTC(2020, 0, 1 + i));
  const columns = { time, open, high, low, close, volume: close.map(() => 1e6) };
  const bars = barsOf("X", columns, { timeframe: "1d", calendar: "24x7" });
  const strategy = defineStrategy({
    name: "given",
    direction: given.bothSides ? "both" : "long",
    signals: () => signalsOf(given, levels),
  });
  return backtest(strategy, bars, { cash: 10_000, costs: { commission, slippage, spread: 0 }, ...options });
}

function signalsOf(given: PeerCase, levels: boolean): Signals {
  const { close, entries, shortEntries, order, away, stopLoss, takeProfit, bothSides } = given;
  const side = (i: number) => (entries[i] ? 1 : shortEntries[i] ? -1 : NaN);
  const column = (at: (i: number) => number) => Float64Array.from(close, (_, i) => at(i));
  const named = column((i) => close[i]! * (1 + (order === "stop" ? side(i) : -side(i)) * away));
  const base = order === "market" ? column((i) => close[i]! * Math.abs(side(i))) : named;
  return {
    entries,
    exits: given.exits,
    ...(bothSides ? { shortEntries, shortExits: given.shortExits } : {}),
    ...(levels && stopLoss !== null ? { stopLoss: column((i) => base[i]! * (1 - side(i) * stopLoss)) } : {}),
    ...(levels && takeProfit !== null ? { takeProfit: column((i) => base[i]! * (1 + side(i) * takeProfit)) } : {}),
    ...(order === "limit" ? { entryLimit: named } : {}),
    ...(order === "stop" ? { entryStop: named } : {}),
  };
}

/** Fills as rows: bar, signed units, price, commission. */
export function fillRows({ fills }: Run): number[][] {
  return Array.from({ length: fills.length }, (_, k) => [
    fills.bar[k]!,
    fills.side[k]! * fills.quantity[k]!,
    fills.price[k]!,
    fills.commission[k]!,
  ]);
}

/** What turns a position is one order here and two there: neighbours of one bar, side and price become one row. */
export function joined(rows: readonly (readonly number[])[]): number[][] {
  const found: number[][] = [];
  for (const [bar, units, price, commission] of rows as readonly [number, number, number, number][]) {
    const last = found.at(-1);
    if (last !== undefined && last[0] === bar && last[1]! * units > 0 && last[2] === price) {
      last[1]! += units;
      last[3]! += commission;
    } else found.push([bar, units, price, commission]);
  }
  return found;
}

/** Where two tables differ by more than rounding; undefined where they don't. */
export function firstDifference(
  ours: readonly (readonly number[])[],
  theirs: readonly (readonly number[])[],
): string | undefined {
  for (let k = 0; k < Math.max(ours.length, theirs.length); k++) {
    const [mine, other] = [ours[k], theirs[k]];
    const isSame = mine !== undefined && other?.every((value, c) => isNear(mine[c]!, value));
    if (isSame !== true) return `row ${k}: ours ${mine}, theirs ${other}`;
  }
  return undefined;
}

export function isNear(ours: number, theirs: number): boolean {
  return Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs));
}
