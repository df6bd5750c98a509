import { expect, it, onTestFinished } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { repeatRun } from "./repeat-run.ts";
import { type RunWalkForwardWish, runWalkForward } from "./run-walk-forward.ts";
import { openSession } from "./session.ts";
import { storedTrials } from "./stored-trials.ts";

const quiet = () => {};
const DATA = "synthetic:gbm?seed=7&bars=200&timeframe=1d";
const CONFIG = "optimization:\n  walk_forward: { train_periods: 90, test_periods: 30, step_size: 10 }\n";

const WISH: RunWalkForwardWish = {
  ...{ strategy: "sma-cross", data: DATA, params: { fast: "3,6", slow: "10:20:5" }, flags: {}, seed: 1 },
  ...{ metric: "totalReturn", lengths: { train: 80, test: 30 }, positions: undefined },
  ...{ method: undefined, trials: undefined },
};

function session(files: Readonly<Record<string, string>> = {}) {
  const folder = projectFolder(files);
  const opened = openSession({ db: `${folder}/runs.db` });
  onTestFinished(() => opened.close());
  return opened;
}

it("stores the stitched run with its windows, and repeats it to the same hashes", async () => {
  const opened = session();
  const { detail } = await runWalkForward(opened, { ...WISH, method: "random", trials: 4 }, { onProgress: quiet });
  const store = await opened.store();
  const stored = store.load(detail.record.id);
  // 200 - 80 - 30 leaves room for three more steps of 30.
  expect(stored.record.walkForward!.windows).toHaveLength(4);
  expect(stored.record).toEqual(detail.record);
  const { changed, outcome } = await repeatRun(opened, stored.record, quiet);
  expect(changed).toEqual([]);
  expect(outcome.detail.record.walkForward).toEqual(stored.record.walkForward);
  expect(await storedTrials(opened, store, stored)).toMatchObject({ counted: 1 });
});

it("takes lengths from the flags, then from the configuration", async () => {
  const opened = session({ "config.yaml": CONFIG });
  const lengthsOf = async (lengths: RunWalkForwardWish["lengths"]) => {
    const { detail } = await runWalkForward(opened, { ...WISH, lengths }, { onProgress: quiet });
    const { train, test, step, unit } = detail.record.spec.walkForward!.windows;
    return [unit, train, test, step];
  };
  expect(await lengthsOf({})).toEqual(["sessions", 90, 30, 10]);
  expect(await lengthsOf({ train: "60" })).toEqual(["sessions", 60, 30, 10]);
  expect(await lengthsOf({ test: "40" })).toEqual(["sessions", 90, 40, 40]);
  expect(await lengthsOf({ train: "3mo", test: "1mo" })).toEqual(["calendar", "3mo", "1mo", "1mo"]);
});

it("walks every pair of a matrix and knows of all of them", async () => {
  const opened = session();
  const matrix = ["train=60,100,190", "test=20"];
  const { detail } = await runWalkForward(opened, { ...WISH, lengths: {}, matrix }, { onProgress: quiet });
  const { walkForward, guards, spec } = detail.record;
  expect(walkForward!.matrix!.map(({ train, windows }) => [train, windows])).toEqual([
    [60, 7],
    [100, 5],
    [190, 0],
  ]);
  expect(walkForward!.matrix![2]!.reason).toContain("need 210 sessions (190 + 20), and there are 200");
  const best = walkForward!.matrix!.filter(({ windows }) => windows > 0).map(({ metrics }) => metrics.totalReturn!);
  expect(detail.record.metrics.totalReturn).toBe(Math.max(...best));
  expect(guards.trials.family).toBe(2);
  const { changed } = await repeatRun(opened, detail.record, quiet);
  expect(changed).toEqual([]);
  expect(spec.walkForward!.windows.step).toBe(20);
});

it("walks instruments that share cash, on one thread as on two, and repeats it to the same hashes", async () => {
  const wish = { ...WISH, moreData: [`${DATA.replace("7", "8")}&symbol=B`] };
  const opened = session();
  const one = await runWalkForward(opened, { ...wish, workers: "1" }, { onProgress: quiet });
  const two = await runWalkForward(session(), { ...wish, workers: "2" }, { onProgress: quiet });
  const { record } = one.detail;
  expect(record.data.symbols).toHaveLength(2);
  expect(two.detail.record.walkForward).toEqual(record.walkForward);
  expect(two.detail.record.resultHash).toBe(record.resultHash);
  expect((await repeatRun(opened, record, quiet)).changed).toEqual([]);
}, 60_000);

it("searches one instrument's windows on two threads as on one, whatever the method", async () => {
  for (const method of ["grid", "random"]) {
    const wish = { ...WISH, method, trials: 6 };
    const one = await runWalkForward(session(), { ...wish, workers: "1" }, { onProgress: quiet });
    const two = await runWalkForward(session(), { ...wish, workers: "2" }, { onProgress: quiet });
    expect(two.detail.record.walkForward).toEqual(one.detail.record.walkForward);
    expect(two.detail.record.resultHash).toBe(one.detail.record.resultHash);
  }
}, 60_000);
