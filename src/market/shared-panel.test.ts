import { expect, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import type { Bars } from "./bars.ts";
import { usEquity } from "./calendar/us-equity.ts";
import { panelOf } from "./panel.ts";
import { panelOfShared, sharePanel } from "./shared-panel.ts";
import { sliceBars } from "./slice-bars.ts";

const named = (symbol: string, bars: Bars): Bars => ({ ...bars, instrument: { ...bars.instrument, symbol } });
const a = named("A", randomMarket("lively", 7, 300));
const b = named("B", sliceBars(randomMarket("quiet", 8, 300), 40, 280));

it("gives the same panel again, on memory that a message doesn't copy", () => {
  const panel = panelOf([a, b], { isMember: (symbol, day) => symbol === "A" || day % 2 === 0 });
  const again = panelOfShared(structuredClone(sharePanel(panel)!));
  const { column, indexOf, ...columns } = panel;
  expect(again).toMatchObject(columns);
  expect(again.indexOf("B")).toBe(indexOf("B"));
  expect(again.column("close", 1)).toEqual(column("close", 1));
  for (const shared of [again.closeTime, ...again.bars, ...again.isMember, again.instruments[1]!.close])
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
});

it("shares no panel of a calendar that another thread doesn't know", () => {
  expect(sharePanel(panelOf([a, { ...b, calendar: { ...usEquity } }]))).toBe(null);
});
