import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { dayOfDate } from "../../src/market/calendar/calendar.ts";
import {
  type PolygonRestEmulator,
  startPolygonRest,
} from "../../src/sources/polygon/emulator/rest/start-polygon-rest.ts";
import {
  type AnsweredRequest,
  type FlatFileBucketServer,
  startFlatFileBucket,
} from "../../src/sources/polygon/emulator/start-flat-file-bucket.ts";
import { syntheticMarketFiles } from "../../src/sources/polygon/emulator/synthetic-market-files.ts";
import { syntheticTickers } from "../../src/sources/polygon/emulator/synthetic-market-tickers.ts";
import { syntheticRestMarket } from "../../src/sources/polygon/emulator/synthetic-rest-market.ts";
import { COMMAND_LINE, runCli } from "../support/cli.ts";

/** Two hundred names over January 2026: SPLT splits four for one on the 20th. */
const MARKET = {
  seed: 7,
  tickers: syntheticTickers(185),
  from: dayOfDate(2026, 1, 2),
  to: dayOfDate(2026, 1, 30),
} as const;
const PAIR = { accessKeyId: "id", secretAccessKey: "secret" };
const FIRST_HALF = [5, 6, 7, 8, 9, 12, 13, 14, 15, 16];
const SECOND_HALF = [20, 21, 22, 23, 26, 27, 28, 29, 30];
/** The session of Monday the 5th begins with the close of Friday the 2nd, whose file has the hours after it. */
const BEFORE = 2;
const MONTH = "from=2026-01-05&to=2026-01-30";

const root = mkdtempSync(join(tmpdir(), "backsight-polygon-"));
let files: FlatFileBucketServer;
let rest: PolygonRestEmulator;
let asked: AnsweredRequest[] = [];
let onGet: (() => void) | undefined;

beforeAll(async () => {
  const objects = syntheticMarketFiles({ ...MARKET, datasets: ["minute_aggs_v1"] }).map(
    ([key, content]) => [key, typeof content === "function" ? content() : content] as const,
  );
  files = await startFlatFileBucket({
    objects,
    keys: PAIR,
    onRequest(request) {
      asked.push(request);
      if (request.kind === "get") onGet?.();
    },
  });
  rest = await startPolygonRest({ market: syntheticRestMarket(MARKET), keys: ["rest"] });
  vi.stubEnv("MASSIVE_FLATFILES_ACCESS_KEY_ID", PAIR.accessKeyId);
  vi.stubEnv("MASSIVE_FLATFILES_SECRET_ACCESS_KEY", PAIR.secretAccessKey);
  vi.stubEnv("MASSIVE_API_KEY", "rest");
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([files.close(), rest.close()]);
  rmSync(root, { recursive: true, force: true });
});

let requestsBefore = 0;
const forget = () => {
  asked = [];
  requestsBefore = rest.requests.length;
};
beforeEach(forget);

/** Requests at both emulators since they were last forgotten. */
const requests = () => asked.length + rest.requests.length - requestsBefore;
const daysGot = () => [
  ...new Set(asked.filter(({ kind }) => kind === "get").map(({ key }) => Number(key.slice(-9, -7)))),
];

/** A project of its own, and so a cache of its own. */
function project(name: string) {
  const folder = join(root, name);
  mkdirSync(folder);
  const polygon = { endpoint: files.endpoint, rest_endpoint: rest.url, plan: "advanced" };
  writeFileSync(join(folder, "config.yaml"), JSON.stringify({ data: { cache_dir: "kept" }, polygon }));
  const at = { folder, home: join(folder, "home") };
  const cli = async (...args: string[]) => {
    const outcome = await runCli([...args, "--json"], at);
    const document = outcome.code === 0 ? JSON.parse(outcome.stdout) : null;
    return { ...outcome, document };
  };
  const run = (address: string, ...more: string[]) => cli("run", "sma-cross", "--data", address, "--quiet", ...more);
  return { ...at, cli, run };
}

const hashesOf = ({ run }: { run: Record<string, unknown> }) => [run.specHash, run.dataHash, run.resultHash];

