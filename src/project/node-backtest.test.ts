import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
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
