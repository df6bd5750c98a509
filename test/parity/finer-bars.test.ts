import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulateSignalEvents } from "../../src/engine/event/simulate-events.ts";
import { type SignalSimulation, simulateSignals } from "../../src/engine/vector/simulate-signals.ts";
import type { IntrabarMode } from "../../src/trading/fills/protective-exit.ts";
import { tradeAt } from "../../src/trading/trade-columns.ts";
import {
  hourlyBars,
  intradayBars,
  longSignalSimulations,
  type Prices,
  plainSettings,
} from "../support/intraday-simulation.ts";
import { maskAt } from "../support/random-simulation.ts";
import { thrown } from "../support/thrown.ts";

/** Eight hourly bars of one price each, as a bar of eight hours. */
function eightHours(closes: readonly number[]): readonly [number, number, number, number] {
  return [closes[0]!, Math.max(...closes), Math.min(...closes), closes.at(-1)!];
}

const flat = (price: number) => [price, price, price, price] as const;

function run(hours: readonly (readonly number[])[], changes: Partial<SignalSimulation>, hasFiner = true) {
  const bars = intradayBars(hours.map(eightHours));
  const finer = hourlyBars(hours.flatMap((closes) => closes.map(flat)));
  const none = new Uint8Array(bars.length);
  const input = { ...plainSettings(bars), entries: none, exits: none, finer: hasFiner ? finer : null, ...changes };
  const result = simulateSignals(input);
  expect(simulateSignalEvents(input).fills).toStrictEqual(result.fills);
  const trades = Array.from({ length: result.trades.length }, (_, k) => tradeAt(result.trades, k));
  return trades.map(({ exitBar, exitPrice, exitReason, isAmbiguous }) => [exitBar, exitPrice, exitReason, isAmbiguous]);
}

const CALM = Array<number>(8).fill(100);
const UP_FIRST = [100, 105, 111, 104, 95, 89, 95, 100];
const DOWN_FIRST = [100, 95, 89, 95, 104, 111, 105, 100];

describe("finer bars", () => {
  const both = { entries: maskAt(3, 0), stopLoss: 0.1, takeProfit: 0.1 };

  it("settle which of stop and target a bar met first", () => {
    // Hours of one price each: 105 and then 111, beyond the target at 110; 95 and then 89, beyond the stop at 90.
    expect(run([CALM, CALM, UP_FIRST], both)).toEqual([[2, 111, "take-profit", false]]);
    expect(run([CALM, CALM, DOWN_FIRST], both)).toEqual([[2, 89, "stop-loss", false]]);
    expect(run([CALM, CALM, UP_FIRST], both, false)).toEqual([[2, 90, "stop-loss", true]]);
    expect(run([CALM, CALM, UP_FIRST], { ...both, intrabar: "best" }, false)).toHaveLength(1);
  });

  it("raise a trail inside a bar, as they come", () => {
    // 5 behind the best price: 100, 112, so that it stands at 107 when the price is 104.
    const closes = [100, 106, 112, 104, 112, 112, 112, 112];
    const trailingStop = { kind: "amount", amount: 5 } as const;
    expect(run([CALM, CALM, closes, closes], { entries: maskAt(4, 0), trailingStop })).toEqual([
      [2, 104, "trailing-stop", false],
    ]);
  });

  it("say what comes after an entry inside a bar", () => {
    const closes = [100, 89, 100, 100, 96, 105, 107, 107];
    const entryLimit = new Float64Array(4).fill(NaN).with(0, 89.5);
    const later = { entries: maskAt(4, 0), entryLimit, stopLoss: 0.05, takeProfit: 0.1 };
    // The hour at 89 is beyond the limit, but the bar's own open isn't: bought at 89.5, and the target at 98.45 follows.
    expect(run([CALM, closes, CALM, CALM], later)).toEqual([[1, 98.45, "take-profit", false]]);
  });

  it("leave to the mode what is open inside of one of them", () => {
    const prices: Prices = [flat(100), flat(100), [100, 112, 88, 100]];
    const wide = (intrabar: IntrabarMode) => {
      const hours: Prices = [...Array(17).fill(flat(100)), [100, 112, 88, 100], ...Array(6).fill(flat(100))];
      const bars = intradayBars(prices);
      const settings = {
        ...plainSettings(bars),
        ...both,
        exits: new Uint8Array(3),
        finer: hourlyBars(hours),
        intrabar,
      };
      return tradeAt(simulateSignals(settings).trades, 0);
    };
    expect(wide("worst")).toMatchObject({ exitReason: "stop-loss", isAmbiguous: true });
    expect(wide("best")).toMatchObject({ exitReason: "take-profit", isAmbiguous: true });
  });

  it("give what the run on them gives, where a position is entered at an open", () => {
    fc.assert(
      fc.property(
        longSignalSimulations.map(
          ({ bars: { open, high, low, close } }): Prices =>
            Array.from(open, (price, i) => [price, high[i]!, low[i]!, close[i]!] as const),
        ),
        fc.constantFrom(0.01, 0.02, 0.05),
        fc.constantFrom(0.01, 0.03, 0.1),
        fc.option(fc.constantFrom(1, 3)),
        (prices, stopLoss, takeProfit, amount) => {
          const whole = prices.slice(0, prices.length - (prices.length % 8));
          const hours = hourlyBars(whole);
          const eights = Array.from({ length: whole.length / 8 }, (_, k) => {
            const rows = whole.slice(8 * k, 8 * k + 8);
            const extreme = (pick: (...all: number[]) => number, column: 1 | 2) =>
              pick(...rows.map((row) => row[column]));
            return [rows[0]![0], extreme(Math.max, 1), extreme(Math.min, 2), rows[7]![3]] as const;
          });
          const trailingStop = amount === null ? null : ({ kind: "amount", amount } as const);
          const guards = { stopLoss, takeProfit, trailingStop };
          const on = (bars: SignalSimulation["bars"], decided: number, finer: SignalSimulation["finer"] = null) => {
            const entries = maskAt(bars.length, decided);
            const none = new Uint8Array(bars.length);
            const { trades } = simulateSignals({ ...plainSettings(bars), ...guards, entries, exits: none, finer });
            return [trades.exitPrice[0], trades.exitReason[0]];
          };
          expect(on(intradayBars(eights), 0, hours)).toEqual(on(hours, 7));
        },
      ),
      { numRuns: 800 },
    );
  });

  it("are refused when they are something else", () => {
    const bars = intradayBars([flat(100), flat(100)]);
    const late = hourlyBars([flat(100)]);
    const plain = { ...plainSettings(bars), entries: new Uint8Array(2), exits: new Uint8Array(2) };
    expect(thrown(() => simulateSignals({ ...plain, finer: late })).message).toContain(
      "finer must be bars inside of those of 8h, shorter ones",
    );
    const other = { ...hourlyBars(Array(16).fill(flat(100))), instrument: { ...bars.instrument, symbol: "OTHER" } };
    expect(thrown(() => simulateSignals({ ...plain, finer: other })).message).toContain("finer must be bars of TEST");
  });
});
