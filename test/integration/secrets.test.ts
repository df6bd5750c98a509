import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { COMMAND_LINE } from "../support/cli.ts";

/** Twenty-five values that must stand nowhere but in the environment, on standard input and, encrypted, in the key file. */
const CANARIES = Array.from(
  { length: 25 },
  (_, i) => `Canary${String(i).padStart(2, "0")}xQ7-${i * 7919}-"é&+/ end${i}`,
);
let next = 0;
const canary = (): string => CANARIES[next++]!;

const root = mkdtempSync(join(tmpdir(), "backsight-secrets-"));
const home = join(root, "home");
const PRICES = "synthetic:market?seed=3&bars=400";

const ENVIRONMENT = {
  MASSIVE_API_KEY: canary(),
  POLYGON_API_KEY: canary(),
  MASSIVE_FLATFILES_ACCESS_KEY_ID: canary(),
  MASSIVE_FLATFILES_SECRET_ACCESS_KEY: canary(),
  MASSIVE_S3_ACCESS_KEY: canary(),
  MASSIVE_S3_SECRET_KEY: canary(),
  BACKSIGHT_PASSPHRASE: canary(),
  AWS_SECRET_ACCESS_KEY: canary(),
  SOME_VENDOR_TOKEN: canary(),
};

let output = "";

interface Wish {
  readonly input?: string;
  readonly env?: Record<string, string>;
  readonly folder?: string;
}

