import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inAccountCurrency } from "../../src/data/prepare/in-account-currency.ts";
import { simulateEvents, simulateSignalEvents } from "../../src/engine/event/simulate-events.ts";
import { type SignalSimulation, simulateSignals } from "../../src/engine/vector/simulate-signals.ts";
import type { Bars } from "../../src/market/bars.ts";
import type { CorporateAction } from "../../src/market/corporate-action.ts";
import type { EventProgram } from "../../src/strategy/event-strategy.ts";
import { type AccountRules, portfolioMargin, REG_T } from "../../src/trading/ledger/account-rules.ts";
import { NO_REASON, ORDER_STATUSES } from "../../src/trading/orders/order-columns.ts";
import type { SimulationResult } from "../../src/trading/simulation-result.ts";
import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";
import { EXIT_REASONS } from "../../src/trading/trade-columns.ts";
import { costsOfEveryKind } from "../support/cost-settings-arbitrary.ts";
import { intradayBars, longSignalSimulations } from "../support/intraday-simulation.ts";
import { actor, orderSimulations } from "../support/random-orders.ts";
import { richSimulations } from "../support/random-simulation.ts";
import { delayed, limitedByVolume } from "../support/volume-simulation.ts";

const accounts = fc.constantFrom<AccountRules | null>(null, REG_T, portfolioMargin(), portfolioMargin(0.5), {
  kind: "cash",
});

/** Every setting at once that moves money, or keeps it from moving. */
const everything: fc.Arbitrary<SignalSimulation> = fc
  .tuple(
    limitedByVolume(fc.oneof(richSimulations, longSignalSimulations, delayed(longSignalSimulations))),
    fc.option(costsOfEveryKind, { freq: 3 }),
    accounts,
    fc.array(fc.tuple(fc.nat({ max: 39 }), fc.constantFrom(0.01, 0.05, [1, 2], [4, 1])), { maxLength: 4 }),
    fc.boolean(),
  )
  .map(([input, costs, account, drawn, isLimited]) => ({
    ...input,
    ...(costs === null ? {} : { costs }),
    ...(isLimited ? {} : { participation: null }),
    account,
    leverage: account === null || account.kind === "cash" ? input.leverage! : 1 / account.initial,
    actions: actionsOn(input, drawn),
  }));

function actionsOn({ bars }: SignalSimulation, drawn: readonly (readonly [number, number | number[]])[]) {
  const days = new Map<number, CorporateAction>();
  for (const [at, what] of drawn) {
    const day = bars.session[at % bars.length]!;
    const money = typeof what === "number" ? (Math.min(...bars.close) * what) / 64 : 0;
    const { currency } = bars.instrument;
    if (typeof what === "number") days.set(day, { kind: "dividend", day, amount: money, currency });
    else days.set(day, { kind: "split", day, from: what[0]!, to: what[1]! });
  }
  return [...days.values()];
}

/** Cash is what the fills and the other movements make it; what the trades won is what equity has gained. */
function checkMoney({ bars, cash: start, costs }: SimulationSettings, result: SimulationResult): void {
  const { multiplier } = bars.instrument;
  const { fills, cashEvents, cash, quantity, equity, trades } = result;
  const of = (column: Float64Array, k: number) => column[k]!;
  let [money, fill, event, largest] = [start, 0, 0, start];
  for (let i = 0; i < bars.length; i++) {
    for (; fill < fills.length && fills.bar[fill]! <= i; fill++) {
      const notional = of(fills.quantity, fill) * of(fills.price, fill) * multiplier;
      money -= fills.side[fill]! * notional + of(fills.commission, fill) + of(fills.taxes, fill);
      largest = Math.max(largest, notional);
    }
    for (; event < cashEvents.length && cashEvents.bar[event]! <= i; event++) money += of(cashEvents.amount, event);
    largest = Math.max(largest, Math.abs(equity[i]!), Math.abs(cash[i]!));
    expect(Math.abs(cash[i]! - money)).toBeLessThanOrEqual(1e-9 * largest * (1 + fill));
    expect(equity[i]).toBe(cash[i]! + quantity[i]! * bars.close[i]! * multiplier);
  }
  // Interest on debt that a lost position left belongs to no trade.
  if (costs.carry !== undefined) return;
  const won = trades.pnl.reduce((sum, pnl) => sum + pnl, 0);
  expect(Math.abs(equity.at(-1)! - start - won)).toBeLessThanOrEqual(1e-9 * largest * (1 + fill));
}

/** No bar gives more than its share, and each order has but one end. */
function checkVolume({ bars, participation = null }: SimulationSettings, { fills, orders }: SimulationResult): void {
  for (let k = 0; k < orders.length; k++)
    expect(orders.reason[k] === NO_REASON).toBe(ORDER_STATUSES[orders.status[k]!] === "filled");
  if (participation === null) return;
  const taken = new Map<number, number>();
  const split = EXIT_REASONS.indexOf("split");
  for (let k = 0; k < fills.length; k++)
    if (fills.exitReason[k] !== split) taken.set(fills.bar[k]!, (taken.get(fills.bar[k]!) ?? 0) + fills.quantity[k]!);
  for (const [bar, units] of taken) expect(units).toBeLessThanOrEqual(participation * bars.volume[bar]! * (1 + 1e-9));
}

