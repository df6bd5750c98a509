import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, createWriteStream, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadParquet } from "../../src/sources/file/load-parquet.ts";
import { COMMAND_LINE, REPOSITORY, runCli } from "../support/cli.ts";

const root = mkdtempSync(join(tmpdir(), "backsight-data-"));
const at = { folder: root, home: join(root, "home") };
const DAILY =
  "date,open,high,low,close,volume\n2024-01-02,10,12,9,11,100\n2024-01-03,11,12,9,10,100\n2024-01-05,10,12,9,11,100\n";
const MINUTES = 1_000_000;

beforeAll(async () => {
  writeFileSync(join(root, "goog.csv"), DAILY);
  copyFileSync(join(REPOSITORY, "test/fixtures/parquet/duckdb.parquet"), join(root, "duckdb.parquet"));
  const file = createWriteStream(join(root, "long.csv"));
  file.write("time,open,high,low,close,volume\n");
  for (let i = 0, lines = ""; i < MINUTES; i++) {
    const cents = 10_000 + ((i * 7919) % 997);
    lines += `${1_704_067_200 + 60 * i},${cents / 100},${(cents + 5) / 100},${(cents - 5) / 100},${cents / 100},${i % 5000}\n`;
    if (lines.length < 1 << 20 && i < MINUTES - 1) continue;
    if (!file.write(lines)) await once(file, "drain");
    lines = "";
  }
  file.end();
  await once(file, "close");
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("data import", () => {
  it("writes what every address holds, and says what", async () => {
    const { code, stdout, stderr } = await runCli(
      ["data", "import", "goog.csv", "--out", "made/goog.parquet", "--quiet"],
      at,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n").slice(0, 2)).toEqual([
      "made/goog.parquet: GOOG 1d, 3 bars, 2024-01-02T14:30:00Z to 2024-01-05T21:00:00Z, 0.0 MB",
      "  note: timeframe not given: dates are 1.5 days apart (median), so 1d",
    ]);
    const bars = await loadParquet(join(root, "made/goog.parquet"));
    expect(Array.from(bars.close)).toEqual([11, 10, 11]);
    expect(bars.source).toBe("csv:goog.csv");
    expect(readdirSync(join(root, "made"))).toEqual(["goog.parquet"]);
  });

  it("--json: one document", async () => {
    const args = ["data", "import", "parquet:duckdb.parquet", "--out", "again.parquet", "--codec", "none", "--json"];
    const { code, stdout, stderr } = await runCli([...args, "--quiet"], at);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      import: {
        path: "again.parquet",
        bytes: expect.any(Number),
        symbol: "GOOG",
        timeframe: "1m",
        calendar: "us-equity",
        bars: 12,
        start: "2024-01-02T14:30:00Z",
        end: "2024-01-02T14:42:00Z",
        adjustment: "raw",
        ticksPerUnit: 20,
        isSynthetic: false,
        source: "parquet:duckdb.parquet",
        notes: expect.arrayContaining(["time zone not given: read as America/New_York"]),
      },
    });
  });

  it("keeps what an address says of a file: options, and that its prices are synthetic", async () => {
    const address = "csv:goog.csv?symbol=MADE&calendar=us-equity&timeframe=1d&adjustment=split&synthetic=true";
    const { code, stdout } = await runCli(["data", "import", address, "--out", "synthetic.parquet", "--json"], at);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      import: { symbol: "MADE", adjustment: "split", isSynthetic: true, notes: [] },
    });
    const bars = await loadParquet(join(root, "synthetic.parquet"));
    expect(bars).toMatchObject({ isSynthetic: true, adjustment: "split" });
  });

  it("a run on the imported prices gives the result of a run on the file", async () => {
    await runCli(["data", "import", "synthetic:market?seed=3&bars=400", "--out", "same.parquet"], at);
    const hashes: string[] = [];
    for (const data of ["synthetic:market?seed=3&bars=400", "same.parquet"]) {
      const { stdout } = await runCli(["run", "sma-cross", "--data", data, "--json", "--quiet"], at);
      const { run } = JSON.parse(stdout) as { run: { dataHash: string; resultHash: string } };
      hashes.push(`${run.dataHash} ${run.resultHash}`);
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  it.each([
    [["goog.csv", "--out", "x.csv"], 2, "BACKSIGHT_USAGE: x.csv doesn't end in .parquet."],
    [["goog.csv"], 2, "BACKSIGHT_USAGE: required option '--out <file>' not specified."],
    [["goog.csv", "--out", "x.parquet", "--codec", "zip"], 2, "BACKSIGHT_ARGUMENT: codec must be one of zstd,"],
    [["nothing.csv", "--out", "x.parquet"], 2, "BACKSIGHT_FILE_NOT_FOUND: no file at"],
    [["goog.csv", "--out", "goog.csv/x.parquet"], 1, "BACKSIGHT_FILE_WRITE: can't write"],
  ])("%j is refused", async (args, exit, message) => {
    const before = readdirSync(root).sort();
    const { code, stdout, stderr } = await runCli(["data", "import", ...args], at);
    expect({ code, stdout }).toEqual({ code: exit, stdout: "" });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(readdirSync(root).sort()).toEqual(before);
  });

  it("a million lines go through in little memory", async () => {
    const preload = `process.on("exit", () => process.stderr.write(\`PEAK \${process.resourceUsage().maxRSS}\\n\`));`;
    writeFileSync(join(root, "peak.mjs"), preload);
    const nodeArgs = ["--import", join(root, "peak.mjs")];
    const peakOf = async (args: readonly string[]) => {
      const { code, stderr } = await runCli(args, { ...at, nodeArgs });
      expect(code).toBe(0);
      return Number(/PEAK (\d+)/.exec(stderr)?.[1]) / 1024;
    };
    const small = await peakOf(["data", "import", "goog.csv", "--out", "small.parquet", "--quiet"]);
    const large = await peakOf(["data", "import", "long.csv", "--out", "long.parquet", "--quiet"]);
    // As bars in memory they alone would take 60 MB, and growing columns as much again.
    expect(large - small).toBeLessThan(150);
    expect((await loadParquet(join(root, "long.parquet"))).length).toBe(MINUTES);
  });

  it.skipIf(process.platform === "win32")("Ctrl-C leaves nothing", async () => {
    const folder = join(root, "stopped");
    mkdirSync(folder);
    const args = [...COMMAND_LINE, "data", "import", "../long.csv", "--out", "long.parquet", "--quiet"];
    const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, BACKSIGHT_HOME: at.home } });
    const seen = new Set<string>();
    const watch = setInterval(() => {
      for (const name of readdirSync(folder)) seen.add(name);
      if (seen.size > 0) child.kill("SIGINT");
    }, 5);
    const [code] = (await once(child, "close")) as [number | null];
    clearInterval(watch);
    expect(code).toBe(130);
    expect([...seen]).toEqual([expect.stringMatching(/^\.backsight-.*\.tmp$/)]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("data show", () => {
  it("says what an address holds", async () => {
    const { code, stdout, stderr } = await runCli(["data", "show", "goog.csv", "--rows", "1"], at);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      [
        "GOOG 1d, 3 bars",
        "",
        "range       2024-01-02T14:30:00Z to 2024-01-05T21:00:00Z, 3 sessions",
        "calendar    us-equity",
        "missing     1 of 4 bars expected, 1 session without any",
        "prices      raw, in USD, whole numbers",
        "source      csv:goog.csv",
        "close       █▁█",
        "note        timeframe not given: dates are 1.5 days apart (median), so 1d",
        "note        calendar not given: every date is a US equity session, so us-equity",
        "",
        "session     opens (UTC)           open   high   low  close  volume",
        "2024-01-02  2024-01-02 14:30:00  10.00  12.00  9.00  11.00     100",
        "…           …                        …      …     …      …       …",
        "2024-01-05  2024-01-05 14:30:00  10.00  12.00  9.00  11.00     100",
        "",
      ].join("\n"),
    );
  });

  it("--json: one document, of Parquet as of CSV", async () => {
    await runCli(["data", "import", "goog.csv", "--out", "shown.parquet"], at);
    const documents: unknown[] = [];
    for (const address of ["goog.csv", "shown.parquet"]) {
      const { code, stdout, stderr } = await runCli(["data", "show", address, "--json", "--rows", "2"], at);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      documents.push(JSON.parse(stdout));
    }
    expect(documents[1]).toEqual(documents[0]);
    expect(documents[0]).toMatchObject({ data: { symbol: "GOOG", bars: 3, missing: { expected: 4, missing: 1 } } });
  });

  it.each([
    [["show", "duckdb.parquet?symbol=SPY"], 1, "BACKSIGHT_FILE_EMPTY: duckdb.parquet holds no bars of SPY."],
    [["show", "goog.csv", "--rows", "many"], 2, "BACKSIGHT_ARGUMENT: rows must be a whole number to 1000, was many."],
    [["show", "parquet:goog.csv"], 1, "BACKSIGHT_PARQUET_FILE: goog.csv isn't a Parquet file that can be read:"],
    [["show"], 2, "BACKSIGHT_USAGE: missing required argument 'address'."],
  ])("%j is refused", async (args, exit, message) => {
    const { code, stdout, stderr } = await runCli(["data", ...args], at);
    expect({ code, stdout }).toEqual({ code: exit, stdout: "" });
    expect(stderr).toContain(message);
  });
});
