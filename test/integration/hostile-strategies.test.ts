import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPOSITORY, runCli } from "../support/cli.ts";

/*
 * What strategies do wrong, through every command that runs them: a typed error that names strategy, callback and place, and
 * what was stored before is as it was.
 */

const folder = mkdtempSync(join(tmpdir(), "backsight-hostile-"));
const at = { folder, home: join(folder, "home") };
const ONE = ["--data", "synthetic:market?seed=3&bars=600"];
const TWO = [...ONE, "--data", "synthetic:market?seed=4&bars=600&symbol=TWO"];
const STORE = ["--db", join(folder, "runs.db"), "--quiet"];
const SPACE = ["--param", "fast=4:8:2", "--param", "slow=20:24:2"];
const WINDOWS = [...SPACE, "--train", "200", "--test", "100"];

/** Strategies by file; each misbehaves by what its name says. */
const FILES: Readonly<Record<string, string>> = {
  "signals-loop": `defineStrategy({ name: "bad", params, requiredHistory: (p) => p.slow, signals(columns, p) {
    if (p.fast === 6) for (;;);
    return answer(columns, p);
  } })`,
  "signals-throw": `defineStrategy({ name: "bad", params, signals() { throw new Error("no idea"); } })`,
  "events-loop": `defineStrategy({ name: "bad", params, onBar({ bar }) { if (bar.index === 300) for (;;); } })`,
  "events-throw": `defineStrategy({ name: "bad", params, onBar({ bar }) { if (bar.index === 300) throw new Error("no idea"); } })`,
  "events-nan": `defineStrategy({ name: "bad", params, onBar({ bar, buy }) { if (bar.index === 300) buy({ size: NaN }); } })`,
  "events-stranger": `defineStrategy({ name: "bad", params, onBar({ bar, of }) { if (bar.index === 300) of("AAPK").buy(); } })`,
  "class-loop": `class Bad extends BaseStrategy {
    parameters = params;
    generateSignals() { for (;;); }
  }`,
  "class-throw": `class Bad extends BaseStrategy {
    parameters = params;
    generateSignals() { throw new Error("no idea"); }
  }`,
  "portfolio-loop": `definePortfolio({ name: "bad", params, rebalance: { everyBars: 100 }, allocate() { for (;;); } })`,
  "portfolio-throw": `definePortfolio({ name: "bad", params, rebalance: { everyBars: 100 }, allocate() { throw new Error("no idea"); } })`,
  "portfolio-nan": `definePortfolio({ name: "bad", params, rebalance: { everyBars: 100 }, allocate: () => [Infinity, 0.5] })`,
};

const CODE = `import { BaseStrategy, crossedAbove, crossedBelow, definePortfolio, defineStrategy, int, sma } from "backsight";
const params = { fast: int(6, { min: 2, max: 50 }), slow: int(20, { min: 10, max: 60 }) };
const answer = ({ close }, p) => {
  const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
  return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
};
export { answer, params };
`;

const stored = async () => {
  const { code, stdout } = await runCli(["runs", "ls", "--json", "--db", join(folder, "runs.db")], at);
  expect(code).toBe(0);
  return stdout;
};

beforeAll(async () => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(REPOSITORY, join(folder, "node_modules/backsight"));
  for (const [name, strategy] of Object.entries(FILES))
    writeFileSync(join(folder, `${name}.js`), `${CODE}\nexport default ${strategy};\n`);
  const { code, stderr } = await runCli(["run", "sma-cross", ...ONE, ...STORE], at);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
}, 30_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LIMIT = ["--time-limit", "1s"];
const LATE = "BACKSIGHT_TIME_LIMIT";
const THREW = "BACKSIGHT_STRATEGY_THREW";

describe("a hostile strategy is named, and what was stored before is as it was", () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ["run", "signals-loop", [...ONE, ...LIMIT], [LATE, '"bad"', "signals", "1 seconds"]],
    ["run", "events-loop", [...ONE, ...LIMIT], [LATE, '"bad"', "onBar at bar 300"]],
    ["run", "events-loop", [...TWO, ...LIMIT], [LATE, '"bad"', "onBar at bar 300"]],
    ["run", "events-throw", TWO, [THREW, '"bad"', "onBar at bar 300", "no idea"]],
    ["run", "events-nan", TWO, ["BACKSIGHT_ORDER_REQUEST", '"bad"', "onBar at bar 300", "NaN"]],
    ["run", "events-stranger", TWO, ["BACKSIGHT_ORDER_REQUEST", '"bad"', "AAPK"]],
    ["run", "class-loop", [...ONE, ...LIMIT], [LATE, '"bad"', "generateSignals"]],
    ["run", "class-throw", ONE, [THREW, '"bad"', "generateSignals", "no idea"]],
    ["run", "portfolio-loop", [...TWO, ...LIMIT], [LATE, '"bad"', "allocate"]],
    ["run", "portfolio-throw", TWO, [THREW, '"bad"', "allocate", "no idea"]],
    ["run", "portfolio-nan", TWO, ["BACKSIGHT_", '"bad"', "Infinity"]],
    ["sweep", "signals-loop", [...ONE, ...SPACE, ...LIMIT], [LATE, '"bad"', "signals with fast=6 slow=20"]],
    ["sweep", "signals-loop", [...ONE, ...SPACE, ...LIMIT, "--workers", "2"], [LATE, "signals with fast=6 slow=20"]],
    ["sweep", "signals-loop", [...TWO, ...SPACE, ...LIMIT], [LATE, "signals with fast=6 slow=20"]],
    ["sweep", "events-loop", [...ONE, ...SPACE, ...LIMIT], [LATE, "onBar at bar 300", "with fast=4 slow=20"]],
    ["walk-forward", "signals-loop", [...ONE, ...WINDOWS, ...LIMIT], [LATE, "signals with fast=6 slow=20"]],
    ["walk-forward", "signals-loop", [...TWO, ...WINDOWS, ...LIMIT], [LATE, "signals with fast=6 slow=20"]],
    ["walk-forward", "events-throw", [...ONE, ...WINDOWS], ["BACKSIGHT_WALK_FORWARD", "no idea"]],
  ])("%s %s.js %j", { timeout: 30_000 }, async (command, file, args, said) => {
    const before = await stored();
    const { code, stdout, stderr } = await runCli([command, `${file}.js`, ...args, ...STORE], at);
    expect(stdout).toBe("");
    expect(code).toBe(1);
    for (const text of said) expect(stderr).toContain(text);
    expect(await stored()).toBe(before);
  });

  it("a sweep goes on without the combinations that throw, and says why the first of them did", async () => {
    const source = readFileSync(join(folder, "signals-loop.js"), "utf8");
    const path = join(folder, "throws-once.js");
    writeFileSync(path, source.replace("for (;;);", 'throw new Error("no idea");'));
    const { code, stdout } = await runCli(["sweep", path, ...ONE, ...SPACE, ...STORE], at);
    expect(code).toBe(0);
    expect(stdout).toContain(
      '3 combinations failed, the first of them fast=6 slow=20: strategy "bad" threw in signals: no idea',
    );
  });
});
