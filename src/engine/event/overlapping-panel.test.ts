import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { driveEvents } from "../../../test/support/drive-events.ts";
import { drivePanel } from "../../../test/support/drive-panel.ts";
import { gridPrices, type Prices, plainSettings } from "../../../test/support/intraday-simulation.ts";
import { type Act, act, actor } from "../../../test/support/random-orders.ts";
import { barsOf, hourlyBarsOf } from "../../../test/support/random-panels.ts";
import { type Panel, panelOf } from "../../market/panel.ts";
import type { FillColumns } from "../../trading/fills/fill-columns.ts";
import type { SimulationSettings } from "../../trading/simulation-settings.ts";
import { EXIT_REASONS } from "../../trading/trade-columns.ts";
import { simulatePortfolioSignals, simulatePortfolioWeights } from "../vector/portfolio/simulate-portfolio.ts";
import { simulateSignals } from "../vector/simulate-signals.ts";

const flat = (close: number, rows: number): Prices => Array.from({ length: rows }, () => [close, close, close, close]);
const RICH = { cash: 1e9, size: { kind: "quantity", quantity: 3 } } as const;

/** What was filled before the last bar: there an instrument that others outlive leaves as delisted. */
function fillsBefore(lastBar: number, { bar, time, side, quantity, price }: FillColumns) {
  return [...bar.keys()].filter((f) => bar[f]! < lastBar).map((f) => [bar[f], time[f], side[f], quantity[f], price[f]]);
}

/** One instrument of bars of eight hours and one of an hour, each with its missing bars. */
const panels: fc.Arbitrary<Panel> = fc
  .tuple(gridPrices, gridPrices, fc.array(fc.nat(39), { maxLength: 5 }))
  .map(([long, short, missing]) =>
    panelOf([barsOf("LONG", long), hourlyBarsOf("SHORT", short, (row) => row > 0 && missing.includes(row))]),
  );
const settings = fc.record({
  fill: fc.constantFrom("next-open" as const, "close" as const, "next-close" as const),
  stopLoss: fc.constantFrom(null, 0.03),
  takeProfit: fc.constantFrom(null, 0.05),
  intrabar: fc.constantFrom("worst" as const, "ohlc" as const),
});

