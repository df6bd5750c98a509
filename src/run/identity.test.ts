import { describe, expect, it } from "vitest";
import { dailyBars, maskAt } from "../../test/support/random-simulation.ts";
import { PLAIN_SETTINGS, runSpec } from "../../test/support/run-spec.ts";
import { canonicalJson, type Json } from "../core/canonical-json.ts";
import { createSha256, sha256 } from "../core/sha256.ts";
import type { Bars } from "../market/bars.ts";
import { usEquity } from "../market/calendar/us-equity.ts";
import { sliceBars } from "../market/slice-bars.ts";
import { parseTimeframe } from "../market/timeframe.ts";
import { createNativeSha256 } from "../platform/native-sha256.ts";
import { dataHash, resultHash, specHash, trialKey, trialKeys } from "./identity.ts";
import type { ExecutionSettings, RunSpec } from "./run-spec.ts";
import { sessionEquity } from "./session-equity.ts";
import { simulate } from "./simulate.ts";

const SPEC = runSpec({ from: 0, to: 1000 });
const settings = (changes: Partial<ExecutionSettings>): RunSpec => ({
  ...SPEC,
  settings: { ...PLAIN_SETTINGS, ...changes },
});
const strategy = (changes: Partial<RunSpec["strategy"]>): RunSpec => ({
  ...SPEC,
  strategy: { ...SPEC.strategy, ...changes },
});

/** How a run may differ from SPEC, and whether that makes it another run, and another trial. */
const CHANGES: readonly [what: string, spec: RunSpec, isOtherRun: boolean, isOtherTrial: boolean][] = [
  ["code", strategy({ codeHash: "other" }), true, true],
  ["name", strategy({ name: "other" }), true, false],
  ["strategy's path", strategy({ url: "file:///elsewhere/demo.ts" }), false, false],
  ["data's path", { ...SPEC, data: "csv:/elsewhere/prices.csv" }, false, false],
  ["params", { ...SPEC, params: { fast: 11 } }, true, true],
  ["first bar", { ...SPEC, from: 1 }, true, true],
  ["last bar", { ...SPEC, to: 999 }, true, true],
  ["seed", { ...SPEC, seed: 2 }, true, false],
  ["rules", { ...SPEC, rulesVersion: 2 }, true, false],
  ["cash", settings({ cash: 1001 }), true, true],
  ["fill", settings({ fill: "close" }), true, true],
  ["size", settings({ size: { kind: "fraction", fraction: 0.5 } }), true, true],
  ["kind of size", settings({ size: { kind: "quantity", quantity: 1 } }), true, true],
  ["sizeAt", settings({ sizeAt: "decision" }), true, true],
  ["costs", settings({ costs: { ...PLAIN_SETTINGS.costs, slippage: 0.01 } }), true, true],
  [
    "commission",
    settings({ costs: { ...PLAIN_SETTINGS.costs, commission: { kind: "per-unit", amount: 0 } } }),
    true,
    true,
  ],
  ["direction", settings({ direction: "both" }), true, true],
  ["accumulate", settings({ accumulate: 2 }), true, true],
  ["settlement", settings({ settlement: "T+1" }), true, true],
  ["stop", settings({ stopLoss: 0.1 }), true, true],
  ["target", settings({ takeProfit: 0.1 }), true, true],
  ["trail", settings({ trailingStop: { kind: "fraction", fraction: 0.1 } }), true, true],
  ["intrabar order", settings({ intrabar: "best" }), true, true],
  ["rebalancing", settings({ rebalance: "always" }), true, true],
  ["returns", settings({ returns: "bar" }), true, false],
  ["risk-free rate", settings({ riskFree: 0.02 }), true, false],
  ["benchmark", settings({ benchmark: "hold" }), true, false],
  ["benchmark's file", settings({ benchmark: "csv:/home/user/spy.csv" }), true, false],
];

describe("specHash", () => {
  it.each(CHANGES)("knows the %s", (_, spec, isOther) => {
    expect(specHash(spec) !== specHash(SPEC)).toBe(isOther);
  });

  it("is the same for the same run, whatever order its parts were put in", () => {
    const { settings: parts, ...rest } = structuredClone(SPEC);
    const reversed = Object.fromEntries(Object.entries(parts).reverse()) as unknown as ExecutionSettings;
    expect(specHash({ settings: reversed, ...rest })).toBe(specHash(SPEC));
  });

  it("knows a benchmark file by its name, not by the way to it", () => {
    const hash = (benchmark: string) => specHash(settings({ benchmark }));
    expect(hash("csv:/a/b/spy.csv?tz=UTC")).toBe(hash("csv:C:\\data\\spy.csv?tz=UTC"));
    expect(hash("csv:/a/b/spy.csv?tz=UTC")).not.toBe(hash("csv:/a/b/qqq.csv?tz=UTC"));
    expect(hash("csv:/a/b/spy.csv?tz=UTC")).not.toBe(hash("csv:/a/b/spy.csv?tz=America/New_York"));
  });
});

