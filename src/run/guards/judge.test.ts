import { describe, expect, it } from "vitest";
import { countingLedger } from "../../../test/support/counting-ledger.ts";
import { maskAt } from "../../../test/support/random-simulation.ts";
import { PLAIN_SETTINGS, runSpec } from "../../../test/support/run-spec.ts";
import { walkBars } from "../../../test/support/walk-bars.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { sma } from "../../indicators/sma.ts";
import type { Columns } from "../../series/columns.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import type { MaskLike, Signals } from "../../strategy/strategy.ts";
import { universalPorts } from "../default-ports.ts";
import { executeRun } from "../execute-run.ts";
import type { ExecutionSettings } from "../run-spec.ts";
import type { TrialCount } from "../trial-ledger-port.ts";

const bars = walkBars(600, 3);

async function guardsOf(
  signals: (columns: Columns) => Signals,
  { settings = {}, count }: { settings?: Partial<ExecutionSettings>; count?: Partial<TrialCount> } = {},
) {
  const strategy = defineStrategy({ name: "judged", requiredHistory: () => 10, signals });
  const spec = runSpec({ params: {}, settings: { ...PLAIN_SETTINGS, ...settings } });
  const ports = { ...universalPorts(), ...(count === undefined ? {} : { trials: countingLedger(count) }) };
  const { detail } = await executeRun({ spec, strategy, bars }, ports);
  return detail.record.guards;
}

/** A plain array from a rule per bar: opaque, so that it has to be tested. */
const where = (columns: Columns, rule: (i: number, close: Float64Array) => boolean): MaskLike => {
  const close = columns.close.values;
  return Uint8Array.from(close, (_, i) => (rule(i, close) ? 1 : 0));
};
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

const CHEATS: Record<string, (columns: Columns) => Signals> = {
  "reads tomorrow's close": (columns) => ({
    entries: where(columns, (i, close) => close[i + 1]! > close[i]!),
    exits: where(columns, (i, close) => close[i + 1]! < close[i]!),
  }),
  "uses a centred average": (columns) => ({
    entries: where(columns, (i, close) => close[i]! < mean(close.subarray(Math.max(0, i - 5), i + 6))),
    exits: where(columns, (i, close) => close[i]! > mean(close.subarray(Math.max(0, i - 5), i + 6))),
  }),
  "measures against the whole sample": (columns) => {
    const average = mean(columns.close.values);
    return { entries: columns.close.lt(average), exits: columns.close.gt(average) };
  },
  "asks for the future by name": ({ close }) => ({
    entries: close.lead(1, { unsafe: true }).gt(close),
    exits: close.lead(1, { unsafe: true }).lt(close),
  }),
  "fills gaps backwards": (columns) => {
    const close = columns.close.values;
    const filled = close.map((price, i) => (i % 3 === 0 ? price : NaN));
    for (let i = filled.length - 2; i >= 0; i--) if (Number.isNaN(filled[i]!)) filled[i] = filled[i + 1]!;
    return {
      entries: Uint8Array.from(filled, (price, i) => (price > close[i]! ? 1 : 0)),
      exits: Uint8Array.from(filled, (price, i) => (price < close[i]! ? 1 : 0)),
    };
  },
  "only draws the future": (columns) => ({
    entries: columns.close.gt(columns.open),
    plot: { tomorrow: columns.close.lead(1, { unsafe: true }) },
  }),
};

