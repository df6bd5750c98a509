import { expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import type { Bars } from "../bars.ts";
import { createBars } from "../create-bars.ts";
import { COMPACT_FROM, columnOf } from "./compact-bars.ts";
import { createLoadedBars, type LoadedColumns } from "./create-loaded-bars.ts";

const NAMES = ["time", "closeTime", "open", "high", "low", "close", "volume"] as const;

function copied({ ticksPerUnit, length, session, ...bars }: Bars): LoadedColumns {
  return { ...bars, ...Object.fromEntries(NAMES.map((name) => [name, bars[name].slice()])) };
}

it.each(["lively", "continuous"] as const)("makes the bars that createBars makes of long columns (%s)", (mood) => {
  const given = randomMarket(mood, 5, COMPACT_FROM);
  const input = copied(given);
  const bars = createLoadedBars(input);
  const plain = createBars(copied(given));
  // Prices off every grid can't be packed, and are kept.
  expect([input.time.length, input.open.length]).toEqual(mood === "lively" ? [0, 0] : [0, COMPACT_FROM]);
  expect(columnOf(bars, "high").at(COMPACT_FROM - 1)).toBe(given.high.at(-1));
  // Byte by byte: comparing half a million numbers one by one takes seconds.
  const bytes = (one: Bars, name: (typeof NAMES)[number] | "session") => Buffer.from(one[name].buffer);
  for (const name of [...NAMES, "session"] as const) expect(bytes(bars, name).equals(bytes(plain, name))).toBe(true);
  expect([bars.length, bars.ticksPerUnit, bars.notes]).toEqual([plain.length, plain.ticksPerUnit, plain.notes]);
});

it("leaves short columns alone", () => {
  const input = copied(randomMarket("lively", 5, 100));
  expect(createLoadedBars(input).open).toBe(input.open);
});
