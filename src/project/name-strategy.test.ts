import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { execute } from "../run/execute.ts";
import { readConfig } from "./config.ts";
import { prepareRun, type RunWish } from "./prepare-run.ts";
import { repeatRun, throwIfChanged } from "./repeat-run.ts";
import { resolveStrategy } from "./resolve-strategy.ts";
import { openSession } from "./session.ts";

const quiet = () => {};
const day = (i: number) => `2024-01-${String(i).padStart(2, "0")}`;
const pricesOf = (days: number, last: number) =>
  `date,open,high,low,close\n${Array.from({ length: days }, (_, i) => `${day(i + 1)},${10 + i},99,1,${i === days - 1 ? last : 10 + i}`).join("\n")}\n`;
const PRICES = pricesOf(10, 19);
/** In at the open of the 3rd, 12, out at that of the 6th, 15. */
const SIGNALS = `Date,entries,exits\n${day(2)},True,False\n${day(5)},False,True\n`;
const FILES = { "prices.csv": PRICES, "buy.csv": SIGNALS };

const wish = (changes: Partial<RunWish> = {}): RunWish => ({
  strategy: "signals:buy.csv",
  data: "csv:prices.csv?calendar=24x7",
  params: {},
  flags: { costs: "none", size: "10" },
  seed: 1,
  ...changes,
});

function openTestSession() {
  const session = openSession({ store: false });
  onTestFinished(() => session.close());
  return session;
}

async function run(changes: Partial<RunWish> = {}) {
  const session = openTestSession();
  const outcome = await execute(await prepareRun(wish(changes), null, {}), await session.ports());
  return { session, ...outcome, record: outcome.detail.record };
}

