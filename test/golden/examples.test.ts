import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "backsight";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { syntheticTicks } from "../../src/data/synthetic/synthetic-ticks.ts";
import type { Bars } from "../../src/market/bars.ts";
import { REPOSITORY, runCli } from "../support/cli.ts";

const EXAMPLES = join(REPOSITORY, "examples");
const names = readdirSync(EXAMPLES).filter((name) => name.endsWith(".ts"));
const root = mkdtempSync(join(tmpdir(), "backsight-examples-"));
const home = join(root, "home");

interface Outcome {
  readonly prices: string | readonly string[] | undefined;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly result: unknown;
}

let outcomes: Readonly<Record<string, Outcome>> = {};

beforeAll(() => {
  const runner = join(REPOSITORY, "test/support/run-examples.ts");
  const out = join(root, "outcomes.json");
  const args = ["--conditions=backsight-source", runner, out, EXAMPLES, ...names];
  const env = { ...process.env, BACKSIGHT_HOME: home, NODE_OPTIONS: "" };
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  outcomes = JSON.parse(readFileSync(out, "utf8")) as Record<string, Outcome>;
}, 120_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("examples", () => {
  it.each(names)("%s gives the result it declares", (name) => {
    const { expected, result } = outcomes[name]!;
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    expect(result).toEqual(expected);
  });

  it("give the same from the command line", async () => {
    const { prices, expected } = outcomes["sma-cross.ts"]!;
    const args = ["run", join(EXAMPLES, "sma-cross.ts"), "--data", String(prices), "--json", "--quiet"];
    const { stdout } = await runCli(args, { folder: root, home });
    const { metrics } = JSON.parse(stdout) as { metrics: { finalEquity: number } };
    expect(metrics.finalEquity).toBe(expected.finalEquity);
  });
});

/** Bars of five minutes in a session. */
const SESSION = 78;

type Wish = "in" | "out" | "keep";

/** Long or flat, all equity, decided at a close and filled at the next open: written anew, in plain words. */
function textbook({ open, close, length }: Bars, wish: (i: number) => Wish, first: number, costs = [0.001, 0.0005]) {
  const [commission, slippage] = costs as [number, number];
  let cash = 100_000;
  let held = 0;
  let tradesCount = 0;
  for (let i = first; i + 1 < length; i++) {
    const next = open[i + 1]!;
    if (wish(i) === "in" && held === 0) {
      held = cash / (next * (1 + slippage) * (1 + commission));
      cash = 0;
    } else if (wish(i) === "out" && held > 0) {
      cash = held * next * (1 - slippage) * (1 - commission);
      held = 0;
      tradesCount++;
    }
  }
  return { finalEquity: cash + held * close[length - 1]!, tradesCount, openTrades: held > 0 ? 1 : 0 };
}

/** Mean of the closes of `length` bars up to `i`, summed one by one. */
function mean(close: Float64Array, i: number, length: number): number {
  let sum = 0;
  for (let k = i - length + 1; k <= i; k++) sum += close[k]!;
  return sum / length;
}

/** In when the fast mean has come from below to above the slow one, out the other way round. */
function crossing(close: Float64Array, fast: number, slow: number): (i: number) => Wish {
  const relation = (i: number): number => Math.sign(mean(close, i, fast) - mean(close, i, slow));
  return (i) => {
    if (relation(i) === 0) return "keep";
    let before = i - 1;
    while (before >= slow - 1 && relation(before) === 0) before--;
    if (before < slow - 1 || relation(before) === relation(i)) return "keep";
    return relation(i) > 0 ? "in" : "out";
  };
}

/** Bought above the highest high of `look` bars with a stop three average ranges below and a target of twice that. */
function breakout({ open, high, low, close, length }: Bars, look: number, risk: number) {
  const range = (i: number) => Math.max(high[i]!, close[i - 1]!) - Math.min(low[i]!, close[i - 1]!);
  let averageRange = 0;
  for (let i = 1; i <= 20; i++) averageRange += range(i) / 20;
  let cash = 100_000;
  let held = 0;
  let [stop, target] = [NaN, NaN];
  let tradesCount = 0;
  const sell = (price: number) => {
    cash += held * price * (1 - 0.001);
    held = 0;
    tradesCount++;
  };
  let wanted = NaN;
  for (let i = 21; i < length; i++) {
    averageRange = (averageRange * 19 + range(i)) / 20;
    const price = open[i]! * (1 + 0.0005);
    if (price > wanted) {
      held = Math.min((risk * cash) / (price - wanted), cash / (price * (1 + 0.001)));
      cash -= held * price * (1 + 0.001);
      stop = wanted;
      target = price + 2 * (price - stop);
    }
    if (held > 0) {
      if (open[i]! <= stop) sell(open[i]! * (1 - 0.0005));
      else if (open[i]! >= target) sell(open[i]!);
      else if (low[i]! <= stop) sell(stop * (1 - 0.0005));
      else if (high[i]! >= target) sell(target);
    }
    let top = 0;
    for (let k = i - look; k < i; k++) top = Math.max(top, high[k] ?? Infinity);
    wanted = held === 0 && close[i]! > top ? close[i]! - 3 * averageRange : NaN;
  }
  return { finalEquity: cash + held * close[length - 1]!, tradesCount, openTrades: held > 0 ? 1 : 0 };
}

/** Slices that are due at opens, the oldest first, each bar taking at most a tenth of its volume. */
function worked(slices: readonly number[], opens: Float64Array, volumes: Float64Array) {
  const due: number[] = [];
  let [units, paid] = [0, 0];
  for (const [i, slice] of slices.entries()) {
    due.push(slice);
    let room = 0.1 * volumes[i]!;
    while (due.length > 0 && room > 0) {
      const taken = Math.min(due[0]!, room);
      units += taken;
      paid += taken * opens[i]!;
      room -= taken;
      due[0]! -= taken;
      if (due[0]! <= 1e-9) due.shift();
    }
  }
  return { units, price: paid / units };
}

describe("what examples declare, computed a second time without the engine", () => {
  /** The two sum in another order: equal to 1e-10. */
  function agrees(name: string, { finalEquity, ...counts }: ReturnType<typeof textbook>): void {
    const { expected } = outcomes[name]!;
    expect(Number(expected.finalEquity) / finalEquity).toBeCloseTo(1, 10);
    expect(expected).toMatchObject(counts);
  }

  it("sma-cross.ts", async () => {
    const bars = await load(String(outcomes["sma-cross.ts"]!.prices));
    agrees("sma-cross.ts", textbook(bars, crossing(bars.close, 10, 50), 49));
  });

  it("momentum-arrays.ts", async () => {
    const bars = await load(String(outcomes["momentum-arrays.ts"]!.prices));
    const wish = (i: number): Wish => (bars.close[i]! > bars.close[i - 126]! ? "in" : "out");
    agrees("momentum-arrays.ts", textbook(bars, wish, 126));
  });

  it("three-down-days.ts", async () => {
    const bars = await load(String(outcomes["three-down-days.ts"]!.prices));
    const change = (i: number): number => bars.close[i]! - bars.close[i - 1]!;
    const wish = (i: number): Wish =>
      change(i) > 0 ? "out" : change(i) < 0 && change(i - 1) < 0 && change(i - 2) < 0 ? "in" : "keep";
    agrees("three-down-days.ts", textbook(bars, wish, 3));
  });

  it("breakout.ts", async () => {
    const bars = await load(String(outcomes["breakout.ts"]!.prices));
    agrees("breakout.ts", breakout(bars, 55, 0.01));
  });

  it("what-costs-do.ts", async () => {
    const { expected } = outcomes["what-costs-do.ts"]!;
    const bars = await load(String(outcomes["sma-cross.ts"]!.prices));
    const levels = { free: [0, 0], usual: [0.001, 0.0005], double: [0.002, 0.001] };
    for (const [level, costs] of Object.entries(levels)) {
      const { finalEquity } = textbook(bars, crossing(bars.close, 5, 20), 19, costs);
      expect(Number(expected[level]) / finalEquity).toBeCloseTo(1, 10);
    }
  });

  it("vwap-execution.ts", async () => {
    const { prices, expected } = outcomes["vwap-execution.ts"]!;
    const { open, volume, length } = await load(String(prices));
    const first = length - SESSION;
    const profile = new Array<number>(SESSION).fill(0);
    for (let i = 0; i < first; i++) profile[i % SESSION]! += volume[i]!;
    const total = profile.reduce((sum, one) => sum + one, 0);
    const parent = (0.05 * total) / (first / SESSION);
    const slices = {
      time: profile.map(() => parent / SESSION),
      volume: profile.map((one) => (parent * one) / total),
    };
    for (const [by, each] of Object.entries(slices)) {
      const { units, price } = worked(each, open.slice(first), volume.slice(first));
      expect(Number(expected[`${by}: units`]) / units).toBeCloseTo(1, 10);
      expect(Number(expected[`${by}: price`]) / price).toBeCloseTo(1, 10);
    }
    // The limit binds: what is worked by time waits longer where little is traded.
    expect(Number(expected["time: units"])).toBeLessThan(parent);
  });

  it("opening-range.ts", async () => {
    const { prices, expected } = outcomes["opening-range.ts"]!;
    const { open, high, low, close, length } = await load(String(prices));
    const [commission, slippage] = [0.001, 0.0005];
    let [cash, held, stop, target, tradesCount] = [100_000, 0, NaN, NaN, 0];
    let [top, bottom, wanted] = [NaN, NaN, NaN];
    let [isOut, isDone] = [false, false];
    const sell = (price: number) => {
      cash += held * price * (1 - commission);
      held = 0;
      tradesCount++;
    };
    for (let i = 0; i < length; i++) {
      const count = (i % SESSION) + 1;
      if (isOut && held > 0) sell(open[i]! * (1 - slippage));
      const price = open[i]! * (1 + slippage);
      if (price > wanted) {
        held = Math.min((0.005 * cash) / (price - wanted), cash / (price * (1 + commission)));
        cash -= held * price * (1 + commission);
        stop = wanted;
        target = price + 1.5 * (price - stop);
      }
      if (held > 0) {
        if (open[i]! <= stop) sell(open[i]! * (1 - slippage));
        else if (open[i]! >= target) sell(open[i]!);
        else if (low[i]! <= stop) sell(stop * (1 - slippage));
        else if (high[i]! >= target) sell(target);
      }
      [wanted, isOut] = [NaN, false];
      if (count === 1) [top, bottom, isDone] = [-Infinity, Infinity, false];
      if (count <= 6) [top, bottom] = [Math.max(top, high[i]!), Math.min(bottom, low[i]!)];
      else if (count === 77) isOut = held > 0;
      else if (count < 77 && !isDone && close[i]! > top) [wanted, isDone] = [bottom, true];
    }
    expect(Number(expected.finalEquity) / (cash + held * close[length - 1]!)).toBeCloseTo(1, 10);
    expect(expected).toMatchObject({ tradesCount, openTrades: held > 0 ? 1 : 0 });
  });

  it("market-maker.ts", async () => {
    const { prices, expected } = outcomes["market-maker.ts"]!;
    const bars = await load(String(prices));
    const { quotes, trades } = syntheticTicks(bars, { seed: 7 });
    let [cash, held, fills, tradesCount] = [100_000, 0, 0, 0];
    let [bid, ask] = [NaN, NaN];
    let lookedAt = -Infinity;
    let orders: { readonly side: number; readonly limit: number; left: number; ahead: number }[] = [];
    const fill = (order: (typeof orders)[number], units: number) => {
      const taken = Math.min(units, order.left);
      order.left -= taken;
      cash -= order.side * taken * order.limit;
      // A fill that turns the position is two: what leaves, and what opens.
      const turns = held * order.side < 0 && taken > Math.abs(held);
      fills += turns ? 2 : 1;
      if (held * order.side < 0 && taken >= Math.abs(held)) tradesCount++;
      held += order.side * taken;
    };
    for (let q = 0, t = 0; q < quotes.length || t < trades.length; ) {
      const isQuote = q < quotes.length && (t >= trades.length || quotes.time[q]! <= trades.time[t]!);
      if (!isQuote) {
        const [price, size] = [trades.price[t]!, trades.size[t]!];
        for (const order of orders) {
          if (order.side * (order.limit - price) > 0) fill(order, Infinity);
          else if (order.limit === price) {
            const beyond = size - order.ahead;
            order.ahead = Math.max(0, -beyond);
            if (beyond > 0) fill(order, beyond);
          }
        }
        t++;
      } else {
        const [nowBid, nowAsk] = [quotes.bidPrice[q]!, quotes.askPrice[q]!];
        const shown = (side: number) => (side > 0 ? quotes.bidSize[q]! : quotes.askSize[q]!);
        for (const order of orders) {
          const [best, other] = order.side > 0 ? [nowBid, nowAsk] : [nowAsk, nowBid];
          if (order.side * (order.limit - other) >= 0) fill(order, shown(-order.side));
          else if (order.limit === best) order.ahead = Math.min(order.ahead, shown(order.side));
          else if (order.side * (order.limit - best) > 0) order.ahead = 0;
        }
        const time = quotes.time[q]!;
        if ((nowBid !== bid || nowAsk !== ask) && time >= lookedAt + 5000) {
          [bid, ask, lookedAt] = [nowBid, nowAsk, time];
          orders = [];
          if (held < 500) orders.push({ side: 1, limit: bid, left: 100, ahead: shown(1) });
          if (held > -500) orders.push({ side: -1, limit: ask, left: 100, ahead: shown(-1) });
        }
        q++;
      }
      orders = orders.filter(({ left }) => left > 0);
    }
    expect(expected).toMatchObject({ fills, makerFills: fills, tradesCount });
    expect(Number(expected.finalEquity) / (cash + held * bars.close[bars.length - 1]!)).toBeCloseTo(1, 10);
  });
});
