import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { BUNDLE, REPOSITORY } from "../support/cli.ts";

const root = mkdtempSync(join(tmpdir(), "backsight-start-up-"));
const PRICES = "synthetic:market?seed=3&bars=400";

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The files that the built command line loads as modules. */
function modulesOf(...args: string[]): string[] {
  const list = join(root, "modules.json");
  const preload = join(REPOSITORY, "test/support/count-modules.ts");
  const { status, stderr } = spawnSync(process.execPath, ["--import", preload, BUNDLE, ...args], {
    cwd: root,
    env: { ...process.env, BACKSIGHT_HOME: join(root, "home"), COUNT_MODULES: list, NODE_OPTIONS: "" },
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(readFileSync(list, "utf8")) as string[];
}

const packagesOf = (modules: readonly string[]): string[] => [
  ...new Set(modules.map((url) => /\/node_modules\/([^/]+)/.exec(url)?.[1]).filter((name) => name !== undefined)),
];

describe.skipIf(!existsSync(BUNDLE))("start-up of the built command line (skipped without dist: npm run build)", () => {
  it("--help loads at most 25 modules and no package", () => {
    const modules = modulesOf("--help");
    expect(modules.length).toBeLessThanOrEqual(25);
    expect(packagesOf(modules)).toEqual([]);
  });

  it("run loads at most 100 modules, and of the packages commander alone", () => {
    const modules = modulesOf("run", "sma-cross", "--data", PRICES, "--quiet");
    expect(modules.length).toBeLessThanOrEqual(100);
    expect(packagesOf(modules)).toEqual(["commander"]);
  });

  it("a strategy file adds the library's own entry, not a package", () => {
    const own = `import { defineStrategy } from "backsight";
export default defineStrategy({ name: "own", signals: ({ close }) => ({ entries: close.gt(100) }) });
`;
    writeFileSync(join(root, "own.ts"), own);
    const modules = modulesOf("run", "own.ts", "--data", PRICES, "--quiet");
    expect(modules.length).toBeLessThanOrEqual(100);
    expect(packagesOf(modules)).toEqual(["commander"]);
  });

  it("only a config.yaml brings yaml and zod", () => {
    writeFileSync(join(root, "config.yaml"), "backtesting: { commission: 0.002 }\n");
    const modules = modulesOf("run", "sma-cross", "--data", PRICES, "--quiet");
    expect(packagesOf(modules).sort()).toEqual(["commander", "yaml", "zod"]);
  });
});
