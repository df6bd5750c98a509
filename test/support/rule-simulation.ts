import fc from "fast-check";
import type { SignalSimulation, TargetSimulation } from "../../src/engine/vector/simulate-signals.ts";
import type { Bars } from "../../src/market/bars.ts";
import type { Trail } from "../../src/trading/fills/protective-exit.ts";
import type { TakeProfit } from "../../src/trading/fills/take-profit.ts";
import type { Size } from "../../src/trading/orders/size.ts";
import type { TimeInForce } from "../../src/trading/orders/time-in-force.ts";
import { RULE_BOOKS } from "../../src/trading/rules/presets.ts";
import { FILL_TIMES, RULE_BOOK_NAMES, type RuleBook, type RuleFeature } from "../../src/trading/rules/rule-book.ts";
import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";
import { longSignalSimulations, targetSimulations } from "./intraday-simulation.ts";

/** Prices around the closes, in whole money, so that bars meet them exactly; NaN: none. */
function pricesNear({ close, length }: Bars, rarity: number): fc.Arbitrary<Float64Array> {
  const offset = fc.oneof(
    { arbitrary: fc.constant(NaN), weight: rarity },
    { arbitrary: fc.constantFrom(-10, -5, -3, -1, 0, 1, 3, 5, 10), weight: 4 },
  );
  return fc
    .array(offset, { minLength: length, maxLength: length })
    .map((offsets) => Float64Array.from(offsets, (by, i) => close[i]! + by));
}

const times: fc.Arbitrary<TimeInForce> = fc.constantFrom<TimeInForce>(
  { kind: "gtc" },
  { kind: "gtc" },
  { kind: "day" },
  { kind: "bars", bars: 1 },
  { kind: "bars", bars: 3 },
  { kind: "minutes", minutes: 480 },
  { kind: "minutes", minutes: 1000 },
);

const ladders = fc.constantFrom<TakeProfit | null>(
  null,
  0.05,
  [
    { afterMinutes: 0, fraction: 0.1 },
    { afterMinutes: 480, fraction: 0.02 },
    { afterMinutes: 1000, fraction: -1 },
  ],
  [
    { afterMinutes: 500, fraction: 0.03 },
    { afterMinutes: 960, fraction: -0.02 },
  ],
  [
    { afterBars: 0, fraction: 0.1 },
    { afterBars: 2, fraction: -1 },
  ],
);

const trails = fc.constantFrom<Trail | null>(
  null,
  { kind: "fraction", fraction: 0.05 },
  { kind: "fraction", fraction: 0.02, activateAt: 0.05 },
  { kind: "fraction", fraction: 0.01, activateAt: 0, before: 0.1 },
  { kind: "fraction", fraction: 0.02, activateAt: 0.03, before: 0.05 },
  { kind: "amount", amount: 2, activateAt: 0.02, before: 0.1 },
);

/** A settings' own way out of what a rule book can't express. */
function within(book: RuleBook, settings: SimulationSettings): Partial<SimulationSettings> {
  const cannot = (feature: RuleFeature) => book.cannot.includes(feature);
  const { takeProfit, trailingStop, size, costs } = settings;
  const isTrailRefused =
    cannot("a trailing stop") ||
    (trailingStop?.kind === "amount" && cannot("a trailing stop by an amount")) ||
    (trailingStop?.activateAt !== undefined && cannot("a trailing stop that waits for a gain"));
  const isFeeRefused = costs.commission.kind === "per-unit" && cannot("a commission per unit");
  return {
    rules: book,
    ...(Array.isArray(takeProfit) && cannot("a target by time held") ? { takeProfit: 0.05 } : {}),
    ...(isTrailRefused ? { trailingStop: null } : {}),
    ...(size.kind === "risk" && cannot("a size by risk") ? { size: book.size } : {}),
    ...(cannot("accumulate above 1") ? { accumulate: 1 } : {}),
    ...(cannot("leverage other than 1") ? { leverage: 1 } : {}),
    ...(cannot("settlement T+1") ? { settlement: "T+0" as const } : {}),
    ...(cannot("an order of prices other than worst") ? { intrabar: "worst" as const } : {}),
    ...(isFeeRefused ? { costs: { ...costs, commission: { kind: "rate" as const, rate: 0.002 } } } : {}),
  };
}

const books = fc.constantFrom(...RULE_BOOK_NAMES).map((name) => RULE_BOOKS[name]);

/** Small enough for every account, so that much can happen. */
const sizes = fc.constantFrom<Size | null>(
  null,
  { kind: "quantity", quantity: 1 },
  { kind: "fraction", fraction: 0.5 },
);

const common = fc.record({
  size: sizes,
  book: books,
  isOwnFill: fc.boolean(),
  fill: fc.constantFrom(...FILL_TIMES),
  entry: times,
  exit: times,
  takeProfit: ladders,
  trailingStop: trails,
  isNewExits: fc.boolean(),
});

function withRules<T extends SimulationSettings>(
  input: T,
  one: typeof common extends fc.Arbitrary<infer C> ? C : never,
): T {
  const { book, isOwnFill, fill, entry, exit, isNewExits, takeProfit, trailingStop, size } = one;
  const changed: T = {
    ...input,
    fill: isOwnFill ? book.fillAt : fill,
    ...(isOwnFill ? { sizeAt: book.sizeAt } : {}),
    orderTimeout: { entry, exit },
    ...(size === null ? {} : { size, cash: 12_345.67 }),
    ...(isNewExits ? { takeProfit, trailingStop } : {}),
  };
  return { ...changed, ...within(book, changed) };
}

/** Signals under every rule book, with orders that wait for prices where the book knows them. */
export const ruleSimulations: fc.Arbitrary<SignalSimulation> = fc
  .tuple(longSignalSimulations, common)
  .chain(([input, one]) => {
    const { bars } = input;
    const base = withRules(input, one);
    const can = (feature: RuleFeature) => !one.book.cannot.includes(feature);
    const maybe = (isKnown: boolean, rarity: number) =>
      isKnown ? fc.option(pricesNear(bars, rarity), { freq: 2 }) : fc.constant(null);
    return fc
      .record({
        entryLimit: maybe(can("limit entries"), 2),
        entryStop: maybe(can("stop entries"), 4),
        exitLimit: maybe(can("exits at a limit"), 2),
        adjustEntryLimit: maybe(can("limit entries"), 1),
      })
      .map((columns) => ({ ...base, ...columns }));
  });

/** Weights and units under every rule book that knows them. */
export const ruleTargetSimulations: fc.Arbitrary<TargetSimulation> = fc
  .tuple(targetSimulations, common)
  .filter(([, { book }]) => !book.cannot.includes("targets (weights or units)"))
  .map(([input, one]) => withRules(input, one));
