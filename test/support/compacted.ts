import type { Bars } from "../../src/market/bars.ts";
import type { BarColumns } from "../../src/market/bars-check.ts";
import { compactBars } from "../../src/market/compact/compact-bars.ts";
import { packColumn } from "../../src/market/compact/pack-column.ts";

/** The same bars, with columns packed where they can be. */
export function compacted(bars: Bars): Bars {
  const packed = (name: keyof BarColumns) => packColumn(name, bars[name].slice(), bars.ticksPerUnit);
  const { length, session, time, closeTime, open, high, low, close, volume, ...tags } = bars;
  return compactBars(tags, {
    time: packed("time"),
    closeTime: packed("closeTime"),
    open: packed("open"),
    high: packed("high"),
    low: packed("low"),
    close: packed("close"),
    volume: packed("volume"),
  });
}
