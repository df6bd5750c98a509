import fc from "fast-check";
import type { Bars } from "../../src/market/bars.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { type Panel, panelOf } from "../../src/market/panel.ts";
import { gridPrices, hourlyBars, intradayBars, type Prices } from "./intraday-simulation.ts";

/** Bars of eight hours with the rows that `isMissing` names left out. */
export function barsOf(symbol: string, prices: Prices, isMissing?: (row: number) => boolean): Bars {
  return partOf(symbol, intradayBars(prices), isMissing);
}

/** The same with bars of an hour. */
export function hourlyBarsOf(symbol: string, prices: Prices, isMissing?: (row: number) => boolean): Bars {
  return partOf(symbol, hourlyBars(prices), isMissing);
}

function partOf(symbol: string, bars: Bars, isMissing: (row: number) => boolean = () => false): Bars {
  const kept = <T extends Float64Array | Int32Array>(column: T) => column.filter((_, row) => !isMissing(row)) as T;
  return createBars({
    ...bars,
    instrument: { ...bars.instrument, symbol },
    time: kept(bars.time),
    closeTime: kept(bars.closeTime),
    open: kept(bars.open),
    high: kept(bars.high),
    low: kept(bars.low),
    close: kept(bars.close),
    volume: kept(bars.volume),
  });
}

/** One to four instruments that begin late and end early. */
export const randomPanels: fc.Arbitrary<Panel> = fc
  .array(fc.tuple(gridPrices, fc.nat(3)), { minLength: 1, maxLength: 4 })
  .map((all) =>
    panelOf(
      all.map(([prices, first], k) => barsOf("ABCD"[k]!, prices, (row) => row < Math.min(first, prices.length - 1))),
    ),
  );
