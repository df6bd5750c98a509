import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../support/cli.ts";

const root = mkdtempSync(join(tmpdir(), "backsight-sealed-"));
const at = { folder: join(root, "project"), home: join(root, "home") };
const DATA = "synthetic:market?seed=3&bars=400";
const before = process.env.BACKSIGHT_PASSPHRASE;

interface Listed {
  readonly runs: readonly { readonly id: string; readonly strategy: string }[];
}

async function succeed(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args, at);
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: "" });
  return stdout;
}

const listed = async () => (JSON.parse(await succeed("runs", "--json")) as Listed).runs;

function run(...more: string[]): Promise<string> {
  return succeed("run", "sma-cross", "--data", DATA, "--note", "canary-note", "--quiet", ...more);
}

beforeAll(async () => {
  process.env.BACKSIGHT_PASSPHRASE = "a passphrase of the test";
  mkdirSync(at.folder);
  writeFileSync(join(at.folder, "config.yaml"), "results: { encrypt: true }\n");
  await run("--param", "slow=30");
  await run("--param", "slow=60");
});

afterAll(() => {
  if (before === undefined) delete process.env.BACKSIGHT_PASSPHRASE;
  else process.env.BACKSIGHT_PASSPHRASE = before;
  rmSync(root, { recursive: true, force: true });
});

describe("results.encrypt", () => {
  it("keeps what runs say of themselves out of the store's files", () => {
    const folder = join(at.folder, ".backsight");
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    expect(bytes.length).toBeGreaterThan(10_000);
    for (const text of ["canary-note", "sma-cross", "synthetic:", "SYNTHETIC", 'slow"']) {
      expect({ text, isThere: bytes.includes(text) }).toEqual({ text, isThere: false });
    }
  });

  it("leaves every command as it is: list, show, compare, export, repeat, judge, report, remove", async () => {
    const [newer, older] = (await listed()).map(({ id }) => id) as [string, string];
    expect((await listed())[0]!.strategy).toBe("sma-cross");
    expect(await succeed("runs", "ls", "--strategy", "sma-cross")).toContain(older);
    expect(await succeed("runs", "show", "last")).toContain("canary-note");
    expect(await succeed("runs", "compare", older, newer)).toMatch(/^parameter slow +30 +60$/m);
    await succeed("runs", "export", older, "--out", "out", "--format", "csv");
    expect(readdirSync(join(at.folder, "out")).length).toBeGreaterThan(0);
    expect(await succeed("runs", "rerun", older)).toContain("same");
    await succeed("report", "last", "--out", "out/last.html");
    // Without the setting runs are kept in the clear again, and those before are read as ever.
    writeFileSync(join(at.folder, "config.yaml"), "results: { encrypt: false }\n");
    await run("--param", "slow=90");
    expect(await listed()).toHaveLength(3);
    expect(await succeed("runs", "rm", "last")).toContain("removed");
    expect((await listed()).map(({ id }) => id)).toEqual([newer, older]);
  });

  it("without the key says so in one line, and removes all the same", async () => {
    const keyless = { ...at, home: join(root, "another-home") };
    const [id] = (await listed()).map((one) => one.id) as [string];
    for (const args of [
      ["runs", "ls"],
      ["runs", "show", "last"],
      ["runs", "export", "last", "--out", "none.csv"],
      ["runs", "rerun", "last"],
      ["report", "last", "--out", "none.html"],
    ]) {
      const { code, stdout, stderr } = await runCli(args, keyless);
      expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: "" });
      expect(stderr).toMatch(
        new RegExp(`^BACKSIGHT_RESULT_SEALED: run ${id} in [^\\n]+ is encrypted, and no key [^\\n]+\\n$`),
      );
    }
    const { code, stdout } = await runCli(["runs", "rm", id], keyless);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `removed ${id}\n` });
  });
});
