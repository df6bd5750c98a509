import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { smaCross } from "../strategy/library/sma-cross.ts";
import { loadBars } from "./load-bars.ts";
import { createNodeBacktest } from "./node-backtest.ts";
import { openSession } from "./session.ts";

it("stores a run and counts its trial, unless it is told not to", async () => {
  const folder = projectFolder();
  const bars = await loadBars("synthetic:gbm?seed=7&bars=300");
  const backtest = createNodeBacktest();
  const passing = await backtest(smaCross, bars, { store: false });
  expect(passing.guards.trials.counted).toBe(false);
  expect(existsSync(join(folder, ".backsight"))).toBe(false);
  expect(existsSync(join(folder, "home"))).toBe(false);

  const kept = await backtest(smaCross, bars);
  expect(kept.guards.trials).toMatchObject({ counted: true, family: 1 });
  expect(kept.detail.record.resultHash).toBe(passing.detail.record.resultHash);
  const session = openSession();
  const store = (await session.existingStore())!;
  expect(store.load(store.find("last")).record).toEqual(kept.detail.record);
  session.close();

  await kept.report(join(folder, "run.md"));
  expect(existsSync(join(folder, "run.md"))).toBe(true);
});

it("stops a strategy that loops without end, names where, and leaves earlier runs as they were", async () => {
  projectFolder();
  const bars = await loadBars("synthetic:gbm?seed=7&bars=300");
  const backtest = createNodeBacktest();
  const kept = await backtest(smaCross, bars);
  let bar = 0;
  const endless = defineStrategy({
    name: "endless",
    onBar({ bar: { index }, buy }) {
      bar = index;
      buy({ size: 1 });
      while (index === 40) bar = index;
    },
  });
  const stopped = await backtest(endless, bars, { timeLimit: 0.05 }).catch((error: unknown) => error);
  expect(bar).toBe(40);
  expect(stopped).toMatchObject({
    code: "BACKSIGHT_TIME_LIMIT",
    message: expect.stringMatching(
      /^strategy "endless" was stopped in onBar at bar 40 \(\d{4}-.*Z\): it ran for more than 0.05 seconds/,
    ),
  });
  const early = defineStrategy({
    name: "early",
    signals({ close }) {
      while (bar >= 0) bar++;
      return { entries: close.gt(0) };
    },
  });
  await expect(backtest(early, bars, { timeLimit: 0.05 })).rejects.toThrow("was stopped in signals");
  await expect(
    backtest(early, [bars, { ...bars, instrument: { ...bars.instrument, symbol: "B" } }], { timeLimit: 0.05 }),
  ).rejects.toThrow("was stopped in signals");
  const session = openSession();
  const store = (await session.existingStore())!;
  expect(store.load(store.find("last")).record).toEqual(kept.detail.record);
  session.close();
  expect((await backtest(smaCross, bars, { timeLimit: 60 })).detail.record.resultHash).toBe(
    kept.detail.record.resultHash,
  );
});