describe("the look-ahead guard", () => {
  it.each(Object.keys(CHEATS))("fails a strategy that %s", async (name) => {
    const { lookAhead, findings } = await guardsOf(CHEATS[name]!);
    expect(lookAhead.status).toBe("failed");
    expect(lookAhead.finding!.bar).toBeLessThanOrEqual(lookAhead.finding!.cut);
    expect(lookAhead.finding!.time).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(findings.find(({ id }) => id === "lookAhead")!.status).toBe("failed");
  });

  it("proves what is built from causal columns only", async () => {
    const { lookAhead, findings } = await guardsOf(({ close }) => {
      const fast = sma(close, 3);
      const slow = sma(close, 9);
      return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow), plot: { fast, slow } };
    });
    expect(lookAhead).toEqual({ status: "proved", boundaries: 0, finding: null });
    expect(findings.find(({ id }) => id === "nondeterminism")!.status).toBe("ok");
  });

  it("passes an honest array after tests", async () => {
    const { lookAhead } = await guardsOf((columns) => ({
      entries: where(columns, (i, close) => close[i]! > close[i - 3]!),
      exits: where(columns, (i, close) => close[i]! < close[i - 3]!),
    }));
    expect(lookAhead.status).toBe("passed");
    expect(lookAhead.boundaries).toBeGreaterThanOrEqual(8);
  });

  it("claims nothing on too few bars", async () => {
    const strategy = defineStrategy({ name: "short", signals: (columns) => ({ entries: where(columns, () => true) }) });
    const request = { spec: runSpec({ params: {} }), strategy, bars: walkBars(2, 1) };
    const { detail } = await executeRun(request, universalPorts());
    expect(detail.record.guards.lookAhead.status).toBe("not checked");
  });

  it.each<[string, (calls: number, columns: Columns) => Signals]>([
    ["arrays", (calls, columns) => ({ entries: where(columns, (i) => i % 7 === calls % 7) })],
    ["columns", (calls, { close }) => ({ entries: close.gt(calls) })],
    [
      "columns, then arrays",
      (calls, columns) => ({ entries: calls === 1 ? columns.close.gt(1) : where(columns, () => true) }),
    ],
    [
      "columns, then an error",
      (calls, { close }) => {
        if (calls > 1) throw new Error("once only");
        return { entries: close.gt(1) };
      },
    ],
  ])("reports a strategy as nondeterministic that returns other %s each time", async (_, signals) => {
    let calls = 0;
    const { lookAhead, findings } = await guardsOf((columns) => signals(++calls, columns));
    expect(lookAhead.status).toBe("nondeterministic");
    expect(findings.find(({ id }) => id === "nondeterminism")!.status).toBe("failed");
  });
});

describe("the deflated Sharpe ratio", () => {
  const trend = ({ close }: Columns) => ({
    entries: crossedAbove(sma(close, 3), sma(close, 9)),
    exits: crossedBelow(sma(close, 3), sma(close, 9)),
  });
  const deflated = async (count?: Partial<TrialCount>) =>
    (await guardsOf(trend, count === undefined ? {} : { count })).deflatedSharpe!;

  it("goes down as trials go up", async () => {
    const values: number[] = [];
    for (const family of [1, 2, 10, 100, 1000]) values.push(await deflated({ family }));
    for (let i = 1; i < values.length; i++) expect(values[i]!).toBeLessThan(values[i - 1]!);
    expect(values[0]).toBe(await deflated());
  });

  it("is deflated by the larger count", async () => {
    expect(await deflated({ family: 3, overlapping: 50 })).toBe(await deflated({ family: 50, overlapping: 3 }));
    expect(await deflated({ family: 3, overlapping: 50 })).toBeLessThan(await deflated({ family: 3, overlapping: 3 }));
  });

  it("measures the spread of the trials from five on", async () => {
    const spread = (sharpes: readonly number[]) =>
      deflated({ family: 20, sharpes: { family: Float64Array.from(sharpes), overlapping: new Float64Array(0) } });
    expect(await spread([0.5, -0.5, 0.4, -0.4])).toBe(await spread([]));
    expect(await spread([0.5, -0.5, 0.4, -0.4, 0])).toBeLessThan(await spread([0.01, -0.01, 0.02, -0.02, 0]));
  });

  it("is unknown without returns that vary", async () => {
    expect((await guardsOf(({ close }) => ({ entries: close.lt(0) }))).deflatedSharpe).toBeNull();
  });
});

describe("the break-even cost", () => {
  it("is gross profit over traded notional, a side", async () => {
    // All in at the second open, at half the spread and slippage of 0: pnl = 1,000 · (p₁ / p₀ − 1).
    const one = () => ({ entries: maskAt(600, 9), exits: maskAt(600, 99) });
    const guards = await guardsOf(one);
    const bought = bars.open[10]!;
    const sold = bars.open[100]!;
    const units = 1000 / bought;
    expect(guards.breakEvenCost).toBeCloseTo((units * (sold - bought)) / (units * (sold + bought)), 12);
  });

  it("counts what was paid as part of the gross", async () => {
    const one = () => ({ entries: maskAt(600, 9), exits: maskAt(600, 99) });
    const free = (await guardsOf(one, { settings: { size: { kind: "quantity", quantity: 1 } } })).breakEvenCost!;
    const commission = { kind: "rate", rate: 0.01 } as const;
    const costly = await guardsOf(one, {
      settings: { size: { kind: "quantity", quantity: 1 }, costs: { commission, slippage: 0, spread: 0 } },
    });
    expect(costly.breakEvenCost).toBeCloseTo(free, 12);
  });

  it("is unknown where nothing was traded", async () => {
    expect((await guardsOf(({ close }) => ({ entries: close.lt(0) }))).breakEvenCost).toBeNull();
  });
});
