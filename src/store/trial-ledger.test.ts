import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { trialEntry } from "../../test/support/trial-entry.ts";
import type { TrialEntry, TrialQuery } from "../run/trial-ledger-port.ts";
import { openTrialLedger, type TrialLedger } from "./trial-ledger.ts";

const QUERY: TrialQuery = { family: "sma-cross", instruments: ["SPY"], from: 0, to: 1000 };

function newLedger(): TrialLedger {
  return openTrialLedger(join(temporaryFolder(), "trials.db"));
}

/** The same counts in plain words, from a list of everything that was ever recorded. */
function plainCount(trials: readonly TrialEntry[], { family, instruments, from, to }: TrialQuery) {
  const keys = (ofThem: readonly TrialEntry[]): number => new Set(ofThem.map(({ key }) => key)).size;
  return {
    family: keys(trials.filter((trial) => trial.family === family)),
    overlapping: keys(
      trials.filter(
        (trial) => trial.instruments.some((name) => instruments.includes(name)) && trial.from < to && trial.to > from,
      ),
    ),
  };
}

describe("openTrialLedger", () => {
  it("counts a trial once, however often it is recorded", () => {
    const ledger = newLedger();
    expect(ledger.count(QUERY)).toMatchObject({ family: 0, overlapping: 0, removed: 0 });
    for (let times = 0; times < 3; times++) for (let i = 0; i < 5; i++) ledger.record(trialEntry(i));
    ledger.recordAll([trialEntry(4), trialEntry(5), trialEntry(5)]);
    ledger.recordAll([]);
    const { family, overlapping, sharpes } = ledger.count(QUERY);
    expect({ family, overlapping }).toEqual({ family: 6, overlapping: 6 });
    expect(sharpes.family).toEqual(Float64Array.of(0, 0.01, 0.02, 0.03, 0.04, 0.05));
    expect(sharpes.overlapping).toEqual(sharpes.family);
    ledger.close();
  });

  it("counts a family on all data, and all strategies on overlapping data", () => {
    const ledger = newLedger();
    ledger.record(trialEntry(1));
    ledger.record(trialEntry(2, { instruments: ["QQQ"] }));
    ledger.record(trialEntry(3, { family: "breakout", instruments: ["QQQ", "SPY"], from: 900, to: 2000 }));
    ledger.record(trialEntry(4, { family: "breakout", from: 1000, to: 2000 }));
    expect(ledger.count(QUERY)).toMatchObject({ family: 2, overlapping: 2 });
    expect(ledger.count({ ...QUERY, family: "breakout", to: 1001 })).toMatchObject({ family: 2, overlapping: 3 });
    expect(ledger.count({ ...QUERY, instruments: ["QQQ", "SPY"] })).toMatchObject({ overlapping: 3 });
    expect(ledger.count({ ...QUERY, family: "none", instruments: ["IWM"] })).toMatchObject({
      family: 0,
      overlapping: 0,
    });
    ledger.close();
  });

  it("counts as the plain definition does", () => {
    const trial = fc
      .record({
        number: fc.nat(8),
        family: fc.constantFrom("a", "b"),
        instruments: fc.uniqueArray(fc.constantFrom("SPY", "QQQ", "IWM"), { minLength: 1 }),
        from: fc.nat(20),
        length: fc.integer({ min: 1, max: 10 }),
      })
      .map(({ number, family, instruments, from, length }) => {
        const to = from + length;
        // Instruments and interval are part of the key, as the port says.
        const key = `${number} ${[...instruments].sort().join()} ${from} ${to}`;
        return trialEntry(number, { key, family, instruments, from, to });
      });
    const query = fc.record({
      family: fc.constantFrom("a", "b", "c"),
      instruments: fc.subarray(["SPY", "QQQ", "IWM"], { minLength: 1 }),
      from: fc.nat(20),
      to: fc.integer({ min: 21, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(trial, { maxLength: 12 }), query, (trials, asked) => {
        const ledger = openTrialLedger(":memory:");
        ledger.recordAll(trials);
        const { family, overlapping, sharpes } = ledger.count(asked);
        expect({ family, overlapping }).toEqual(plainCount(trials, asked));
        expect(sharpes.family).toHaveLength(family);
        ledger.close();
      }),
      { numRuns: 60 },
    );
  });

  it("counts a trial in every family that claims it, and once among all strategies", () => {
    const ledger = newLedger();
    ledger.record(trialEntry(1));
    ledger.record(trialEntry(1, { family: "renamed" }));
    expect(ledger.count(QUERY)).toMatchObject({ family: 1, overlapping: 1 });
    expect(ledger.count({ ...QUERY, family: "renamed" })).toMatchObject({ family: 1, overlapping: 1 });
    ledger.close();
  });

  it("leaves undefined Sharpe ratios out, and fills one in that comes later", () => {
    const ledger = newLedger();
    ledger.record(trialEntry(1, { sharpe: null, periods: 0 }));
    expect(ledger.count(QUERY)).toMatchObject({ family: 1, sharpes: { family: new Float64Array(0) } });
    ledger.record(trialEntry(1, { sharpe: 0.25 }));
    ledger.record(trialEntry(1, { sharpe: null }));
    ledger.record(trialEntry(1, { sharpe: 0.75 }));
    expect(ledger.count(QUERY)).toMatchObject({ family: 1, sharpes: { family: Float64Array.of(0.25) } });
    ledger.close();
  });

  it("leaves a tombstone that still counts", () => {
    const ledger = newLedger();
    ledger.recordAll([trialEntry(1), trialEntry(2)]);
    const before = ledger.count(QUERY);
    expect(ledger.remove(trialEntry(1).key, "2026-11-23T00:00:00.000Z")).toBe(true);
    expect(ledger.remove(trialEntry(1).key, "2026-11-23T00:00:00.000Z")).toBe(false);
    expect(ledger.remove("unknown", "2026-11-23T00:00:00.000Z")).toBe(false);
    expect(ledger.count(QUERY)).toEqual({ ...before, removed: 1 });
    ledger.record(trialEntry(1));
    expect(ledger.count(QUERY)).toEqual({ ...before, removed: 1 });
    ledger.close();
  });

  it("remembers since when it counts", () => {
    const path = join(temporaryFolder(), "trials.db");
    const before = new Date().toISOString();
    const first = openTrialLedger(path);
    const { since } = first.count(QUERY);
    first.close();
    expect(since).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    // SQLite rounds the clock to its own milliseconds.
    expect(Math.abs(Date.parse(since) - Date.parse(before))).toBeLessThan(10_000);
    const again = openTrialLedger(path);
    expect(again.count(QUERY).since).toBe(since);
    again.close();
  });

  it("refuses trials that make no sense, and keeps none of their batch", () => {
    const ledger = newLedger();
    for (const wrong of [
      { key: "" },
      { family: "" },
      { instruments: [] },
      { to: 0 },
      { from: NaN },
      { sharpe: NaN },
      { periods: -1 },
    ]) {
      const error = thrown(() => ledger.recordAll([trialEntry(1), trialEntry(2, wrong)]));
      expect(error.code).toBe("BACKSIGHT_ARGUMENT");
    }
    expect(ledger.count(QUERY).family).toBe(0);
    expect(thrown(() => ledger.count({ ...QUERY, to: 0 })).code).toBe("BACKSIGHT_ARGUMENT");
    ledger.close();
  });

  it("counts each trial once when 6 processes record overlapping ones in a new file", async () => {
    const path = join(temporaryFolder(), "trials.db");
    const writer = fileURLToPath(new URL("../../test/support/trial-writer.ts", import.meta.url));
    const ends = Array.from({ length: 6 }, async (_, i) => {
      const child = spawn(process.execPath, [writer, path, String(i * 10), "40"], { stdio: "inherit" });
      const [code] = await once(child, "close");
      return code;
    });
    expect(await Promise.all(ends)).toEqual(Array(6).fill(0));
    const ledger = openTrialLedger(path);
    // 0 … 39, 10 … 49, …, 50 … 89: ninety different ones.
    expect(ledger.count(QUERY)).toMatchObject({ family: 90, overlapping: 90 });
    ledger.close();
  });
});