describe("a month of a market of two hundred names, by the command line", () => {
  const here = () => one;
  let one: ReturnType<typeof project>;
  let first: ReturnType<typeof hashesOf>;

  beforeAll(() => {
    one = project("month");
  });

  it("half of it first, then all: only the missing half is asked for", async () => {
    const half = await here().cli("data", "fetch", "polygon:SPLT@1m?from=2026-01-05&to=2026-01-16", "--quiet");
    expect(half).toMatchObject({ code: 0, stderr: "", document: { fetched: [{ symbol: "SPLT" }] } });
    expect(daysGot()).toEqual([BEFORE, ...FIRST_HALF]);
    forget();
    const whole = await here().run(`polygon:SPLT@5m?${MONTH}`);
    expect({ code: whole.code, stderr: whole.stderr }).toEqual({ code: 0, stderr: "" });
    expect(daysGot()).toEqual(SECOND_HALF);
    first = hashesOf(whole.document);
  }, 120_000);

  it("the second run asks for nothing and gives the same", async () => {
    const again = await here().run(`polygon:SPLT@5m?${MONTH}`);
    expect(hashesOf(again.document)).toEqual(first);
    const { code } = await here().cli("runs", "rerun", "last");
    expect(code).toBe(0);
    expect(requests()).toBe(0);
  }, 60_000);

  it("another name of the same market asks for its splits alone", async () => {
    expect((await here().run(`polygon:QAAA@15m?${MONTH}`)).code).toBe(0);
    expect(asked).toEqual([]);
    expect(rest.requests.slice(requestsBefore).every((path) => /splits|dividends/.test(path))).toBe(true);
  }, 60_000);

  it("prices are adjusted by default, and as --adjust says", async () => {
    const shown = async (adjust: string) => {
      const { document } = await here().cli("data", "show", `polygon:SPLT@1m?${MONTH}${adjust}`, "--rows", "1");
      const [{ close }] = document.data.first;
      return { adjustment: document.data.adjustment, close };
    };
    const [raw, adjusted] = [await shown("&adjust=none"), await shown("")];
    expect([raw.adjustment, adjusted.adjustment]).toEqual(["raw", "split"]);
    // Four new shares for an old one.
    expect(adjusted.close).toBe(raw.close / 4);
    const none = await here().run(`polygon:SPLT@5m?${MONTH}`, "--adjust", "none");
    const same = await here().run(`polygon:SPLT@5m?${MONTH}&adjust=none`);
    expect(hashesOf(none.document)).toEqual(hashesOf(same.document));
    expect(hashesOf(none.document)[1]).not.toBe(first[1]);
    expect(requests()).toBe(0);
  }, 120_000);

  it("lists, checks and cleans what is kept", async () => {
    const { document } = await here().cli("data", "ls", "--symbol", "SPLT");
    expect(document).toMatchObject({ total: 1, series: [{ source: "polygon", symbol: "SPLT", timeframe: "1m" }] });
    const checked = await here().cli("data", "check", "--quiet");
    expect(checked).toMatchObject({ code: 0, document: { problems: [] } });
    expect(checked.document.files).toBeGreaterThan(20);
    expect((await here().cli("data", "clean", "--older-than", "30d")).document).toEqual({
      removed: { files: 0, bytes: 0 },
    });
  }, 60_000);

  it("with the cable out a run is as before, without a word to anyone", async () => {
    const cut = project("cut");
    const nobody = "http://127.0.0.1:1";
    const polygon = { endpoint: nobody, rest_endpoint: nobody, plan: "advanced" };
    const config = { data: { cache_dir: join(here().folder, "kept") }, polygon };
    writeFileSync(join(cut.folder, "config.yaml"), JSON.stringify(config));
    const { code, stderr, document } = await cut.run(`polygon:SPLT@5m?${MONTH}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(hashesOf(document)).toEqual(first);
  }, 60_000);

  it("with --offline no connection is opened, and what lacks is named", async () => {
    const { code, document } = await here().run(`polygon:SPLT@5m?${MONTH}`, "--offline");
    expect([code, hashesOf(document)]).toEqual([0, first]);
    const lacking = await here().run("polygon:SPLT@5m?from=2025-12-01&to=2026-01-30", "--offline");
    expect(lacking.code).toBe(1);
    expect(lacking.stderr).toContain("BACKSIGHT_CACHE_OFFLINE");
    expect(JSON.parse(lacking.stderr).error.fix).toContain('backsight data fetch "polygon:SPLT@1m?from=');
    expect(requests()).toBe(0);
  }, 60_000);
});

it("--from and --to narrow what is fetched", async () => {
  const { run } = project("narrow");
  const within = ["--from", "2026-01-12", "--to", "2026-01-14"];
  const { code, stderr, document } = await run("polygon:QAAA@5m", ...within);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(daysGot()).toEqual([9, 12, 13, 14]);
  expect(document.run.data.address).toBe("polygon:QAAA@5m?from=2026-01-12");
  forget();
  // The address's own beginning warms up; what it has behind --to isn't fetched.
  expect((await run(`polygon:QAAA@5m?from=2026-01-08&to=2026-01-30`, ...within)).code).toBe(0);
  expect(daysGot()).toEqual([7, 8]);
}, 60_000);

it("a file of symbols is fetched in one go, and each day file comes once", async () => {
  const { cli, folder } = project("symbols");
  writeFileSync(join(folder, "names.txt"), "QAAA\nALFA # liquid\n\nBRKX.B\n");
  const { document } = await cli(
    "data",
    "fetch",
    "polygon:*@1m?from=2026-01-06&to=2026-01-07",
    "--symbols",
    "names.txt",
  );
  expect(document.fetched.map(({ symbol }: { symbol: string }) => symbol)).toEqual(["QAAA", "ALFA", "BRKX.B"]);
  expect(asked.filter(({ kind }) => kind === "get").map(({ key }) => key.slice(-9, -7))).toEqual(["05", "06", "07"]);
}, 60_000);

it("goes on after a kill in the middle of a fetch: days that were kept aren't asked for again", async () => {
  const { cli, folder, home } = project("killed");
  const args = ["data", "fetch", `polygon:QAAA@1m?${MONTH}`, "--quiet"];
  const child = spawn(process.execPath, [...COMMAND_LINE, ...args], {
    cwd: folder,
    env: { ...process.env, BACKSIGHT_HOME: home, NODE_OPTIONS: "" },
    stdio: "ignore",
  });
  const ended = once(child, "close");
  onGet = () => {
    if (daysGot().length === 6) child.kill("SIGKILL");
  };
  const [, signal] = await ended;
  onGet = undefined;
  expect(signal).toBe("SIGKILL");
  const before = daysGot();
  const { document } = await cli("data", "ls", "--symbol", "*");
  expect(document.series[0].rows).toBeGreaterThan(0);
  forget();
  expect((await cli(...args)).code).toBe(0);
  const after = daysGot();
  expect([...new Set([...before, ...after])]).toEqual([BEFORE, ...FIRST_HALF, ...SECOND_HALF]);
  // At most the day that it was at when it was killed, and one that was under way, come twice.
  expect(before.filter((day) => after.includes(day)).length).toBeLessThanOrEqual(2);
  expect((await cli("data", "check", "--quiet")).document.problems).toEqual([]);
  forget();
  await cli(...args);
  expect(requests()).toBe(0);
}, 120_000);

it("--refresh asks again", async () => {
  const { cli } = project("refresh");
  const args = ["data", "fetch", "polygon:QAAA@1m?from=2026-01-06&to=2026-01-07", "--quiet"];
  await cli(...args);
  forget();
  // Listed again; the objects are the same ones.
  expect((await cli(...args, "--refresh")).code).toBe(0);
  expect(asked.map(({ kind }) => kind)).toEqual(["list"]);
}, 60_000);

it.each([
  ["MASSIVE_FLATFILES_SECRET_ACCESS_KEY", "wrong", "BACKSIGHT_REMOTE_KEY"],
  ["MASSIVE_API_KEY", "wrong", "BACKSIGHT_REMOTE_KEY"],
])(
  "%s=%s: an error without the key, that says what to do",
  async (name, value, code) => {
    const { run } = project(`wrong-${name}`);
    vi.stubEnv(name, `canary-${value}`);
    const { code: exit, stdout, stderr } = await run("polygon:QAAA@1m?from=2026-01-06&to=2026-01-06");
    vi.stubEnv(name, name === "MASSIVE_API_KEY" ? "rest" : PAIR.secretAccessKey);
    expect({ exit, hasCode: stderr.includes(code) }).toEqual({ exit: 1, hasCode: true });
    expect(stdout + stderr).not.toContain("canary");
  },
  60_000,
);

it("without any key: says how to keep one", async () => {
  const { run } = project("keyless");
  vi.stubEnv("MASSIVE_FLATFILES_ACCESS_KEY_ID", undefined);
  vi.stubEnv("MASSIVE_API_KEY", undefined);
  const { code, stderr } = await run("polygon:QAAA@1m?from=2026-01-06&to=2026-01-06");
  vi.stubEnv("MASSIVE_FLATFILES_ACCESS_KEY_ID", PAIR.accessKeyId);
  vi.stubEnv("MASSIVE_API_KEY", "rest");
  expect(code).toBe(1);
  expect(stderr).toContain("backsight keys set MASSIVE_API_KEY");
  expect(requests()).toBe(0);
}, 60_000);

describe("dev polygon", () => {
  it("is a vendor to fetch from, until Ctrl-C", async () => {
    const { folder, home } = project("dev");
    const child = spawn(process.execPath, [...COMMAND_LINE, "dev", "polygon", "--tickers", "1", "--json"], {
      cwd: folder,
      env: { ...process.env, BACKSIGHT_HOME: home, NODE_OPTIONS: "" },
    });
    const ended = once(child, "close");
    const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    const { rest: url, environment, symbols } = JSON.parse(line);
    expect(symbols).toContain("QAAA");
    for (const [name, value] of Object.entries<string>(environment)) vi.stubEnv(name, value);
    writeFileSync(join(folder, "config.yaml"), JSON.stringify({ polygon: { rest_endpoint: url, plan: "advanced" } }));
    const address = "polygon:QAAA@1d?from=2026-02-02&to=2026-02-27&via=rest";
    const { code, stdout } = await runCli(["data", "fetch", address, "--quiet"], { folder, home });
    // Sessions of February 2026: twenty weekdays without Presidents' Day.
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("QAAA 1d: 19 bars") });
    child.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
  }, 60_000);

  it("says when a port is taken", async () => {
    const { folder, home } = project("port");
    const port = new URL(files.endpoint).port;
    const { code, stderr } = await runCli(["dev", "polygon", "--rest-port", port], { folder, home });
    expect(code).toBe(2);
    expect(stderr).toContain(`port ${port} can't be listened on`);
  }, 60_000);
});
