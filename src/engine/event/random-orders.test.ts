import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { driveEvents } from "../../../test/support/drive-events.ts";
import { intradayBars } from "../../../test/support/intraday-simulation.ts";
import { actor, orderSimulations } from "../../../test/support/random-orders.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { type CostSettings, NO_COSTS } from "../../trading/costs/cost-settings.ts";
import type { SimulationSettings } from "../../trading/simulation-settings.ts";

describe("any orders", () => {
  it("leave an account whose cash, units and equity follow from its fills", () => {
    fc.assert(
      fc.property(orderSimulations, ({ prices, acts, settings }) => {
        const { callbacks } = actor(acts);
        const { result } = driveEvents(prices, callbacks, settings as Partial<SimulationSettings>);
        const { fills, cash, quantity, equity } = result;
        let [money, held, next] = [1000, 0, 0];
        for (let i = 0; i < prices.length; i++) {
          for (; next < fills.length && fills.bar[next] === i; next++) {
            const signed = fills.side[next]! * fills.quantity[next]!;
            money -= signed * fills.price[next]!;
            held += signed;
            const { open, high, low } = { open: prices[i]![0], high: prices[i]![1], low: prices[i]![2] };
            expect(fills.price[next]).toBeGreaterThanOrEqual(Math.min(open, low));
            expect(fills.price[next]).toBeLessThanOrEqual(Math.max(open, high));
          }
          expect(cash[i]! - money).toBeCloseTo(0, 6);
          expect(quantity[i]! - held).toBeCloseTo(0, 6);
          expect(equity[i]! - (money + held * prices[i]![3])).toBeCloseTo(0, 6);
          if (settings.direction === "long") expect(quantity[i]).toBeGreaterThanOrEqual(0);
          if (settings.direction === "short") expect(quantity[i]).toBeLessThanOrEqual(0);
        }
        expect(next).toBe(fills.length);
      }),
      { numRuns: 1500 },
    );
  });

  it("end, each of them, and are told under their own number", () => {
    fc.assert(
      fc.property(orderSimulations, ({ prices, acts, settings }) => {
        const { sent, trades, ended, callbacks } = actor(acts);
        driveEvents(prices, callbacks, settings as Partial<SimulationSettings>);
        expect(trades.filter((id) => !ended.has(id))).toEqual([]);
        expect([...ended.keys()].filter((id) => id !== 0 && !sent.includes(id))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("know nothing of the future", () => {
    fc.assert(
      fc.property(orderSimulations, fc.nat(), ({ prices, acts, settings }, cut) => {
        // Nothing is entered at the close of a last bar.
        fc.pre(settings.fill !== "close");
        const bars = intradayBars(prices);
        const length = 1 + (cut % prices.length);
        const whole = driveEvents(bars, actor(acts).callbacks, settings as Partial<SimulationSettings>);
        const part = driveEvents(
          sliceBars(bars, 0, length),
          actor(acts).callbacks,
          settings as Partial<SimulationSettings>,
        );
        expect(part.fills).toEqual(whole.fills.filter(([bar]) => (bar as number) < length));
        expect(part.result.equity).toStrictEqual(whole.result.equity.slice(0, length));
      }),
      { numRuns: 1000 },
    );
  });

  it("are the same where quiet bars are passed over and where none is", () => {
    const never = { ...NO_COSTS, carry: { borrow: 0, financing: 0 } };
    fc.assert(
      fc.property(orderSimulations, fc.boolean(), ({ prices, acts, settings }, isTold) => {
        const run = (costs: CostSettings) => {
          const seen: unknown[] = [];
          const { callbacks, act } = actor(acts);
          const onBar: (typeof callbacks)["onBar"] = (context) => {
            const { bar, past, time, hasClosed, position, account } = context;
            seen.push([bar.index, past.close.previous, time, hasClosed, position.quantity, account.equity]);
            act(context, acts[bar.index]!);
          };
          const told = isTold ? { ...callbacks, onBar } : { onBar };
          const { result } = driveEvents(prices, told, { ...(settings as Partial<SimulationSettings>), costs });
          return { seen, result };
        };
        const [fast, plain] = [run(NO_COSTS), run(never)];
        expect(fast.seen).toStrictEqual(plain.seen);
        for (const name of ["orders", "fills", "cash", "equity", "notFilled", "ruinedAt"] as const)
          expect(fast.result[name], name).toStrictEqual(plain.result[name]);
      }),
      { numRuns: 1000 },
    );
  });

  it("give the same twice", () => {
    fc.assert(
      fc.property(orderSimulations, ({ prices, acts, settings }) => {
        const run = () =>
          driveEvents(prices, actor(acts).callbacks, settings as Partial<SimulationSettings>).result.fills;
        expect(run()).toStrictEqual(run());
      }),
      { numRuns: 200 },
    );
  });
});
