import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { driveEvents } from "../../../test/support/drive-events.ts";
import { drivePanel, type PanelCallbacks } from "../../../test/support/drive-panel.ts";
import { type Prices, plainSettings } from "../../../test/support/intraday-simulation.ts";
import { actor, orderSimulations } from "../../../test/support/random-orders.ts";
import { barsOf, randomPanels } from "../../../test/support/random-panels.ts";
import { thrown } from "../../../test/support/thrown.ts";
import type { Bars } from "../../market/bars.ts";
import { panelOf } from "../../market/panel.ts";
import type { EventContext } from "../../strategy/event-strategy.ts";
import type { SimulationSettings } from "../../trading/simulation-settings.ts";
import { simulatePortfolioSignals } from "../vector/portfolio/simulate-portfolio.ts";

const flat = (close: number, rows: number): Prices => Array.from({ length: rows }, () => [close, close, close, close]);
const rising: Prices = Array.from({ length: 4 }, (_, i) => [10 + i, 11 + i, 10 + i, 11 + i]);

/** The same bars with so many units traded in each, by turns. */
const traded = (bars: Bars, units: readonly number[]): Bars => ({
  ...bars,
  volume: Float64Array.from(bars.time, (_, i) => units[i % units.length]!),
});

describe("a panel of one instrument", () => {
  it("fares as the instrument alone where bars have volume for parts of orders only", () => {
    const volumes = fc.array(fc.constantFrom(0, 1, 2, 5, NaN, 100), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(orderSimulations, volumes, ({ prices, acts, settings }, units) => {
        const given = { ...settings, participation: 0.5 } as Partial<SimulationSettings>;
        const bars = traded(barsOf("TEST", prices), [5, ...units]);
        const alone = driveEvents(bars, actor(acts).callbacks, given).result;
        const shared = drivePanel(panelOf([bars]), actor(acts).callbacks, given);
        const [one] = shared.instruments;
        for (const name of ["orders", "fills", "trades", "notFilled"] as const)
          expect(one![name], name).toStrictEqual(alone[name]);
        expect(shared.equity).toStrictEqual(alone.equity);
      }),
      { numRuns: 600 },
    );
  });

  it("fares as the instrument alone, whatever is sent", () => {
    fc.assert(
      fc.property(orderSimulations, ({ prices, acts, settings }) => {
        const alone = driveEvents(prices, actor(acts).callbacks, settings as Partial<SimulationSettings>).result;
        const panel = panelOf([barsOf("TEST", prices)]);
        const shared = drivePanel(panel, actor(acts).callbacks, settings as Partial<SimulationSettings>);
        const [one] = shared.instruments;
        for (const name of ["orders", "fills", "trades", "notFilled", "clipped"] as const)
          expect(one![name], name).toStrictEqual(alone[name]);
        expect(shared.equity).toStrictEqual(alone.equity);
        expect(shared.cash).toStrictEqual(alone.cash);
        expect(shared.ruinedAt).toBe(alone.ruinedAt);
      }),
      { numRuns: 1000 },
    );
  });
});

const replays = randomPanels.chain((panel) => {
  const mask = ({ length }: Bars, rarity: number) =>
    fc
      .array(fc.nat(rarity), { minLength: length, maxLength: length })
      .map((values) => Uint8Array.from(values, (value) => (value === 0 ? 1 : 0)));
  return fc.record({
    panel: fc.constant(panel),
    signals: fc.tuple(...panel.instruments.map((bars) => fc.record({ entries: mask(bars, 2), exits: mask(bars, 3) }))),
    settings: fc.record({
      fill: fc.constantFrom("next-open" as const, "close" as const, "next-close" as const),
      size: fc.constantFrom({ kind: "fraction", fraction: 0.4 } as const, { kind: "cash", cash: 333 } as const),
      stopLoss: fc.constantFrom(null, 0.03),
      takeProfit: fc.constantFrom(null, 0.05),
    }),
  });
});