describe("instruments of several timeframes that have cash enough", () => {
  it("each fare as alone by their signals", () => {
    const cases = panels.chain((panel) =>
      fc.record({
        panel: fc.constant(panel),
        settings,
        signals: fc.tuple(
          ...panel.instruments.map(({ length }) => fc.record({ entries: masks(length), exits: masks(length) })),
        ),
      }),
    );
    fc.assert(
      fc.property(cases, ({ panel, settings, signals }) => {
        const { bars: _, ...plain } = { ...plainSettings(panel.instruments[0]!), ...settings, ...RICH };
        const shared = simulatePortfolioSignals({ ...plain, panel }, signals);
        for (const [k, bars] of panel.instruments.entries()) {
          const alone = simulateSignals({ ...plain, bars, ...signals[k]! });
          const last = bars.length - 1;
          expect(fillsBefore(last, shared.instruments[k]!.fills)).toStrictEqual(fillsBefore(last, alone.fills));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("each fare as alone by what is done at their own closes", () => {
    const cases = panels.chain((panel) =>
      fc.record({
        panel: fc.constant(panel),
        settings,
        acts: fc.tuple(
          ...panel.instruments.map(({ length }) =>
            fc.array(fc.array(act.map(ofItsOwn), { maxLength: 2 }), { minLength: length, maxLength: length }),
          ),
        ),
      }),
    );
    fc.assert(
      fc.property(cases, ({ panel, settings, acts }) => {
        const actors = acts.map(actor);
        const given: Partial<SimulationSettings> = { ...settings, ...RICH };
        const shared = drivePanel(
          panel,
          {
            onBar({ instruments }) {
              for (const [k, one] of instruments.entries())
                if (one.hasClosed) actors[k]!.act(one, acts[k]![one.bar.index]!);
            },
          },
          given,
        );
        for (const [k, bars] of panel.instruments.entries()) {
          const alone = driveEvents(bars, actor(acts[k]!).callbacks, given).result;
          const last = bars.length - 1;
          expect(fillsBefore(last, shared.instruments[k]!.fills)).toStrictEqual(fillsBefore(last, alone.fills));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function masks(length: number): fc.Arbitrary<Uint8Array> {
  return fc
    .array(fc.nat(2), { minLength: length, maxLength: length })
    .map((values) => Uint8Array.from(values, (value) => (value === 0 ? 1 : 0)));
}

/** The same without shares of an equity that is the others' too, and without groups that others may share. */
function ofItsOwn(one: Act): Act {
  if (one.kind !== "buy" && one.kind !== "sell") return one;
  const { size, group: _, ...order } = one.order;
  return {
    ...one,
    order: typeof size === "object" && "fraction" in size ? order : { ...order, ...(size && { size }) },
  };
}

// Two bars of eight hours beside hours: hour 8 opens as the first of them closes.
describe("a bar that is under way", () => {
  const long: Prices = [
    [10, 10, 10, 10],
    [12, 14, 8, 12],
    [13, 13, 13, 13],
  ];
  const panel = () => panelOf([barsOf("LONG", long), hourlyBarsOf("SHORT", flat(5, 24))]);

  it("is not traded in by what is sent meanwhile", () => {
    const result = drivePanel(panel(), {
      onBar({ of }) {
        const [a, b] = [of("LONG"), of("SHORT")];
        if (b.bar.index === 7) a.buy({ size: 1 });
        if (b.bar.index !== 9) return;
        expect([a.hasClosed, a.bar.index]).toEqual([false, 0]);
        a.buy({ size: 2 });
        a.buy({ size: 4, limit: 9 });
        a.buy({ size: 8, stop: 13 });
      },
    });
    const { bar, quantity, price } = result.instruments[0]!.fills;
    // Sent as bar 0 closed: bar 1. In the middle of bar 1, whose low of 8 and high of 14 would have met them: bar 2.
    expect([...bar]).toEqual([1, 2, 2]);
    expect([...quantity]).toEqual([1, 2, 8]);
    expect([...price]).toEqual([12, 13, 13]);
  });

  it("has spent its cash at its open, before what opens later", () => {
    const result = drivePanel(panel(), {
      onBar({ of }) {
        const [a, b] = [of("LONG"), of("SHORT")];
        if (b.bar.index === 7) {
          b.buy({ size: 20 });
          a.buy({ size: 75 });
        }
        if (b.bar.index === 8) b.buy({ size: 1 });
      },
    });
    // Both at the same open, by number: 20 × 5, then 75 × 12 = all the rest.
    expect([...result.instruments[0]!.fills.quantity]).toEqual([75]);
    expect([...result.instruments[1]!.fills.quantity]).toEqual([20]);
    expect(result.instruments[1]!.notFilled).toEqual({ "insufficient-cash": 1 });
    expect(result.cash[8]).toBe(0);
  });

  it("frees its cash at its close only, and is marked at its open until then", () => {
    const result = drivePanel(panel(), {
      onBar({ of }) {
        const [a, b] = [of("LONG"), of("SHORT")];
        if (b.bar.index === 7) a.buy({ size: 50, stopLoss: { fraction: 0.1 } });
        if (b.bar.index === 14) b.buy({ size: 90 });
        if (b.bar.index === 15) b.buy({ size: 90 });
      },
    });
    // Bought at 12, stopped at 10.8 somewhere in bar 1: known at its close, hour 15.
    expect([...result.cash].slice(7, 16)).toEqual([1000, 400, 400, 400, 400, 400, 400, 400, 400 + 50 * 12 * 0.9]);
    expect([...result.equity].slice(8, 15)).toEqual(Array.from({ length: 7 }, () => 1000));
    expect(result.instruments[1]!.notFilled).toEqual({ "insufficient-cash": 1 });
    expect([...result.instruments[1]!.fills.bar]).toEqual([16]);
  });

  it("ends no instrument whose last session the others share", () => {
    const hold: Parameters<typeof drivePanel>[1] = {
      onBar({ of }) {
        if (of("SHORT").bar.index === 7 && of("SHORT").hasClosed)
          for (const symbol of ["LONG", "SHORT"]) of(symbol).buy({ size: 1 });
      },
    };
    const sameDay = drivePanel(panelOf([barsOf("LONG", long), hourlyBarsOf("SHORT", flat(5, 20))]), hold);
    expect([...sameDay.instruments[1]!.fills.side]).toEqual([1]);
    const dayBefore = drivePanel(
      panelOf([barsOf("LONG", [...long, ...long]), hourlyBarsOf("SHORT", flat(5, 20))]),
      hold,
    );
    expect([...dayBefore.instruments[1]!.fills.side]).toEqual([1, -1]);
    expect([...dayBefore.instruments[1]!.trades.exitReason]).toEqual([EXIT_REASONS.indexOf("delisted")]);
  });
});

it("weighs an instrument anew at its next open, where weights were decided while its bar was under way", () => {
  const panel = panelOf([barsOf("LONG", flat(10, 3)), hourlyBarsOf("SHORT", flat(5, 24))]);
  const { bars: _, ...plain } = plainSettings(panel.instruments[0]!);
  const result = simulatePortfolioWeights({ ...plain, panel }, [{ row: 9, weights: Float64Array.of(0.5, 0.5) }]);
  expect([...result.instruments[0]!.fills.bar]).toEqual([2]);
  expect([...result.instruments[1]!.fills.bar]).toEqual([10]);
});