describe("trialKey", () => {
  it.each(CHANGES)("knows the %s", (_, spec, __, isOther) => {
    expect(trialKey(spec, ["SPY"]) !== trialKey(SPEC, ["SPY"])).toBe(isOther);
  });

  it("knows the instrument", () => expect(trialKey(SPEC, ["QQQ"])).not.toBe(trialKey(SPEC, ["SPY"])));

  it.each(CHANGES)("is the hash of canonical JSON, by either hasher, whatever the %s", (_, spec) => {
    const { returns, riskFree, benchmark, tradeUnit, ...settings } = spec.settings;
    const { params, from, to } = spec;
    const whole = { codeHash: spec.strategy.codeHash, params, settings, instruments: ["B", "A"], from, to };
    const expected = sha256(canonicalJson(whole as unknown as Json));
    expect(trialKey(spec, ["B", "A"])).toBe(expected);
    expect(trialKeys(SPEC, ["B", "A"], createNativeSha256)(SPEC.params)).toBe(trialKey(SPEC, ["B", "A"]));
    expect(trialKeys(spec, ["B", "A"], createNativeSha256)(params)).toBe(expected);
  });
});

const BARS = dailyBars([
  [10, 11],
  [11, 12],
  [12, 10],
]);
const hashOf = (bars: Bars) => dataHash(bars, createSha256);

describe("dataHash", () => {
  const changed = (column: Float64Array, i: number, value: number) => column.map((old, k) => (k === i ? value : old));

  it.each<[string, Bars]>([
    ["time", { ...BARS, time: changed(BARS.time, 2, BARS.time[2]! + 1) }],
    ["closeTime", { ...BARS, closeTime: changed(BARS.closeTime, 2, BARS.closeTime[2]! + 1) }],
    ["open", { ...BARS, open: changed(BARS.open, 0, 10.01) }],
    ["high", { ...BARS, high: changed(BARS.high, 1, 12.01) }],
    ["low", { ...BARS, low: changed(BARS.low, 1, 10.99) }],
    ["close", { ...BARS, close: changed(BARS.close, 2, 10.01) }],
    ["volume", { ...BARS, volume: changed(BARS.volume, 2, 0) }],
    ["symbol", { ...BARS, instrument: { ...BARS.instrument, symbol: "OTHER" } }],
    ["lot", { ...BARS, instrument: { ...BARS.instrument, lot: 1 } }],
    ["multiplier", { ...BARS, instrument: { ...BARS.instrument, multiplier: 50 } }],
    ["currency", { ...BARS, instrument: { ...BARS.instrument, currency: "EUR" } }],
    ["timeframe", { ...BARS, timeframe: parseTimeframe("1w") }],
    ["calendar", { ...BARS, calendar: usEquity }],
    ["tick grid", { ...BARS, ticksPerUnit: null }],
    ["adjustment", { ...BARS, adjustment: "total" }],
    ["length", sliceBars(BARS, 0, 2)],
  ])("knows the %s", (_, bars) => expect(hashOf(bars)).not.toBe(hashOf(BARS)));

  it("doesn't know where the data came from, nor what was said about it", () => {
    expect(hashOf({ ...BARS, source: "csv:/elsewhere.csv", notes: ["read as UTC"] })).toBe(hashOf(BARS));
  });

  it("takes every NaN for the same unknown volume", () => {
    const negative = new Float64Array(
      BigUint64Array.of(0xfff8000000000001n, 0x7ff8000000000000n, 0xfff8000000000000n).buffer,
    );
    expect(hashOf({ ...BARS, volume: negative })).toBe(hashOf(BARS));
  });
});

describe("resultHash", () => {
  const run = (entries: readonly number[], exits: readonly number[], changes: Partial<ExecutionSettings> = {}) => {
    const signals = { entries: maskAt(3, ...entries), exits: maskAt(3, ...exits) };
    const result = simulate(BARS, signals, { ...PLAIN_SETTINGS, ...changes }, { start: 0, firstDecision: 0 });
    return resultHash([result], sessionEquity(BARS, result.equity, 0), createSha256);
  };

  it("is the same for the same outcome", () => {
    expect(run([0], [1])).toBe(run([0], [1]));
    // The mark of a position, a conflict or an ignored entry change no order.
    expect(run([0, 1], [])).toBe(run([0], []));
  });

  it("knows orders that didn't fill, fills, and costs", () => {
    const hashes = [
      run([], []),
      run([0], []),
      run([0], [1]),
      run([2], []),
      run([0], [], { fill: "close" }),
      run([0], [], { cash: 999 }),
      run([0], [], { costs: { ...PLAIN_SETTINGS.costs, slippage: 0.01 } }),
      run([0], [], { size: { kind: "quantity", quantity: 1000 } }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