describe("signals from a file", () => {
  it("fill, cost and count like a strategy's own", async () => {
    const folder = projectFolder(FILES);
    const { record, account } = await run();
    const { trades } = account;
    expect([trades.entryPrice[0], trades.exitPrice[0], trades.pnl[0]]).toEqual([12, 15, 30]);
    expect(record.spec.strategy).toEqual({
      source: "signals",
      name: "buy",
      url: `signals:${join(folder, "buy.csv")}`,
      codeHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(record.metrics).toMatchObject({ finalEquity: 100_030, tradesCount: 1 });
  });

  it("are never said to be free of look-ahead", async () => {
    projectFolder(FILES);
    const { record } = await run();
    expect(record.guards.lookAhead).toEqual({ status: "not checkable", boundaries: 0, finding: null });
    const finding = (id: string) => record.guards.findings.find((one) => one.id === id);
    expect(finding("lookAhead")).toMatchObject({
      status: "not checked",
      headline: "not checkable: the signals were computed elsewhere",
    });
    expect(finding("nondeterminism")).toMatchObject({ status: "not checked" });
    expect(finding("benchmark")).toMatchObject({ status: "warning" });
  });

  it("are the same run however the file writes them, and another when they say something else", async () => {
    projectFolder({
      ...FILES,
      "same/buy.csv": `exits,time,entries\n0,${day(2)}T00:00:00+00:00,1\n1,${day(5)}T00:00:00+00:00,0\n0,${day(7)}T00:00:00+00:00,0\n`,
      "other/buy.csv": SIGNALS.replace(day(5), day(6)),
    });
    const { record } = await run();
    const same = await run({ strategy: "signals:same/buy.csv" });
    expect(same.record.specHash).toBe(record.specHash);
    const other = await run({ strategy: "signals:other/buy.csv" });
    expect(other.record.spec.strategy.codeHash).not.toBe(record.spec.strategy.codeHash);
  });

  it("tell in the run's notes what wasn't used", async () => {
    projectFolder({ ...FILES, "buy.csv": `${SIGNALS}2024-02-01,True,False\n` });
    const { record } = await run();
    expect(record.notes).toContain("rows of signals not used: 0 before the first bar, 1 after the last");
  });

  it("go by the range that is asked for", async () => {
    projectFolder(FILES);
    const { account } = await run({ from: day(4), to: day(8) });
    expect(account.trades.length).toBe(0);
  });

  it("come from the configuration too, meant from its folder", async () => {
    const folder = projectFolder(FILES);
    const text = "data: { source: prices.csv }\nbacktesting: { strategy: 'signals:buy.csv' }";
    const loaded = { path: join(folder, "config.yaml"), config: readConfig("config.yaml", text) };
    const { spec } = await prepareRun(wish({ strategy: undefined, data: undefined }), loaded, {});
    expect(spec.strategy.url).toBe(`signals:${join(folder, "buy.csv")}`);
  });

  it("take no parameters", async () => {
    projectFolder(FILES);
    await expect(prepareRun(wish({ params: { fast: "10" } }), null, {})).rejects.toMatchObject({
      code: "BACKSIGHT_USAGE",
      message: expect.stringContaining("--param fast=10: signals from a file take no parameters."),
    });
  });

  it("are read in the zone of the prices unless another is given", async () => {
    const hours = (zone: string) =>
      Array.from({ length: 9 }, (_, i) => `2024-01-03 0${i + 1}:00:00${zone},10,11,9,10`).join("\n");
    projectFolder({
      "prices.csv": `time,open,high,low,close\n${hours("")}\n`,
      "buy.csv": "time,weights\n2024-01-03 02:00:00,1\n",
    });
    const data = "csv:prices.csv?calendar=24x7&tz=Asia/Tokyo&timeframe=1h";
    const { spec, strategy, notes } = await prepareRun(wish({ data }), null, {});
    expect(notes).toContain("signals without a time zone: read as Asia/Tokyo, that of the prices");
    const { weights } = strategy.signals({} as never, {} as never, { capital: 1 }) as { weights: Float64Array };
    expect([...weights].indexOf(1)).toBe(1);
    expect(spec.strategy.source).toBe("signals");
  });

  it("are no strategy where there are no prices", async () => {
    for (const name of ["signals:buy.csv", "buy.csv", "x/buy.parquet"]) {
      await expect(resolveStrategy(name)).rejects.toMatchObject({ code: "BACKSIGHT_USAGE" });
    }
  });
});

describe("a run of signals again", () => {
  it("gives the same result while the file says the same", async () => {
    projectFolder(FILES);
    const { session, record } = await run();
    writeFileSync("buy.csv", `${SIGNALS}${day(8)},0,0\n`);
    const repeated = await repeatRun(session, record, quiet);
    expect(repeated.changed).toEqual([]);
  });

  it("names what changed: the signals, or the prices", async () => {
    projectFolder(FILES);
    const { session, record } = await run();
    writeFileSync("buy.csv", SIGNALS.replace(day(5), day(6)));
    const changed = await repeatRun(session, record, quiet);
    expect(changed.changed).toEqual(["specHash", "resultHash"]);
    expect(thrown(() => throwIfChanged(record, changed))).toMatchObject({
      code: "BACKSIGHT_RERUN",
      fix: "The signals are not the ones of that run.",
    });
    writeFileSync("buy.csv", SIGNALS);
    writeFileSync("prices.csv", pricesOf(10, 20));
    const other = await repeatRun(session, record, quiet);
    expect(other.changed).toEqual(["dataHash"]);
  });

  it("says so when the file is gone", async () => {
    projectFolder(FILES);
    const { session, record } = await run();
    const spec = { ...record.spec, strategy: { ...record.spec.strategy, url: "signals:/nowhere/buy.csv" } };
    await expect(repeatRun(session, { ...record, spec }, quiet)).rejects.toMatchObject({
      code: "BACKSIGHT_FILE_NOT_FOUND",
    });
  });
});

it("signals over and over in one file are one family of trials, each content one trial", async () => {
  const folder = projectFolder(FILES);
  const session = openSession({ db: join(folder, "x.db") });
  onTestFinished(() => session.close());
  const family = async () => {
    const { detail } = await execute(await prepareRun(wish(), null, {}), await session.ports());
    return detail.record.guards.trials.family;
  };
  expect(await family()).toBe(1);
  expect(await family()).toBe(1);
  writeFileSync("buy.csv", SIGNALS.replace(day(5), day(6)));
  expect(await family()).toBe(2);
});
