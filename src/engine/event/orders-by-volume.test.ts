import { describe, expect, it } from "vitest";
import { driveEvents } from "../../../test/support/drive-events.ts";
import { intradayBars, type Prices } from "../../../test/support/intraday-simulation.ts";
import { withVolume } from "../../../test/support/volume-simulation.ts";
import type { EventContext } from "../../strategy/event-strategy.ts";
import type { SimulationSettings } from "../../trading/simulation-settings.ts";

type Context = EventContext<{}, { n: number }>;

const flat = (price: number) => [price, price, price, price] as const;
const FLAT: Prices = Array.from({ length: 6 }, () => flat(100));

/** Half of each bar's volume may be taken. */
function drive(
  prices: Prices,
  volumes: readonly number[],
  doing: Readonly<Record<number, (context: Context) => void>>,
  settings: Partial<SimulationSettings> = {},
) {
  const bars = withVolume(intradayBars(prices, { lot: 1 }), volumes);
  const onBar = (context: Context) => doing[context.bar.index]?.(context);
  const { fills, ends, left, result } = driveEvents(bars, { onBar }, { cash: 1e5, participation: 0.5, ...settings });
  return { fills, ends, left, quantities: [...result.orders.quantity], result };
}

const buysTen = ({ buy }: Context) => void buy({ size: 10 });

describe("orders at market, filled by volume", () => {
  it("go on at the next opens, before those that came later", () => {
    const { fills, ends } = drive(FLAT, [1, 8, 8, 8, 8, 8], { 0: buysTen, 1: ({ buy }) => void buy({ size: 4 }) });
    expect(fills).toEqual([
      [1, "open", 4, 100],
      [2, "open", 4, 100],
      [3, "open", 2, 100],
      [3, "open", 2, 100],
      [4, "open", 2, 100],
    ]);
    expect(ends).toEqual(["filled", "filled"]);
  });

  it("leave, turn and hold part by part", () => {
    const { fills, left } = drive(FLAT, [1, 99, 8, 20, 99, 1], {
      0: buysTen,
      1: ({ sell }) => void sell({ size: 16 }),
    });
    expect(fills.slice(1)).toEqual([
      [2, "open", -4, 100],
      [3, "open", -6, 100],
      [3, "open", -4, 100],
      [4, "open", -2, 100],
    ]);
    expect(left).toEqual(["reverse", "open"]);
    const held = drive(FLAT, [1, 99, 4, 4, 4, 4], { 0: ({ hold }) => void hold(10), 1: ({ hold }) => void hold(5) });
    expect(held.fills.slice(1).map(([bar, , units]) => [bar, units])).toEqual([
      [2, -2],
      [3, -2],
      [4, -1],
    ]);
  });

  it("take what there is and nothing later with ioc, all or nothing with fok", () => {
    const ioc = drive(FLAT, [1, 8, 99, 99, 1, 1], { 0: ({ buy }) => void buy({ size: 10, timeInForce: "ioc" }) });
    expect(ioc.fills).toEqual([[1, "open", 4, 100]]);
    expect([ioc.ends, ioc.quantities]).toEqual([["not-immediate"], [4]]);
    const fok = (volume: number) =>
      drive(FLAT, [1, volume, 99, 99, 1, 1], { 0: ({ buy }) => void buy({ size: 10, timeInForce: "fok" }) });
    expect([fok(19).fills, fok(19).ends]).toEqual([[], ["not-immediate"]]);
    expect(fok(20).fills).toEqual([[1, "open", 10, 100]]);
    const turning = (volume: number) =>
      drive(FLAT, [1, 99, volume, 99, 1, 1], {
        0: buysTen,
        1: ({ sell }) => void sell({ size: 15, timeInForce: "fok" }),
      });
    expect(turning(29).fills.slice(1)).toEqual([]);
    expect(turning(30).fills.slice(1)).toEqual([
      [2, "open", -10, 100],
      [2, "open", -5, 100],
    ]);
  });

  it("find no volume at all in a halt, and end as halted with their time", () => {
    const { fills, ends } = drive(FLAT, [1, 0, NaN, 99, 99, 99], {
      0: ({ buy }) => void buy({ size: 10, timeInForce: { bars: 2 } }),
      1: buysTen,
    });
    expect(fills).toEqual([[3, "open", 10, 100]]);
    expect(ends).toEqual(["halted", "filled"]);
  });

  it("are filled at the next close where the run fills there, and at the next opens after a fill at the close", () => {
    const prices: Prices = Array.from({ length: 6 }, (_, i) => [100 + i, 101 + i, 100 + i, 101 + i] as const);
    const late = drive(prices, [1, 8, 99, 99, 1, 1], { 0: buysTen }, { fill: "next-close" });
    expect(late.fills).toEqual([
      [1, "close", 4, 102],
      [2, "close", 6, 103],
    ]);
    const same = drive(prices, [8, 99, 99, 99, 1, 1], { 0: buysTen }, { fill: "close" });
    expect(same.fills).toEqual([
      [0, "close", 4, 101],
      [1, "open", 6, 101],
    ]);
  });

  it("can be taken back, in part filled or not", () => {
    const { fills, ends } = drive(FLAT, [1, 8, 99, 99, 1, 1], { 0: buysTen, 1: ({ cancelAll }) => cancelAll() });
    expect(fills).toEqual([[1, "open", 4, 100]]);
    expect(ends).toEqual(["withdrawn"]);
  });
});