/** The same in euros, for an account in dollars: rate `at(i)` is known as bar `i` opens, and `at(i + 1)` as it closes. */
function inDollars(input: SignalSimulation, at: (i: number) => number) {
  const local: Bars = { ...input.bars, instrument: { ...input.bars.instrument, currency: "EUR" } };
  const { time, closeTime, length } = local;
  const price = Float64Array.from({ length: length + 1 }, (_, i) => at(i));
  const known = Float64Array.from(price, (_, i) => (i < length ? time[i]! : closeTime[length - 1]!));
  const pair: Bars = {
    ...local,
    ...{ length: length + 1, closeTime: known, time: known.map((end, i) => (i === 0 ? end - 1 : known[i - 1]!)) },
    ...{ open: price, high: price, low: price, close: price, volume: price },
    session: Int32Array.from(price, (_, i) => local.session[Math.min(i, length - 1)]!),
  };
  return { local, input: { ...input, actions: [], bars: inAccountCurrency(local, { EURUSD: pair }, "USD") } };
}

describe("money", () => {
  it("is conserved through fills in part, fees, splits, dividends, borrowing, delays and margin calls", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(everything, (input) => {
        const result = simulateSignals(input);
        checkMoney(input, result);
        checkVolume(input, result);
        expect(simulateSignalEvents(input).equity).toStrictEqual(result.equity);
        const told = Array.from(result.orders.status, (status) => ORDER_STATUSES[status]!);
        const left = Array.from(result.trades.exitReason, (reason) => EXIT_REASONS[reason]!);
        for (const one of new Set([...told, ...left, ...Object.keys(result.notFilled)]))
          seen.set(one, (seen.get(one) ?? 0) + 1);
      }),
      { numRuns: 3000, seed: 7 },
    );
    const wanted = ["part-filled", "margin-call", "no-short", "halted", "left-meanwhile", "split", "insufficient-cash"];
    expect(wanted.filter((one) => (seen.get(one) ?? 0) < 5)).toEqual([]);
  });

  it("is conserved through conversions at rates that change, which are those known by then", () => {
    const rates = fc.array(fc.constantFrom(0.5, 0.8, 1, 1.1, 1.25, 3), { minLength: 2, maxLength: 7 });
    let filled = 0;
    fc.assert(
      fc.property(everything, rates, (asked, values) => {
        const at = (i: number) => values[i % values.length]!;
        const { input, local } = inDollars(asked, at);
        const result = simulateSignals(input);
        checkMoney(input, result);
        expect(simulateSignalEvents(input).equity).toStrictEqual(result.equity);
        const { fills } = result;
        for (let f = 0; f < fills.length; f++) {
          // The rate at the open, or at the close.
          const bar = fills.bar[f]!;
          const known = [at(bar), at(bar + 1)];
          const reference = fills.reference[f]!;
          filled++;
          expect(reference).toBeGreaterThanOrEqual(local.low[bar]! * Math.min(...known) * (1 - 1e-12));
          expect(reference).toBeLessThanOrEqual(local.high[bar]! * Math.max(...known) * (1 + 1e-12));
        }
      }),
      { numRuns: 1000, seed: 8 },
    );
    expect(filled).toBeGreaterThan(2000);
  });

  it("is conserved through any orders that are sent bar by bar", () => {
    const volumes = fc.array(fc.constantFrom(0, 1, 3, 10, 1e6), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(
        orderSimulations,
        volumes,
        fc.constantFrom(null, 1, 2),
        ({ prices, acts, settings }, volume, late) => {
          const plain = intradayBars(prices);
          const bars = { ...plain, volume: Float64Array.from(prices, (_, i) => (i === 0 ? 5 : volume[i % 40]!)) };
          const { callbacks, trades, ended } = actor(acts);
          const program = { strategy: "any", params: {}, columns: new Map(), schedule: null, callbacks } as const;
          const input = {
            ...{ bars, cash: 1000, fill: "next-open", size: { kind: "fraction", fraction: 1 }, sizeAt: "fill" },
            ...{
              costs: { commission: { kind: "rate", rate: 0.001 }, slippage: 0, spread: 0 },
              start: 0,
              firstDecision: 0,
            },
            ...(settings as Partial<SimulationSettings>),
            participation: 0.5,
            ...(late === null || settings.fill === "close" ? {} : { latency: { kind: "bars", bars: late } }),
          } as SimulationSettings;
          const state = () => ({ n: 0 });
          const result = simulateEvents({ ...input, program: { ...program, state } as unknown as EventProgram });
          checkMoney(input, result);
          checkVolume(input, result);
          expect(trades.filter((id) => !ended.has(id))).toEqual([]);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