async function backsight(args: readonly string[], { input = "", env = {}, folder = root }: Wish = {}) {
  const child = spawn(process.execPath, [...COMMAND_LINE, ...args], {
    cwd: folder,
    env: { ...process.env, ...ENVIRONMENT, BACKSIGHT_HOME: home, NO_COLOR: "1", NODE_OPTIONS: "", ...env },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  child.stdin.on("error", () => {}).end(input);
  const [code] = (await once(child, "close")) as [number];
  output += printed;
  return { code, printed };
}

/** What of the canaries a text shows, in any usual form. */
function leaksIn(text: string): string[] {
  return CANARIES.filter((value) => {
    const encoded = encodeURIComponent(value);
    const base64 = Buffer.from(value).toString("base64").slice(0, -4);
    const forms = [value, value.slice(0, 12), JSON.stringify(value).slice(1, -1), encoded, base64];
    return [...forms, Buffer.from(value).toString("hex")].some((form) => text.includes(form));
  });
}

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("25 canary secrets through every command", () => {
  it("keys set, ls, rotate, rm: from standard input into the key file", async () => {
    for (const name of ["MASSIVE_API_KEY", "ALPHA_API_KEY", "BETA_SECRET", "GAMMA_TOKEN", "DELTA_KEY", "EPSILON_KEY"]) {
      expect(await backsight(["keys", "set", name], { input: `${canary()}\n` })).toMatchObject({ code: 0 });
    }
    const passphrase = canary();
    expect(await backsight(["keys", "rotate"], { env: { BACKSIGHT_NEW_PASSPHRASE: passphrase } })).toMatchObject({
      code: 0,
    });
    const wrong = await backsight(["keys", "set", "LATE_KEY"], { input: canary() });
    expect(wrong.code).toBe(1);
    expect(wrong.printed).toMatch(/^BACKSIGHT_SECRET_LOCKED: [^\n]*the passphrase is wrong\.[^\n]*\n$/);
    await backsight(["keys", "rotate", "--no-passphrase"], { env: { BACKSIGHT_PASSPHRASE: passphrase } });
    expect(await backsight(["keys", "rm", "DELTA_KEY", "--json"])).toMatchObject({ code: 0 });
    const { printed } = await backsight(["keys", "ls", "--json"]);
    expect((JSON.parse(printed) as { keys: unknown[] }).keys).toHaveLength(11);
  });

  it("wrong places: arguments, names, addresses, configurations, strategies", async () => {
    const { MASSIVE_API_KEY: known, SOME_VENDOR_TOKEN: foreign } = ENVIRONMENT;
    const wrongPlaces: readonly (readonly string[])[] = [
      ["keys", "set", "ZETA_KEY", canary()],
      ["keys", "set", `ZETA_KEY=${canary()}`],
      ["keys", "set", "ZETA_KEY", `--value=${canary()}`],
      ["keys", "set", canary()],
      ["keys", "rm", known],
      ["run", "sma-cross", "--data", PRICES, "--note", known],
      ["run", "sma-cross", "--data", PRICES, "--tag", `x${known}y`, "--log-level", "debug"],
      ["run", "sma-cross", "--data", `${PRICES}&apiKey=${canary()}`],
      ["data", "show", `polygon:SPY?token=${foreign}`],
      ["data", "show", foreign],
      ["runs", "show", foreign],
      ["strategies", foreign],
      [foreign],
      ["run", "sma-cross", "--data", PRICES, "--param", `fast=${foreign}`],
    ];
    for (const args of wrongPlaces) {
      for (const flags of [[], ["--json"]]) expect((await backsight([...args, ...flags])).code).toBeGreaterThan(0);
    }
    const configurations = [
      `polygon: { api_key: '${canary()}' }`,
      `data: { source: "x:y?secret=${canary()}" }`,
      `token: !${canary()}`,
    ];
    for (const [i, text] of configurations.entries()) {
      const folder = join(root, `config-${i}`);
      mkdirSync(folder);
      writeFileSync(join(folder, "config.yaml"), text);
      const { code, printed } = await backsight(["run", "sma-cross", "--data", PRICES], { folder });
      expect([code, printed]).toEqual([2, expect.stringMatching(/^BACKSIGHT_CONFIG: .*backsight keys set/)]);
      rmSync(folder, { recursive: true });
    }
    const thrower = `import { defineStrategy } from "backsight";
export default defineStrategy({ name: "leaky", signals: () => { throw new Error("got " + process.env.MASSIVE_API_KEY); } });
`;
    writeFileSync(join(root, "leaky.ts"), thrower);
    const debug = { env: { BACKSIGHT_DEBUG: "1" } };
    expect(await backsight(["run", "leaky.ts", "--data", PRICES, "--log-level", "debug"], debug)).toMatchObject({
      code: 1,
    });
    expect(output).toContain("got [secret]");
  });

  it("every command as it is meant", async () => {
    const run = ["run", "sma-cross", "--data", PRICES, "--quiet"];
    const meant: readonly (readonly string[])[] = [
      ...Object.keys(COMMANDS).map((name) => [name, "--help"]),
      ["init", "project"],
      [...run, "--log-level", "debug", "--report", "report.html"],
      [...run, "--json", "--report", "report.md"],
      ["runs", "ls"],
      ["runs", "show", "last", "--json"],
      ["runs", "export", "last", "--out", "run.json"],
      ["runs", "rerun", "last"],
      ["report", "last", "--out", "again.html"],
      ["data", "show", PRICES],
      ["data", "import", PRICES, "--out", "prices.parquet"],
      ["strategies"],
      ["completion", "bash"],
      ["keys"],
      ["data", "show", "prices.parquet"],
      ["data", "query", "SELECT count(*) FROM data", "--data", "prices.parquet"],
      ["data", "ls", "--json"],
      ["data", "check", "--repair"],
      ["data", "clean"],
      ["audit", "ls", "--kind", "data"],
      ["audit", "ls", "--limit", "999", "--json"],
      ["audit", "verify"],
    ];
    for (const args of meant) expect([args, (await backsight(args)).code]).toEqual([args, 0]);
    const folder = join(root, "encrypted");
    mkdirSync(join(folder, "data/cache"), { recursive: true });
    writeFileSync(join(folder, "config.yaml"), "data: { encrypt: true }\naudit: { required: true }\n");
    for (const args of [
      ["data", "check"],
      ["data", "show", "../prices.parquet"],
      ["keys", "ls"],
    ]) {
      expect([args, (await backsight(args, { folder })).code]).toEqual([args, 0]);
    }
    expect(output).toContain("BACKSIGHT_DATA_KEY");
    // Its package isn't installed here: the value goes nowhere, and isn't shown either.
    const refused = await backsight(["keys", "set", "ETA_KEY", "--keyring"], { input: ENVIRONMENT.SOME_VENDOR_TOKEN });
    expect([refused.code, refused.printed]).toEqual([1, expect.stringContaining("BACKSIGHT_MISSING_PACKAGE")]);
  });

  it("none is in what was printed, nor in any file", () => {
    expect(next).toBe(CANARIES.length);
    expect(output.length).toBeGreaterThan(10_000);
    expect(leaksIn(output)).toEqual([]);
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
      statSync(join(root, path)).isFile(),
    );
    const leaky = files.filter((path) => leaksIn(readFileSync(join(root, path), "utf8")).length > 0);
    expect(leaky).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        "home/audit.db",
        "home/keys.json",
        "home/trials.db",
        ".backsight/runs.db",
        "report.html",
      ]),
    );
  });
});
