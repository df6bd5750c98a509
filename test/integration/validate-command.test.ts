import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../support/cli.ts";
import { markupOutline } from "../support/markup-outline.ts";

const folder = mkdtempSync(join(tmpdir(), "backsight-validate-"));
const cli = (...args: string[]) => runCli(args, { folder, home: join(folder, "home") });
const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await cli(...args, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Record<"verdict" | "evidence" | "monteCarlo", Record<string, unknown>>;
};

beforeAll(async () => {
  for (const fast of ["5", "6"]) {
    const { code, stderr } = await cli(
      "run",
      "sma-cross",
      "--param",
      `fast=${fast}`,
      "--data",
      "synthetic:market?seed=7",
      "--quiet",
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("backsight validate", () => {
  it("prints the verdict with its evidence", async () => {
    const { verdict, evidence } = await json("validate", "last");
    expect(["likely real", "can't tell", "likely luck"]).toContain(verdict.label);
    expect(verdict).toEqual({
      label: expect.any(String),
      reasons: expect.any(Array),
      wouldSettleIt: expect.any(String),
    });
    expect(verdict.reasons).toHaveLength(3);
    // two neighbouring parameters were tried: counted as two, worth less
    expect(evidence).toMatchObject({
      trialsBefore: 2,
      compared: 2,
      clusters: 1,
      trialsCounted: true,
      lookAhead: "proved",
    });
    expect(evidence.trials).toBeGreaterThan(1);
    expect(evidence.trials).toBeLessThan(2);
  });

  it("counts what is stored where the ledger was removed, and says so", async () => {
    const guardsOf = async (fast: number, home: string) => {
      const args = ["run", "sma-cross", "--param", `fast=${fast}`, "--data", "synthetic:market?seed=7", "--json"];
      const { code, stdout } = await runCli([...args, "--db", join(folder, "moved.db"), "--quiet"], {
        folder,
        home: join(folder, home),
      });
      expect(code).toBe(0);
      const { guards } = JSON.parse(stdout) as {
        guards: { trials: object; findings: { id: string; status: string; detail: string }[] };
      };
      return { trials: guards.trials, finding: guards.findings.find(({ id }) => id === "trials")! };
    };
    for (const [k, fast] of [7, 8].entries()) {
      const { trials, finding } = await guardsOf(fast, "first-home");
      expect(trials).toEqual({ counted: true, family: k + 1, overlapping: k + 1, since: expect.any(String) });
      expect(finding.status).toBe("ok");
    }
    const { trials, finding } = await guardsOf(9, "second-home");
    expect(trials).toMatchObject({ family: 3, overlapping: 3, storedBefore: 2 });
    expect(finding.status).toBe("warning");
    expect(finding.detail).toContain("2 of them are stored and older: the ledger was removed or left behind.");
  });

  it("says the same for people", async () => {
    const { code, stdout } = await cli("validate", "last");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(LIKELY REAL|CAN'T TELL|LIKELY LUCK): sma-cross fast=6 slow=50 on /);
    expect(stdout).toContain("What would settle it: ");
  });

  it("runs it again where told", async () => {
    const { evidence } = await json("validate", "last", "--permutations", "9", "--quiet");
    expect(evidence.permutation).toBeGreaterThanOrEqual(0.1);
    expect(evidence).toMatchObject({ isWarmUpEnough: true, warmUp: { decisions: expect.any(Number) } });
  });

  it("stands in what a run prints", async () => {
    const { verdict } = await json("runs", "show", "last");
    expect(verdict.lines).toEqual(expect.arrayContaining([expect.objectContaining({ id: "luck" })]));
  });

  it.each([
    [["validate", "none"], 2],
    [["validate", "last", "--permutations", "0"], 2],
    [["monte-carlo", "last", "--method", "bootstrp"], 2],
    [["monte-carlo", "last", "--report", "fan.pdf"], 2],
    [["monte-carlo", "last", "--paths", "many"], 2],
  ] as const)("%j is refused in one line", async (args, exit) => {
    const { code, stderr } = await cli(...args);
    expect(code).toBe(exit);
    expect(stderr).toMatch(/^.*BACKSIGHT_\w+.*\n$/);
  });
});

describe("backsight monte-carlo", () => {
  it("gives the same for the same seed, and another for another", async () => {
    const drawn = (seed: string) => json("monte-carlo", "last", "--paths", "50", "--seed", seed);
    const first = await drawn("3");
    expect(await drawn("3")).toEqual(first);
    expect(await drawn("4")).not.toEqual(first);
    expect(first.monteCarlo).toMatchObject({ method: "stationary-bootstrap", paths: 50, seed: 3 });
  });

  it("writes a page with the fan", async () => {
    const { code } = await cli("monte-carlo", "last", "--paths", "20", "--report", "fan.html");
    expect(code).toBe(0);
    expect(existsSync(join(folder, "fan.html"))).toBe(true);
    const heads = markupOutline(readFileSync(join(folder, "fan.html"), "utf8")).filter(({ tag }) => tag === "h2");
    expect(heads.map(({ text }) => text)).toContain("Fan of equity");
  });

  it("runs the strategy again in other worlds", async () => {
    const { monteCarlo } = await json("monte-carlo", "last", "--method", "parameter-jitter", "--paths", "5", "--quiet");
    expect(monteCarlo).toMatchObject({ method: "parameter-jitter", paths: 5, fan: null });
  });
});
