import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { type AnyRunRequest, execute } from "../run/execute.ts";
import type { RunRequest } from "../run/execute-run.ts";
import { RULES_VERSION } from "../run/rules-version.ts";
import type { RunSpec } from "../run/run-spec.ts";
import { readConfig } from "./config.ts";
import { prepareRerun, prepareRun, type RunWish } from "./prepare-run.ts";
import { openSession } from "./session.ts";

const DAY = 86_400_000;
const STRATEGY = `import { defineStrategy } from "backsight";
export default defineStrategy({ name: "mine", requiredHistory: () => 3, signals: ({ close }) => ({ entries: close.gt(1), exits: close.gt(100) }) });
`;
/** Eight days of a market that is open on all of them; 2024-01-06 and -07 are a weekend. */
const PRICES = `date,open,high,low,close,volume\n${[1, 2, 3, 4, 5, 6, 7, 8].map((day) => `2024-01-0${day},10,12,9,11,100`).join("\n")}\n`;
const FILES = { "mine.ts": STRATEGY, "prices.csv": PRICES };

const quiet = () => {};
const wish = (changes: Partial<RunWish> = {}): RunWish => ({
  strategy: "mine.ts",
  data: "csv:prices.csv?calendar=24x7",
  params: {},
  flags: {},
  seed: 1,
  ...changes,
});
const prepare = async (changes: Partial<RunWish> = {}) => onOne(await prepareRun(wish(changes), null, {}));

function onOne(request: AnyRunRequest): RunRequest {
  if ("panel" in request) throw new Error("one instrument was asked for");
  return request;
}

describe("prepareRun", () => {
  it("describes the run in full, with paths that hold from any folder", async () => {
    const folder = projectFolder(FILES);
    const { spec, strategy, bars, tag, note } = await prepare({
      flags: { benchmark: "prices.csv" },
      seed: 7,
      tag: "t",
    });
    expect(spec).toMatchObject({
      strategy: { source: "file", name: "mine" },
      params: {},
      data: `csv:${folder}/prices.csv?calendar=24x7`,
      from: null,
      to: null,
      settings: { benchmark: `csv:${folder}/prices.csv`, cash: 100_000 },
      seed: 7,
      rulesVersion: RULES_VERSION,
    });
    expect({ name: strategy.name, length: bars.length, tag, note }).toEqual({
      name: "mine",
      length: 8,
      tag: "t",
      note: null,
    });
  });

  it("takes strategy and prices from the configuration, meant from its folder", async () => {
    const folder = projectFolder({ ...FILES, "below/keep.txt": "" });
    const text = "data: { source: prices.csv }\nbacktesting: { strategy: ./mine.ts, initial_capital: 5 }";
    const loaded = { path: join(folder, "config.yaml"), config: readConfig("config.yaml", text) };
    process.chdir(join(folder, "below"));
    const { spec } = await prepareRun(wish({ strategy: undefined, data: undefined }), loaded, {});
    expect(spec).toMatchObject({ strategy: { name: "mine" }, data: `csv:${folder}/prices.csv`, settings: { cash: 5 } });
    const other = onOne(await prepareRun(wish({ strategy: "sma-cross", data: "synthetic:gbm?bars=9" }), loaded, {}));
    expect(other.spec).toMatchObject({ strategy: { name: "sma-cross" }, data: "synthetic:gbm?bars=9" });
  });

  it("keeps the bars before --from for warming up, and drops those from --to on", async () => {
    projectFolder(FILES);
    const { spec, bars } = await prepare({ from: "2024-01-03", to: "2024-01-05" });
    const day = (date: number) => Date.UTC(2024, 0, date);
    expect({ from: spec.from, to: spec.to }).toEqual({ from: day(3), to: day(6) });
    expect([...bars.time]).toEqual([1, 2, 3, 4, 5].map(day));

    const instants = await prepare({ from: "2024-01-03T12:00:00Z", to: "2024-01-05T00:00:00Z" });
    expect(instants.spec).toMatchObject({ from: day(3) + DAY / 2, to: day(5) });
    expect(instants.bars.length).toBe(4);
  });

  it("decides nothing before the required history, or before --from when that is later", async () => {
    projectFolder(FILES);
    const ports = await openSession({ store: false }).ports();
    const firstEntry = async (from?: string) => {
      const { detail } = await execute(await prepare({ from }), ports);
      return { entry: detail.trades.entryBar[0], bars: detail.record.data.bars };
    };
    // requiredHistory 3: the first decision is at the close of bar 2 and fills at the open of bar 3.
    expect(await firstEntry()).toEqual({ entry: 3, bars: 8 });
    // From bar 1 on the history is still short; from bar 4 on bars 0 to 3 warmed up.
    expect(await firstEntry("2024-01-02")).toEqual({ entry: 3, bars: 7 });
    expect(await firstEntry("2024-01-05")).toEqual({ entry: 5, bars: 4 });
  });

  it("refuses a range that holds no bar", async () => {
    projectFolder(FILES);
    await expect(prepare({ to: "2023-12-31T00:00:00Z" })).rejects.toMatchObject({
      code: "BACKSIGHT_BARS_EMPTY",
      message: expect.stringContaining("no bars before 2023-12-31"),
    });
    await expect(prepare({ from: "2024-01-04", to: "2024-01-03" })).rejects.toMatchObject({
      code: "BACKSIGHT_DATE_RANGE",
    });
    await expect(prepare({ from: "2024-02-30" })).rejects.toMatchObject({ code: "BACKSIGHT_DATE" });
  });

  it.each<[string, Partial<RunWish>, string]>([
    ["no strategy", { strategy: undefined }, "BACKSIGHT_USAGE"],
    ["no prices", { data: undefined }, "BACKSIGHT_USAGE"],
    ["an unknown parameter", { params: { fast: "3" } }, "BACKSIGHT_PARAMETER_UNKNOWN"],
    ["a benchmark nobody can read", { flags: { benchmark: "index" } }, "BACKSIGHT_DATA_URI"],
    ["a setting", { flags: { cash: "0" } }, "BACKSIGHT_ARGUMENT"],
    ["an address", { data: "GOOG" }, "BACKSIGHT_DATA_URI"],
  ])("refuses %s", async (_, changes, code) => {
    projectFolder(FILES);
    await expect(prepare(changes)).rejects.toMatchObject({ code });
  });
});

describe("prepareRerun", () => {
  it("gives the same request from any folder", async () => {
    const folder = projectFolder({ ...FILES, "below/keep.txt": "" });
    const first = await prepare({ to: "2024-01-05" });
    process.chdir(join(folder, "below"));
    const again = onOne(await prepareRerun("run1", first.spec, quiet));
    expect(again.spec).toEqual(first.spec);
    expect(again.bars.time).toEqual(first.bars.time);
    expect(again.strategy).toBe(first.strategy);
  });

  it("refuses a run that was made under other rules", async () => {
    projectFolder(FILES);
    const { spec } = await prepare();
    const older: RunSpec = { ...spec, rulesVersion: RULES_VERSION - 1 };
    await expect(prepareRerun("run1", older, quiet)).rejects.toMatchObject({
      code: "BACKSIGHT_RERUN",
      message: expect.stringContaining(
        `version ${RULES_VERSION - 1} of the rules, this Backsight has ${RULES_VERSION}`,
      ),
    });
  });
});
