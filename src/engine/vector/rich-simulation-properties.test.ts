import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { richSimulations } from "../../../test/support/random-simulation.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { FILL_PHASES } from "../../trading/fills/fill-columns.ts";
import { NO_REASON, ORDER_STATUSES } from "../../trading/orders/order-columns.ts";
import { EXIT_REASONS, OPEN_TRADE, tradeAt } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

const RUNS = { numRuns: 600 };
const PROTECTIVE = (["stop-loss", "take-profit", "trailing-stop"] as const).map((name) => EXIT_REASONS.indexOf(name));
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

function prefixOf(input: SignalSimulation, length: number): SignalSimulation {
  const cut = <T extends Uint8Array | Float64Array>(column: T | null | undefined): T | null =>
    column === null || column === undefined ? null : (column.slice(0, length) as T);
  return {
    ...input,
    bars: sliceBars(input.bars, 0, length),
    entries: input.entries.slice(0, length),
    exits: input.exits.slice(0, length),
    shortEntries: cut(input.shortEntries),
    shortExits: cut(input.shortExits),
    stopLevels: cut(input.stopLevels),
    targetLevels: cut(input.targetLevels),
  };
}

describe("a simulation with both sides, additions, stops, targets and trails", () => {
  it("conserves: equity moves by what the marks move, less what was paid", () => {
    fc.assert(
      fc.property(richSimulations, (input) => {
        const { bars, cash } = input;
        const { multiplier } = bars.instrument;
        const { equity, quantity, fills, trades } = simulateSignals(input);
        let gained = 0;
        let largest = cash;
        let next = 0;
        let held = 0;
        let mark = bars.open[0]!;
        for (let i = 0; i < bars.length; i++) {
          for (; next < fills.length && fills.bar[next] === i; next++) {
            gained += held * (fills.reference[next]! - mark) * multiplier;
            gained -= fills.commission[next]! + fills.slippage[next]! + fills.spread[next]!;
            mark = fills.reference[next]!;
            held += fills.side[next]! * fills.quantity[next]!;
          }
          expect(Math.abs(held - quantity[i]!)).toBeLessThanOrEqual(1e-8 * (1 + Math.abs(held)));
          held = quantity[i]!;
          gained += held * (bars.close[i]! - mark) * multiplier;
          mark = bars.close[i]!;
          largest = Math.max(largest, Math.abs(equity[i]!), Math.abs(held * mark * multiplier));
          expect(Math.abs(equity[i]! - cash - gained)).toBeLessThan(1e-8 * largest);
        }
        expect(Math.abs(equity[bars.length - 1]! - cash - sum(trades.pnl))).toBeLessThan(1e-8 * largest);
        expect(Math.abs(sum(trades.commission) - sum(fills.commission))).toBeLessThan(1e-8 * largest);
      }),
      RUNS,
    );
  });

  it("knows nothing of the future", () => {
    fc.assert(
      fc.property(richSimulations, fc.nat(), (input, cut) => {
        const whole = simulateSignals(input);
        const length = Math.max(input.start + 1, cut % (input.bars.length + 1));
        const part = simulateSignals(prefixOf(input, length));
        // Nothing is entered at the close of a last bar.
        const same = input.fill === "close" && "last-bar" in part.notFilled ? length - 1 : length;
        for (const name of ["cash", "equity", "quantity"] as const)
          expect(part[name].slice(0, same)).toStrictEqual(whole[name].slice(0, same));
        const count = (bars: Int32Array) => bars.filter((bar) => bar < same).length;
        const known = count(whole.fills.bar);
        expect(count(part.fills.bar)).toBe(known);
        for (const name of ["bar", "phase", "side", "quantity", "price", "commission", "slippage"] as const)
          expect(part.fills[name].slice(0, known)).toStrictEqual(whole.fills[name].slice(0, known));
      }),
      RUNS,
    );
  });

  it("never trades in the warm-up, and never fills before the decision could be known", () => {
    fc.assert(
      fc.property(richSimulations, (input) => {
        const { fills, orders } = simulateSignals(input);
        const filled = Array.from(orders.decisionBar.keys()).filter((i) => orders.status[i] === 0);
        expect(filled).toHaveLength(fills.length);
        filled.forEach((order, i) => {
          const phase = FILL_PHASES[fills.phase[i]!];
          expect(orders.decisionBar[order]).toBeGreaterThanOrEqual(input.firstDecision);
          // A stop or a target rests since the decision of the latest entry.
          if (PROTECTIVE.includes(fills.exitReason[i]!)) {
            expect(fills.bar[i]).toBeGreaterThan(orders.decisionBar[order]!);
          } else if (input.fill === "next-open") {
            expect([phase, fills.bar[i]]).toEqual(["open", orders.decisionBar[order]! + 1]);
          } else {
            expect(fills.bar[i]).toBe(orders.decisionBar[order]);
          }
          expect(orders.side[order]).toBe(fills.side[i]);
          expect(orders.quantity[order]).toBe(fills.quantity[i]);
        });
        for (let i = 0; i < orders.length; i++)
          expect(orders.reason[i] === NO_REASON).toBe(ORDER_STATUSES[orders.status[i]!] === "filled");
      }),
      RUNS,
    );
  });

  it("takes only the sides it may, and no more additions than it may", () => {
    fc.assert(
      fc.property(richSimulations, (input) => {
        const { quantity, trades, fills } = simulateSignals(input);
        if (input.direction === "long") expect(quantity.every((units) => units >= 0)).toBe(true);
        if (input.direction === "short") expect(quantity.every((units) => units <= 0)).toBe(true);
        let next = 0;
        for (let k = 0; k < trades.length; k++) {
          const { side, exitReason } = tradeAt(trades, k);
          const opens = side === "long" ? 1 : -1;
          let additions = 0;
          while (next < fills.length && fills.side[next] === opens) {
            additions++;
            next++;
          }
          expect(additions).toBeGreaterThan(0);
          expect(additions).toBeLessThanOrEqual(input.accumulate!);
          if (trades.exitReason[k] !== OPEN_TRADE) next++;
          expect(exitReason === "open").toBe(k === trades.length - 1 && quantity[quantity.length - 1] !== 0);
        }
        expect(next).toBe(fills.length);
      }),
      RUNS,
    );
  });

  it("never holds more than leverage × equity after an addition", () => {
    fc.assert(
      fc.property(richSimulations, (input) => {
        const { multiplier } = input.bars.instrument;
        const { fills } = simulateSignals(input);
        let cash = input.cash;
        let held = 0;
        for (let i = 0; i < fills.length; i++) {
          const [side, units, price] = [fills.side[i]!, fills.quantity[i]!, fills.price[i]!];
          const isAddition = held === 0 || Math.sign(held) === side;
          cash -= side * units * price * multiplier + fills.commission[i]!;
          held += side * units;
          if (Math.abs(held) < 1e-8 * units) held = 0;
          if (!isAddition) continue;
          const equity = cash + held * price * multiplier;
          expect(Math.abs(held) * price * multiplier).toBeLessThanOrEqual(input.leverage! * equity * (1 + 1e-6) + 1e-6);
        }
      }),
      RUNS,
    );
  });

  it("is asked about every way out and every refusal by these inputs", () => {
    const seen = new Map<string, number>();
    for (const input of fc.sample(richSimulations, { numRuns: 600, seed: 1 })) {
      const { trades, notFilled, fills } = simulateSignals(input);
      const reasons = Array.from({ length: trades.length }, (_, k) => tradeAt(trades, k).exitReason);
      const sides = Array.from({ length: trades.length }, (_, k) => tradeAt(trades, k).side);
      const phases = Array.from(fills.phase, (code) => FILL_PHASES[code]!);
      for (const name of new Set([...reasons, ...sides, ...phases, ...Object.keys(notFilled)]))
        seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    const wanted = [
      "signal",
      "stop-loss",
      "take-profit",
      "trailing-stop",
      "reverse",
      "open",
      "long",
      "short",
      "intrabar",
    ];
    const refused = ["conflict", "already-in", "beyond-stop", "no-stop", "insufficient-cash", "below-lot", "last-bar"];
    expect([...wanted, ...refused].filter((name) => (seen.get(name) ?? 0) < 5)).toEqual([]);
  });

  it("reports the range that its ambiguous trades span around what it took", () => {
    fc.assert(
      fc.property(richSimulations, (input) => {
        const { ambiguousRange, trades } = simulateSignals(input);
        expect(ambiguousRange[0]).toBeLessThanOrEqual(0);
        expect(ambiguousRange[1]).toBeGreaterThanOrEqual(0);
        if (!trades.isAmbiguous.includes(1)) expect(ambiguousRange.map(Math.abs)).toEqual([0, 0]);
      }),
      RUNS,
    );
  });
});
