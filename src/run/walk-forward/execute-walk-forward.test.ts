import { describe, expect, it } from "vitest";
import { walkBars } from "../../../test/support/walk-bars.ts";
import { momentum, poisoned, single, walk } from "../../../test/support/walk-forward.ts";
import { isoTime } from "../../market/iso-time.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { universalPorts } from "../default-ports.ts";
import type { TrialEntry } from "../trial-ledger-port.ts";

describe("executeWalkForward", () => {
  const bars = walkBars(200, 3);

  it("plans the windows of its lengths and says what each of them found", async () => {
    const { record, detail } = await walk(bars);
    // (200 - 60 - 20) / 20 + 1 windows; 3 combinations each.
    expect(record.windows).toHaveLength(7);
    expect(record.trials).toBe(21);
    expect(record.windows[1]!.test).toMatchObject({ bars: 20, start: isoTime(bars.time[80]!) });
    expect(detail.record.data).toMatchObject({ bars: 140, start: isoTime(bars.time[60]!) });
    expect(detail.record.spec.params).toEqual(record.windows.at(-1)!.params);
    expect(detail.record.verdict).toBeDefined();
  });

  it("finds a strategy out that knows the future", async () => {
    const cheat = defineStrategy({
      ...{ name: "cheat", params: momentum.params },
      signals: ({ close }, p) => {
        const { values } = close;
        return {
          entries: Uint8Array.from(values, (price, i) => Number((values[i + p.look] ?? price) > price)),
          exits: Uint8Array.from(values, (price, i) => Number((values[i + p.look] ?? price) < price)),
        };
      },
    });
    const { detail } = await walk(bars, { strategy: cheat as never });
    expect(detail.record.guards.lookAhead).toMatchObject({ status: "failed", finding: { column: "entries" } });
    expect((await walk(bars)).detail.record.guards.lookAhead).toEqual({
      status: "proved",
      boundaries: 0,
      finding: null,
    });
  });

  it.each([0, "longest-holding"])("chooses without any bar of the test: purge %s", async (purge) => {
    const before = await walk(bars, { windows: { purge } });
    const after = await walk(poisoned(bars, 100), { windows: { purge } });
    // Windows 0, 1 and 2 train on the bars up to 60, 80 and 100, and the first two are tested on bars before that too.
    for (const k of [0, 1, 2]) {
      const [a, b] = [before.record.windows[k]!, after.record.windows[k]!];
      expect(b.params).toEqual(a.params);
      expect(b.inSample).toEqual(a.inSample);
      expect(b.purgedBars).toBe(a.purgedBars);
      if (k < 2) expect(b.tested).toEqual(a.tested);
    }
    expect(after.record.windows[2]!.tested).not.toEqual(before.record.windows[2]!.tested);
    expect(after.account.equity.subarray(0, 100)).toEqual(before.account.equity.subarray(0, 100));
  });

  it("leaves out the longest holding of what it chose, and no more than half", async () => {
    const { record } = await walk(bars, { windows: { purge: "longest-holding", embargo: 3 } });
    for (const { train, purgedBars, params, test } of record.windows) {
      // 60 sessions, of which 3 are embargoed; at most half of the others is purged.
      expect(train.bars).toBe(60 - 3 - purgedBars);
      expect(purgedBars).toBeLessThanOrEqual(28);
      const end = bars.time.indexOf(Date.parse(test.start)) - 3 - purgedBars;
      const { detail } = await single(bars, end - train.bars, end, Number(params!.look), 100_000);
      const { entryBar, exitBar } = detail.trades;
      const longest = Math.max(...entryBar.map((entry, i) => exitBar[i]! - entry));
      expect(longest <= purgedBars || purgedBars === 28).toBe(true);
    }
    expect(record.windows.some(({ purgedBars }) => purgedBars > 0)).toBe(true);
    // Training again on fewer bars is a further look at other bars.
    expect(record.trials).toBeGreaterThan(21);
  });

  it("trains anchored windows from the first bar on, and counts in bars or calendar time", async () => {
    const anchored = await walk(bars, { windows: { isAnchored: true } });
    expect(anchored.record.windows.map(({ train }) => train.bars)).toEqual([60, 80, 100, 120, 140, 160, 180]);
    const inBars = await walk(bars, { windows: { unit: "bars" } });
    // The walk trades every day: bars and sessions are the same, and four weeks are 28 of both.
    expect(inBars.detail.record.resultHash).toBe((await walk(bars)).detail.record.resultHash);
    const lengths = { unit: "calendar", train: "56d", test: "4w", step: "28d", purge: "0d", embargo: "0d" } as const;
    const calendar = await walk(bars, { windows: lengths });
    const counted = await walk(bars, { windows: { train: 56, test: 28, step: 28 } });
    expect(calendar.detail.record.resultHash).toBe(counted.detail.record.resultHash);
  });

  it("says how much history is needed", async () => {
    await expect(walk(walkBars(79, 3))).rejects.toThrow("need 80 sessions (60 + 20), and there are 79");
    expect((await walk(walkBars(80, 3))).record.windows).toHaveLength(1);
    await expect(walk(walkBars(79, 3), { windows: { unit: "bars" } })).rejects.toThrow("need 80 bars (60 + 20)");
  });

  it("names the window in which every combination fails", async () => {
    const failing = defineStrategy({
      ...{ name: "failing", params: momentum.params },
      signals: ({ close }, p) => {
        if (close.values.length >= 100) throw new Error("no more");
        return { entries: close.gt(close.lag(p.look)), exits: close.lt(close.lag(p.look)) };
      },
    });
    await expect(walk(bars, { strategy: failing as never })).rejects.toThrow(
      `all 3 combinations failed in training from ${isoTime(bars.time[40]!)}`,
    );
  });

  it("counts each combination in its window, and is one attempt of the strategy's walk-forwards", async () => {
    const trials: TrialEntry[] = [];
    const ledger = {
      record: (trial: TrialEntry) => void trials.push(trial),
      recordAll: (all: readonly TrialEntry[]) => void trials.push(...all),
      count: ({ family }: { readonly family: string }) => ({
        ...{
          family: new Set(trials.filter((one) => one.family === family).map(({ key }) => key)).size,
          overlapping: 99,
        },
        ...{ removed: 0, since: "", sharpes: { family: new Float64Array(0), overlapping: new Float64Array(0) } },
      }),
    };
    const { detail } = await walk(bars, {}, { ...universalPorts(), trials: ledger });
    const ofTraining = trials.filter(({ family }) => family === "momentum");
    expect(new Set(ofTraining.map(({ key }) => key)).size).toBe(21);
    expect(new Set(ofTraining.map(({ from, to }) => `${from} ${to}`)).size).toBe(7);
    expect(detail.record.guards.trials).toMatchObject({ family: 1, overlapping: 1 });
    const { detail: other } = await walk(bars, { windows: { train: 80 } }, { ...universalPorts(), trials: ledger });
    expect(other.record.guards.trials).toMatchObject({ family: 2, overlapping: 2 });
    const told = other.record.guards.findings.find(({ id }) => id === "trials")!;
    expect(told.headline).toBe("2 walk-forwards of this strategy");
  });
});
