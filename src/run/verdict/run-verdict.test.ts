import { describe, expect, it } from "vitest";
import { countingLedger } from "../../../test/support/counting-ledger.ts";
import { runDetailFixture } from "../../../test/support/run-detail-fixture.ts";
import { PLAIN_SETTINGS, runSpec } from "../../../test/support/run-spec.ts";
import { walkBars } from "../../../test/support/walk-bars.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { sma } from "../../indicators/sma.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { buyAndHold } from "../../strategy/library/buy-and-hold.ts";
import { universalPorts } from "../default-ports.ts";
import { executeRun } from "../execute-run.ts";
import type { RunDetail } from "../run-detail.ts";
import { evidenceDocument } from "./evidence-document.ts";
import { rerunEvidence } from "./rerun-evidence.ts";
import { runEvidence } from "./run-evidence.ts";
import { trialsNow } from "./trials-now.ts";
import { verdictCard } from "./verdict-card.ts";

const bars = walkBars(400, 5);
const cross = defineStrategy({
  name: "cross",
  requiredHistory: () => 10,
  signals: ({ close }) => ({
    entries: crossedAbove(sma(close, 3), sma(close, 9)),
    exits: crossedBelow(sma(close, 3), sma(close, 9)),
  }),
});

describe("the verdict of a run", () => {
  it("stands in its record", async () => {
    const ports = { ...universalPorts(), trials: countingLedger({ family: 4, overlapping: 7 }) };
    const { detail } = await executeRun({ spec: runSpec({ params: {} }), strategy: cross, bars }, ports);
    const { verdict } = detail.record;
    expect(verdict).toEqual(verdictCard(runEvidence(detail)));
    expect(["can't tell", "likely luck"]).toContain(verdict!.label);
    const evidence = runEvidence(detail);
    expect(evidence.trials).toEqual({ count: 7, isCounted: true });
    expect(evidence.annualSharpe).toBeCloseTo(detail.record.metrics.sharpeRatio!, 12);
    expect(evidence.lookAhead).toBe("proved");
  });

  it("calls holding holding", async () => {
    const settings = { ...PLAIN_SETTINGS, benchmark: "hold" };
    const request = { spec: runSpec({ params: {}, settings }), strategy: buyAndHold, bars };
    const { detail } = await executeRun(request, universalPorts());
    const line = detail.record.verdict!.lines.find(({ id }) => id === "benchmark");
    expect(line).toMatchObject({ says: "doubt", text: "it is the benchmark itself, no more" });
  });

  it("takes bars of a week as periods, and sessions otherwise", () => {
    const weekly = runEvidence(runDetailFixture({ timeframe: "1w", sessions: 120 }));
    expect(weekly.periodsPerYear).toBe(52);
    const daily = runDetailFixture({ sessions: 120 });
    expect(runEvidence(daily).record.observations).toBe(120);
    expect(runEvidence(daily).periodsPerYear).toBe(252);
  });

  it("leaves open trades out and knows the costs", () => {
    const detail = runDetailFixture({ sessions: 300, trades: 20 });
    const { trades, costs, worstIntrabarPnl } = runEvidence(detail);
    const closed = detail.trades.pnl.filter((_, i) => detail.trades.exitReason[i] !== 5);
    expect(trades!.best).toBe(Math.max(...closed));
    expect(costs!.breakEven).toBe(detail.record.guards.breakEvenCost);
    expect(worstIntrabarPnl).toBeNaN();
  });

  it("can be written as JSON, and judges a run without sessions", () => {
    const detail = runDetailFixture({ sessions: 60 });
    const empty: RunDetail = {
      ...detail,
      sessions: { day: new Int32Array(0), equity: new Float64Array(0), benchmark: new Float64Array(0) },
    };
    for (const each of [detail, empty]) {
      const document = evidenceDocument(runEvidence(each));
      expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    }
    expect(verdictCard(runEvidence(empty)).label).not.toBe("likely real");
  });
});

describe("trialsNow", () => {
  const fixture = runDetailFixture({ seed: 1, sessions: 300 });
  const alone = { ...fixture.record.guards, trials: { counted: true, family: 1, overlapping: 1, since: null } };
  const run: RunDetail = { ...fixture, record: { ...fixture.record, guards: alone } };
  const as = (detail: RunDetail, hash: string, name = run.record.spec.strategy.name): RunDetail => ({
    ...detail,
    record: {
      ...detail.record,
      specHash: hash,
      spec: { ...detail.record.spec, strategy: { ...detail.record.spec.strategy, name } },
    },
  });
  const copy = as(run, "copy");
  const other = as(runDetailFixture({ seed: 2, sessions: 300 }), "other", "another");
  const counted = (family: number, overlapping: number) => {
    const none = new Float64Array(0);
    return { family, overlapping, removed: 0, since: "2026", sharpes: { family: none, overlapping: none } };
  };

  it("takes stored near-copies for one try and counts the rest in full", () => {
    // ten counted: a run and its exact copy are one, a stranger another, seven aren't stored
    const trials = trialsNow(run, counted(2, 10), [copy, other]);
    expect(trials.count).toBeCloseTo(9, 2);
    expect(trials).toMatchObject({ counted: 10, compared: 3, clusters: 2, isCounted: true });
  });

  it("counts a description once, and only runs over the same sessions", () => {
    const shorter = as(runDetailFixture({ seed: 3, sessions: 200 }), "shorter");
    expect(trialsNow(run, counted(5, 5), [as(run, run.record.specHash), shorter]).compared).toBe(1);
  });

  it("never forgets what was counted when it ran", () => {
    const guards = { ...alone, trials: { ...alone.trials, family: 12 } };
    expect(trialsNow({ ...run, record: { ...run.record, guards } }, counted(2, 3), []).count).toBe(12);
  });
});

describe("rerunEvidence", () => {
  const source = { spec: runSpec({ params: {} }), strategy: cross, bars };

  it("has a p-value and knows whether the warm-up is enough", async () => {
    const found = (await rerunEvidence(source, 19))!;
    expect(found.permutation).toBeGreaterThanOrEqual(0.05);
    expect(found.permutation).toBeLessThanOrEqual(1);
    expect(found.isWarmUpEnough).toBe(true);
    const sinceStart = defineStrategy({
      name: "since-start",
      signals: ({ close }) => {
        const prices = close.values;
        return {
          entries: prices.map((p) => (p > prices[0]! ? 1 : 0)),
          exits: prices.map((p) => (p < prices[0]! ? 1 : 0)),
        };
      },
    });
    expect((await rerunEvidence({ ...source, strategy: sinceStart }, 1))!.isWarmUpEnough).toBe(false);
  });

  it("says nothing about signals from elsewhere", async () => {
    expect(await rerunEvidence({ ...source, strategy: { ...cross, isReplayed: true } }, 5)).toBeNull();
  });
});
