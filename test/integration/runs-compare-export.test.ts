import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readColumnsParquet } from "../../src/data/formats/parquet/read-columns-parquet.ts";
import { nodeParquetCodecs } from "../../src/sources/file/node-parquet-codecs.ts";
import { listing, runCli } from "../support/cli.ts";

const root = mkdtempSync(join(tmpdir(), "backsight-runs-"));
const at = { folder: join(root, "project"), home: join(root, "home") };
const DATA = "synthetic:market?seed=3&bars=400";
const read = (name: string) => readFileSync(join(at.folder, name), "utf8");

interface Listed {
  readonly runs: readonly { readonly id: string }[];
}

let newer = "";
let older = "";

beforeAll(async () => {
  mkdirSync(at.folder);
  for (const slow of ["30", "60"]) {
    const { code } = await runCli(["run", "sma-cross", "--data", DATA, "--param", `slow=${slow}`, "--quiet"], at);
    expect(code).toBe(0);
  }
  const { stdout } = await runCli(["runs", "--json"], at);
  [newer, older] = (JSON.parse(stdout) as Listed).runs.map(({ id }) => id) as [string, string];
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

async function succeed(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args, at);
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: "" });
  return stdout;
}

async function fail(code: string, exit: number, ...args: string[]): Promise<void> {
  const outcome = await runCli(args, at);
  expect({ args, code: outcome.code, stdout: outcome.stdout }).toEqual({ args, code: exit, stdout: "" });
  expect(outcome.stderr).toMatch(new RegExp(`^${code}: [^\\n]+\\n$`));
}

describe("runs compare", () => {
  it("prints what differs, or one document, and writes the page", async () => {
    const text = await succeed("runs", "compare", older, newer, "--report", "out/both.html");
    expect(text).toMatch(/^parameter slow +30 +60$/m);
    expect(text).toContain("prices the same, code the same");
    expect(read("out/both.html")).toContain(`runs ${older} and ${newer}`);
    const { compare } = JSON.parse(await succeed("runs", "compare", older, "last", "--json")) as { compare: object };
    expect(compare).toMatchObject({
      a: { id: older },
      b: { id: newer },
      same: { dataHash: true, codeHash: true, specHash: false },
      params: [{ name: "slow", a: 30, b: 60 }],
      settings: [],
    });
  });

  it("refuses runs and pages that it doesn't know, and leaves nothing", async () => {
    const before = listing(at.folder);
    await fail("BACKSIGHT_RUN_UNKNOWN", 2, "runs", "compare", "last", "nope", "--report", "x.html");
    await fail("BACKSIGHT_OPTION_UNKNOWN", 2, "runs", "compare", "last", older, "--report", "x.md");
    await fail("BACKSIGHT_USAGE", 2, "runs", "compare", "last");
    expect(listing(at.folder)).toEqual(before);
  });
});

describe("runs export", () => {
  it("writes trades, equity, orders, or the run in full", async () => {
    expect(await succeed("runs", "export", "last", "--out", "trades.csv")).toBe("trades.csv\n");
    const { trades } = JSON.parse(await succeed("runs", "show", "last", "--json")) as { trades: object[] };
    const [header, ...rows] = read("trades.csv").trimEnd().split("\r\n");
    expect(header).toBe(Object.keys(trades[0]!).join(","));
    expect(rows.length).toBe(trades.length);
    const said = await succeed("runs", "export", "last", "--out", "trades.json", "--what", "trades", "--json");
    expect(JSON.parse(said)).toEqual({
      export: { run: newer, what: "trades", path: "trades.json", rows: trades.length },
    });
    expect(JSON.parse(read("trades.json"))).toEqual(trades);
    await succeed("runs", "export", older, "--out", "equity.csv", "--what", "equity");
    expect(read("equity.csv").split("\r\n")[0]).toBe("session,equity,benchmark");
    await succeed("runs", "export", older, "--out", "run.json");
    expect(JSON.parse(read("run.json"))).toMatchObject({ record: { id: older } });
  });

  it("repeats the run for its orders, and counts no trial for it", async () => {
    const run = ["run", "sma-cross", "--data", DATA, "--param", "slow=60", "--json", "--quiet", "--with", "orders"];
    const { orders } = JSON.parse(await succeed(...run)) as { orders: object[] };
    await succeed("runs", "export", newer, "--out", "orders.json", "--what", "orders", "--quiet");
    expect(JSON.parse(read("orders.json"))).toEqual(orders);
    const { guards } = JSON.parse(await succeed(...run)) as { guards: object };
    expect(guards).toMatchObject({ trials: { family: 2 } });
  });

  it("writes a folder of Parquet files, or one", async () => {
    const said = await succeed("runs", "export", older, "--out", "frames", "--format", "parquet", "--quiet", "--json");
    const { files } = (JSON.parse(said) as { export: { files: { what: string; path: string; rows: number }[] } })
      .export;
    expect(files.map(({ path }) => path)).toEqual(
      ["trades", "equity", "orders", "fills", "metrics"].map((part) => `frames/${part}.parquet`),
    );
    for (const { path, rows } of files) {
      const { length } = await readColumnsParquet(readFileSync(join(at.folder, path)), { codecs: nodeParquetCodecs });
      expect({ path, rows }).toEqual({ path, rows: length });
      expect(rows).toBeGreaterThan(0);
    }
    expect(await succeed("runs", "export", older, "--out", "t.parquet")).toBe("t.parquet\n");
  });

  it("has no orders of a run that can't be repeated", async () => {
    const day = (i: number, close: number) => `2024-01-${String(i).padStart(2, "0")},10,12,9,${close}\n`;
    const days = (last: number) =>
      `date,open,high,low,close\n${[1, 2, 3, 4, 5].map((i) => day(i, i === 5 ? last : 10)).join("")}`;
    writeFileSync(join(at.folder, "prices.csv"), days(10));
    await succeed("run", "buy-and-hold", "--data", "csv:prices.csv", "--quiet");
    writeFileSync(join(at.folder, "prices.csv"), days(11));
    const before = listing(at.folder);
    await fail("BACKSIGHT_RERUN", 1, "runs", "export", "last", "--out", "o.csv", "--what", "orders");
    await fail("BACKSIGHT_RERUN", 1, "runs", "export", "last", "--out", "o", "--format", "csv", "--quiet");
    expect(listing(at.folder)).toEqual(before);
    const parts = "trades,equity,metrics";
    await succeed("runs", "export", "last", "--out", "o", "--format", "csv", "--what", parts);
  });

  it("refuses what it can't write, and leaves nothing", async () => {
    const before = listing(at.folder);
    await fail("BACKSIGHT_OPTION_UNKNOWN", 2, "runs", "export", "last", "--out", "x.txt");
    await fail("BACKSIGHT_OPTION_UNKNOWN", 2, "runs", "export", "last", "--out", "x.csv", "--what", "fees");
    await fail("BACKSIGHT_OPTION_UNKNOWN", 2, "runs", "export", "last", "--out", "x", "--format", "xlsx");
    await fail("BACKSIGHT_USAGE", 2, "runs", "export", "last", "--out", "x.csv", "--format", "parquet");
    await fail("BACKSIGHT_RUN_UNKNOWN", 2, "runs", "export", "nope", "--out", "x.csv");
    await fail("BACKSIGHT_USAGE", 2, "runs", "export", "last");
    await fail("BACKSIGHT_FILE_WRITE", 1, "runs", "export", "last", "--out", "trades.csv/x.csv");
    expect(listing(at.folder)).toEqual(before);
  });
});
