import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERRORS } from "../../src/core/errors.ts";
import { LIBRARY_TABLE } from "../../src/strategy/library-table.ts";
import { listing, runCli } from "../support/cli.ts";
import { BAD_INPUTS, FILES } from "./cli-cases.ts";

const root = mkdtempSync(join(tmpdir(), "backsight-cli-"));
const home = join(root, "home");
const PRICES = "synthetic:market?seed=3&bars=400";

/** The parts of the documents that the tests look into. */
interface RunDocument {
  readonly run: { readonly id: string; readonly data: { readonly sessions: number } };
  readonly metrics: { readonly finalEquity: number; readonly tradesCount: number; readonly openTrades: number };
  readonly guards: object;
  readonly trades: readonly object[];
  readonly equity: readonly { readonly equity: number }[];
  readonly orders: readonly object[];
  readonly runs: readonly { readonly id: string }[];
  readonly rerun: object;
  readonly report: { readonly path: string };
  readonly strategies: readonly object[];
  readonly init: object;
  readonly demo: object;
}

afterAll(() => rmSync(root, { recursive: true, force: true }));

function folderOf(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

describe("what a person gets wrong", () => {
  const folder = folderOf("bad");
  const at = { folder, home };
  let before: string[];

  beforeAll(() => {
    for (const [name, content] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    before = listing(folder);
  });

  it.concurrent.each(Object.entries(BAD_INPUTS))("%s", async (_, { args, exit, code, says }) => {
    const { code: exitCode, stdout, stderr } = await runCli([...args, "--json"], at);
    expect(stdout).toBe("");
    const { error } = JSON.parse(stderr) as { error: { code: string; message: string; fix: string } };
    expect(error).toMatchObject({ code, message: expect.stringMatching(says), fix: expect.any(String) });
    expect(stderr).toBe(`${JSON.stringify({ error })}\n`);
    expect(exitCode).toBe(exit);
  });

  const oneOfEachCode = new Map(Object.values(BAD_INPUTS).map((input) => [input.code, input]));

  it.concurrent.each([...oneOfEachCode])("%s is one line for people, without a stack trace", async (code, input) => {
    const { code: exitCode, stdout, stderr } = await runCli(input.args, at);
    expect(stdout).toBe("");
    expect(stderr).toMatch(new RegExp(`^${code}: [^\\n]+\\n$`));
    expect(stderr).toMatch(input.says);
    expect(exitCode).toBe(input.exit);
  });

  it("a flag without its value", async () => {
    const { code, stderr } = await runCli(["run", "sma-cross", "--cash"], at);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^BACKSIGHT_USAGE: option '--cash <money>' argument missing\. See --help\.\n$/);
  });

  it("leaves nothing behind: no store, no report, no half of a file", () => {
    expect(listing(folder)).toEqual(before);
  });

  it("ends with the exit code that the table of errors declares", () => {
    const declared: Readonly<Record<string, { exit: number }>> = ERRORS;
    for (const { code, exit } of Object.values(BAD_INPUTS)) expect([code, declared[code]?.exit]).toEqual([code, exit]);
  });
});

describe("a store that can't be written", () => {
  it("fails in one line, and the folder stays empty", async () => {
    const folder = folderOf("read-only");
    const open = folderOf("open-to-all");
    chmodSync(root, 0o755);
    chmodSync(folder, 0o555);
    chmodSync(open, 0o777);
    const { code, stdout, stderr } = await runCli(["run", "sma-cross", "--data", PRICES], {
      folder,
      home: open,
      isUnprivileged: true,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^BACKSIGHT_STORE: [^\n]+\n$/);
    expect(listing(folder)).toEqual([]);
  });
});

describe("what a command prints", () => {
  const folder = folderOf("good");
  const at = { folder, home };
  const run = ["run", "sma-cross", "--data", PRICES, "--param", "slow=30"];

  /** Standard output as one JSON document on one line; nothing on standard error. */
  async function document(args: readonly string[]): Promise<RunDocument> {
    const { code, stdout, stderr } = await runCli(args, at);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.indexOf("\n")).toBe(stdout.length - 1);
    return JSON.parse(stdout) as RunDocument;
  }

  it("run --json: identity, metrics, guards and trades", async () => {
    const { run: facts, metrics, guards, trades } = await document([...run, "--json", "--quiet"]);
    expect(facts).toMatchObject({
      strategy: "sma-cross",
      params: { fast: 10, slow: 30 },
      engine: "vector",
      specHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      dataHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      resultHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      start: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(metrics).toMatchObject({ finalEquity: expect.any(Number), tradesCount: expect.any(Number) });
    expect(guards).toMatchObject({ lookAhead: { status: "proved" }, trials: { counted: true } });
    expect(trades.length).toBe(metrics.tradesCount + metrics.openTrades);
  });

  it("run --with: every session's equity, every order", async () => {
    const { run: facts, metrics, equity, orders } = await document([...run, "--json", "--with", "equity,orders"]);
    expect(equity.length).toBe(facts.data.sessions);
    expect(equity.at(-1)?.equity).toBe(metrics.finalEquity);
    expect(orders.length).toBeGreaterThan(0);
  });

  it("runs, report and strategies: one document each", async () => {
    const { runs } = await document(["runs", "ls", "--json"]);
    const [newest] = runs;
    const { runs: again } = await document(["runs", "--json"]);
    expect(again).toEqual(runs);
    const { run: shown } = await document(["runs", "show", "last", "--json"]);
    expect(shown).toMatchObject({ id: newest!.id });
    const { rerun } = await document(["runs", "rerun", newest!.id.slice(0, 14), "--json"]);
    expect(rerun).toMatchObject({ run: newest!.id, same: true, changed: [] });
    const { report } = await document(["report", "last", "--json", "--out", "out/run.md"]);
    expect(readFileSync(join(folder, report.path), "utf8")).toContain("sma-cross");
    const { strategies } = await document(["strategies", "--json"]);
    expect(strategies).toMatchObject(Object.keys(LIBRARY_TABLE).map((name) => ({ name })));
    expect(await document(["runs", "rm", newest!.id, "--json"])).toEqual({ removed: newest!.id });
    expect((await runCli(["runs", "show", newest!.id], at)).code).toBe(2);
  });

  it("init and demo: one document each, and files that a run accepts", async () => {
    const { init } = await document(["init", "project", "--json"]);
    expect(init).toMatchObject({ written: expect.arrayContaining(["config.yaml", "strategies/my-strategy.ts"]) });
    const again = await runCli(["init", "project"], at);
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/^BACKSIGHT_FOLDER_NOT_EMPTY: [^\n]+\n$/);
    const project = { folder: join(folder, "project"), home };
    const { code, stdout } = await runCli(["run", "--json"], project);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      run: { strategy: "my-strategy", data: { symbol: "SYN", isSynthetic: true } },
    });
    const { demo, guards } = await document(["demo", "--json", "--quiet"]);
    expect(demo).toMatchObject({ sweep: { trials: 12 }, guards: { pbo: expect.any(Number) } });
    expect(guards).toMatchObject({ trials: { family: expect.any(Number) } });
  });

  it("a summary for people, guards before numbers", async () => {
    const { code, stdout } = await runCli([...run, "--quiet"], at);
    expect(code).toBe(0);
    expect(stdout).toContain("SYNTHETIC PRICES");
    expect(stdout.indexOf("Look-ahead")).toBeLessThan(stdout.indexOf("total return"));
    expect(stdout).not.toContain("\u001b");
  });

  it("help and version, with exit code 0", async () => {
    for (const args of [
      ["--help"],
      [],
      ["help"],
      ["help", "run"],
      ["run", "--help"],
      ["runs", "--help"],
      ["--version"],
    ]) {
      const { code, stdout, stderr } = await runCli(args, at);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout.length).toBeGreaterThan(4);
    }
  });

  it("--strict: the document on standard output, the failed guard on standard error, exit code 1", async () => {
    const cheat = `import { defineStrategy } from "backsight";
export default defineStrategy({
  name: "cheat",
  signals({ close }) {
    const prices = close.values;
    const rises = Array.from(prices, (price, i) => (prices[i + 1] ?? 0) > price);
    return { entries: rises, exits: rises.map((yes) => !yes) };
  },
});
`;
    writeFileSync(join(folder, "cheat.ts"), cheat);
    const args = ["run", "cheat.ts", "--data", PRICES, "--json", "--quiet"];
    const lenient = await runCli(args, at);
    expect(lenient.code).toBe(0);
    expect(JSON.parse(lenient.stdout)).toMatchObject({ guards: { lookAhead: { status: "failed" } } });
    const strict = await runCli([...args, "--strict"], at);
    expect(strict.code).toBe(1);
    expect(JSON.parse(strict.stdout)).toMatchObject({ guards: { lookAhead: { status: "failed" } } });
    expect(JSON.parse(strict.stderr)).toMatchObject({ error: { code: "BACKSIGHT_GUARD_FAILED" } });
  });
});
