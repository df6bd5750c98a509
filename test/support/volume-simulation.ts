import fc from "fast-check";
import type { Bars } from "../../src/market/bars.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { type AccountRules, leverageOf, portfolioMargin, REG_T } from "../../src/trading/ledger/account-rules.ts";
import type { Latency } from "../../src/trading/orders/order-delay.ts";
import { BACKSIGHT_RULES } from "../../src/trading/rules/presets.ts";
import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";

/** The same bars with volume. */
export function withVolume(bars: Bars, volume: ArrayLike<number>): Bars {
  return createBars({ ...bars, volume: Float64Array.from(volume) });
}

/** Small, empty and unknown volumes beside large ones; the first isn't empty. */
function volumesOf({ length }: Bars): fc.Arbitrary<number[]> {
  const volume = fc.constantFrom(0, 0, NaN, 3, 10, 40, 200, 1e9);
  return fc.array(volume, { minLength: length, maxLength: length }).map((volumes) => [40, ...volumes.slice(1)]);
}

/** Any input whose fills are limited by volume, in Backsight's own rules or zipline's and backtrader's. */
export function limitedByVolume<T extends SimulationSettings>(inputs: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return inputs
    .filter(({ rules = BACKSIGHT_RULES }) => !rules.cannot.includes("fills by volume"))
    .chain((input) =>
      fc
        .tuple(volumesOf(input.bars), fc.constantFrom(0.1, 0.25, 1))
        .map(([volumes, participation]) => ({ ...input, bars: withVolume(input.bars, volumes), participation })),
    );
}

/** Any input of Backsight's own rules whose account may borrow by margin rules, or not at all. */
export function onMargin<T extends SimulationSettings>(inputs: fc.Arbitrary<T>): fc.Arbitrary<T> {
  const accounts = fc.constantFrom<AccountRules>({ kind: "cash" }, REG_T, portfolioMargin(), portfolioMargin(0.4));
  return fc
    .tuple(inputs, accounts, fc.constantFrom(1, 2, 6))
    .filter(([{ rules = BACKSIGHT_RULES }]) => !rules.cannot.includes("an account by margin rules"))
    .map(([input, account, times]) => ({
      ...input,
      account,
      leverage: leverageOf(account),
      ...(input.size.kind === "fraction" ? { size: { kind: "fraction", fraction: input.size.fraction * times } } : {}),
    }));
}

/** Any input of Backsight's own rules whose orders are on their way for a while. */
export function delayed<T extends SimulationSettings>(inputs: fc.Arbitrary<T>): fc.Arbitrary<T> {
  const latencies = fc.constantFrom<Latency>(
    { kind: "bars", bars: 1 },
    { kind: "bars", bars: 3 },
    { kind: "time", ms: 250 },
    { kind: "time", ms: 9 * 3_600_000 },
  );
  return fc
    .tuple(inputs, latencies)
    .filter(([{ rules = BACKSIGHT_RULES }]) => !rules.cannot.includes("orders on their way"))
    .map(([input, latency]) => ({ ...input, latency, fill: input.fill === "close" ? "next-open" : input.fill }));
}