// With a bar missing in between, an order that waited fills before one that was sent later: by number, which signals lack.
describe("signals that are sent as orders", () => {
  it("give the portfolio's fills, cash and equity to the bit", () => {
    fc.assert(
      fc.property(replays, ({ panel, signals, settings }) => {
        const { bars, ...plain } = plainSettings(panel.instruments[0]!);
        const vector = simulatePortfolioSignals({ ...plain, ...settings, panel }, signals);
        const event = drivePanel(
          panel,
          {
            onBar({ instruments }) {
              for (const [k, { hasClosed, bar, position, buy, close }] of instruments.entries()) {
                if (!hasClosed) continue;
                const [enters, leaves] = [signals[k]!.entries[bar.index] === 1, signals[k]!.exits[bar.index] === 1];
                if (position.isLong && leaves) close();
                else if (position.isFlat && enters && !leaves) buy();
              }
            },
          },
          settings,
        );
        for (const k of panel.instruments.keys()) {
          expect(event.instruments[k]!.fills).toStrictEqual(vector.instruments[k]!.fills);
          expect(event.instruments[k]!.trades).toStrictEqual(vector.instruments[k]!.trades);
        }
        for (const name of ["equity", "cash", "net", "gross", "positions"] as const)
          expect(event[name], name).toStrictEqual(vector[name]);
      }),
      { numRuns: 600 },
    );
  });
});