describe("orders that wait for a price, filled by volume", () => {
  const DIPS: Prices = [flat(100), [100, 100, 97, 99], [99, 99, 98, 99], flat(99), [99, 99, 96, 97], flat(97)];

  it("fill at their limit as far as each bar goes", () => {
    const { fills, ends } = drive(DIPS, [1, 8, 8, 99, 99, 99], { 0: ({ buy }) => void buy({ size: 10, limit: 98 }) });
    expect(fills).toEqual([
      [1, "intrabar", 4, 98],
      [2, "intrabar", 4, 98],
      [4, "intrabar", 2, 98],
    ]);
    expect(ends).toEqual(["filled"]);
  });

  it("are at market once their stop was there", () => {
    const { fills, left } = drive(DIPS, [99, 99, 4, 99, 99, 99], {
      0: buysTen,
      1: ({ sell }) => void sell({ size: 10, stop: 98.5, reduceOnly: true }),
    });
    expect(fills.slice(1)).toEqual([
      [2, "intrabar", -2, 98.5],
      [3, "open", -8, 99],
    ]);
    expect(left).toEqual(["stop-loss"]);
  });

  it("take back the others of their group with their first part", () => {
    const { ends, quantities } = drive(DIPS, [1, 8, 99, 99, 99, 99], {
      0: ({ buy }) => [buy({ size: 10, limit: 98, group: "a" }), buy({ size: 10, stop: 105, group: "a" })],
    });
    expect(ends).toEqual(["other-of-group", "filled"]);
    expect(quantities).toEqual([10, 10]);
  });

  it("bring a stop and a target that follow what was filled", () => {
    const prices: Prices = [flat(100), flat(100), [100, 100, 94, 95], flat(95), flat(95), flat(95)];
    const { fills, ends } = drive(prices, [1, 8, 30, 99, 99, 99], {
      0: ({ buy }) => void buy({ size: 30, stopLoss: { fraction: 0.05 } }),
    });
    // Bar 2: 15 are there, all taken at the open. The stop leaves with 19, and the entry's other 11 aren't wanted any more.
    expect(fills).toEqual([
      [1, "open", 4, 100],
      [2, "open", 15, 100],
      [3, "open", -19, 95],
    ]);
    expect(ends).toEqual(["left-meanwhile", "filled"]);
  });
});

describe("orders on their way", () => {
  const RISING: Prices = Array.from({ length: 6 }, (_, i) => flat(100 + i));

  it("are at the market with the first bar that opens when they are there", () => {
    const of = (latency: SimulationSettings["latency"]) =>
      drive(RISING, [9, 9, 9, 99, 99, 99], { 0: ({ buy }) => void buy({ size: 1 }) }, { participation: null, latency })
        .fills[0]![0];
    expect(of(null)).toBe(1);
    expect(of({ kind: "bars", bars: 2 })).toBe(3);
    // Bars of eight hours open at the very close of the one before.
    expect(of({ kind: "time", ms: 1 })).toBe(2);
    expect(of({ kind: "time", ms: 8 * 3_600_000 })).toBe(2);
    expect(of({ kind: "time", ms: 8 * 3_600_000 + 1 })).toBe(3);
  });

  it("meet no price before, whatever kind they are", () => {
    const prices: Prices = [
      flat(100),
      [100, 100, 90, 100],
      [100, 101, 99, 100],
      [100, 100, 90, 95],
      flat(95),
      flat(95),
    ];
    const { fills } = drive(
      prices,
      [9, 9, 9, 9, 9, 9],
      { 0: ({ buy }) => [buy({ size: 1, limit: 95 }), buy({ size: 2, at: "session-open" })] },
      { participation: null, latency: { kind: "bars", bars: 1 } },
    );
    expect(fills).toEqual([
      [3, "open", 2, 100],
      [3, "intrabar", 1, 95],
    ]);
  });
});