describe("several instruments", () => {
  it("are asked for once at an instant, after all of its bars", () => {
    const told: unknown[] = [];
    const panel = panelOf([barsOf("A", rising), barsOf("B", flat(50, 4), (row) => row === 0 || row === 2)]);
    drivePanel(panel, {
      onBar({ bar, instruments, of, time, symbol }) {
        const b = of("B");
        expect([symbol, instruments.length, instruments[1]]).toEqual(["A", 2, b]);
        told.push([
          time - bar.closeTime,
          bar.index,
          bar.close,
          b.hasClosed,
          b.bar.index,
          b.bar.close,
          b.past.close.now,
        ]);
      },
    });
    expect(told).toEqual([
      [0, 0, 11, false, -1, NaN, NaN],
      [0, 1, 12, true, 0, 50, 50],
      [0, 2, 13, false, 0, 50, 50],
      [0, 3, 14, true, 1, 50, 50],
    ]);
  });

  it("spend one cash by the number of their orders, whichever they are for", () => {
    const panel = panelOf([barsOf("A", flat(10, 3)), barsOf("B", flat(50, 3))]);
    const result = drivePanel(panel, {
      onBar({ bar, of }) {
        if (bar.index !== 0) return;
        of("B").buy({ size: 18 });
        of("A").buy({ size: 30 });
        of("B").buy({ size: 1 });
        of("A").buy({ size: 5 });
      },
    });
    // 900, then 300 that 100 can't pay, 50, and 50.
    expect([...result.instruments[1]!.fills.quantity]).toEqual([18, 1]);
    expect([...result.instruments[0]!.fills.quantity]).toEqual([5]);
    expect(result.instruments[0]!.notFilled).toEqual({ "insufficient-cash": 1 });
    expect(result.cash[2]).toBe(0);
  });

  it("reduce before they enlarge, at market and where the open meets what waits", () => {
    const prices: Prices = [...flat(10, 2), [12, 12, 12, 12], [12, 12, 12, 12]];
    const panel = panelOf([barsOf("A", flat(10, 4)), barsOf("B", prices)]);
    const result = drivePanel(panel, {
      onBar({ bar, of }) {
        const [a, b] = [of("A"), of("B")];
        if (bar.index === 0) b.buy();
        if (bar.index === 1) {
          a.buy({ size: 120, limit: 10 });
          b.sell({ size: 100, limit: 12, reduceOnly: true });
        }
      },
    });
    // What B brings at its open of 12 pays for A, though its order was sent later.
    expect([...result.instruments[1]!.fills.side]).toEqual([1, -1]);
    expect([...result.instruments[0]!.fills.quantity]).toEqual([120]);
  });

  it("tell whose fill and whose order it was, and take back any by number", () => {
    const told: unknown[] = [];
    const panel = panelOf([barsOf("A", rising), barsOf("B", flat(50, 4))]);
    drivePanel(panel, {
      onBar({ bar, of, cancel, modify }) {
        if (bar.index === 0) told.push(of("B").buy({ size: 1, limit: 40 }), of("A").buy({ size: 1 }));
        if (bar.index === 1) told.push(modify(1, { limit: 45 }), of("B").waiting);
        if (bar.index === 2) told.push(cancel(1), cancel(1), of("B").waiting);
      },
      onFill: ({ fill }) => void told.push([fill.symbol, fill.order, fill.price]),
      onOrder: ({ order }) => void told.push([order.symbol, order.id, order.reason]),
    });
    expect(told).toEqual([
      1,
      2,
      ["A", 2, 11],
      ["A", 2, null],
      true,
      1,
      ["B", 1, "replaced"],
      true,
      false,
      0,
      ["B", 1, "withdrawn"],
    ]);
  });

  it("wait for their own next bar, and end where none comes", () => {
    const panel = panelOf([
      barsOf("A", rising),
      barsOf("B", flat(50, 4), (row) => row === 1),
      barsOf("C", flat(5, 2)),
      barsOf("D", flat(7, 4), (row) => row < 2),
    ]);
    const result = drivePanel(panel, {
      onBar({ bar, of }) {
        if (bar.index === 0) of("D").buy({ size: 1 });
        if (bar.index === 1) for (const symbol of ["B", "C", "D"]) of(symbol).buy({ size: 1 });
        if (bar.index === 2) of("C").buy({ size: 1 });
      },
    });
    const [, b, c, d] = result.instruments;
    expect([...b!.fills.bar]).toEqual([1]);
    expect([...c!.fills.bar]).toEqual([]);
    expect(c!.notFilled).toEqual({ "last-bar": 1, "not-trading": 1 });
    expect(d!.notFilled).toEqual({ "not-trading": 2 });
  });

  it("takes orders from the first measured row on, for an instrument without a bar there too", () => {
    const panel = panelOf([barsOf("A", rising), barsOf("B", flat(50, 4), (row) => row === 2)]);
    const onBar: PanelCallbacks["onBar"] = ({ bar, of }) => void (bar.index === 2 && of("B").buy({ size: 1 }));
    const result = drivePanel(panel, { onBar }, { start: 2, firstDecision: 2 });
    expect([...result.instruments[1]!.fills.bar]).toEqual([2]);
  });

  it.each<[string, (context: EventContext<{}, { n: number }>) => unknown, string, string]>([
    [
      "an order for a stranger",
      ({ of }) => of("AAPK").buy(),
      "BACKSIGHT_ORDER_REQUEST",
      'no instrument "AAPK" in this run. Did you mean "AAPL"?',
    ],
    [
      "a throw",
      () => {
        throw new Error("no idea");
      },
      "BACKSIGHT_STRATEGY_THREW",
      "no idea",
    ],
    [
      "a size of NaN",
      ({ of }) => of("B").buy({ size: NaN }),
      "BACKSIGHT_ORDER_REQUEST",
      "size must be a finite number above 0, was NaN",
    ],
  ])("%s is named with strategy, callback and bar", (_, act, code, message) => {
    const panel = panelOf([barsOf("AAPL", rising), barsOf("B", flat(50, 4))]);
    const error = thrown(() => drivePanel(panel, { onBar: act as never }, { firstDecision: 1 }));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/driven.*onBar.*bar 1 \(2024-10-04T16:00:00Z\)/);
    expect(error.message).toContain(message);
  });
});
