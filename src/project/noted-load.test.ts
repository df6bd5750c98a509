import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { auditPaths } from "../platform/audit/audit-log.ts";
import { importData } from "./import-data.ts";
import { loadBars } from "./load-bars.ts";
import { queryData } from "./query-data.ts";
import { loadSignalsStrategy } from "./signals-strategy-file.ts";
import { openUserAudit } from "./user-audit.ts";
import type { VendorSettings } from "./vendor-settings.ts";

const CSV = `date,open,high,low,close,volume
2024-01-02,10,11,9,10.5,100
2024-01-03,10.5,12,10,11,120
`;

let folder: string;
let file: string;
const usualHome = process.env.BACKSIGHT_HOME;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backsight-test-"));
  file = join(folder, "spy.csv");
  writeFileSync(file, CSV);
  process.env.BACKSIGHT_HOME = join(folder, "home");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  process.env.BACKSIGHT_HOME = usualHome;
});

const rejection = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** What was noted, oldest first. */
function noted() {
  const audit = openUserAudit();
  try {
    const rows = audit.list({ limit: 99 }).reverse();
    return rows.map(({ action, subject, outcome, detail }) => ({ action, subject, outcome, detail }));
  } finally {
    audit.close();
  }
}

describe("what the audit log says of loads", () => {
  it("notes a file's path, what was read of it and which state of it", async () => {
    await loadBars(`csv:${file}?timeframe=1d&calendar=us-equity`);
    const { size, mtime } = statSync(file);
    // Sessions of 9:30 to 16:00 in New York, which is five hours behind UTC in January.
    const range = "2024-01-02T14:30:00Z to 2024-01-03T21:00:00Z";
    expect(noted()).toEqual([
      {
        action: "data.read",
        subject: `csv:${file}?timeframe=1d&calendar=us-equity`,
        outcome: "ok",
        detail: `2 bars of 1d, ${range}; ${size} bytes, changed ${mtime.toISOString()}`,
      },
    ]);
  });

  it("notes a load that failed with its code, and generated prices not at all", async () => {
    expect(await rejection(loadBars("csv:absent.csv"))).toMatchObject({ code: "BACKSIGHT_FILE_NOT_FOUND" });
    await loadBars("synthetic:gbm?seed=1&bars=20&timeframe=1d");
    expect(noted()).toMatchObject([{ action: "data.read", outcome: "BACKSIGHT_FILE_NOT_FOUND", detail: "" }]);
  });

  it("notes imports in batches, queries with the tables they name, and files of signals", async () => {
    await importData(`csv:${file}?timeframe=1d`, join(folder, "spy.parquet"));
    const { rows } = await queryData(
      "SELECT count(*) AS n FROM spy",
      [`spy=csv:${file}`, `other=csv:${file}`],
      async () => [],
    );
    expect(await Array.fromAsync(rows)).toEqual([[2]]);
    writeFileSync(join(folder, "signals.csv"), "time,entries\n2024-01-02,1\n");
    await loadSignalsStrategy(`signals:${join(folder, "signals.csv")}`, () => {});
    expect(noted()).toMatchObject([
      { action: "data.read", subject: `csv:${file}?timeframe=1d`, detail: expect.stringMatching(/^2 bars of 1d, /) },
      { action: "data.read", subject: file },
      { action: "data.read", subject: expect.stringMatching(/signals\.csv/) },
    ]);
  });

  it("tells fetching from reading, and of an address of the web neither query nor user", async () => {
    const server = createServer((_, response) => response.end(CSV)).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/spy.csv`;
    const vendors: VendorSettings = { cacheFolder: join(folder, "cache") };
    const address = `${url}?list=mine#timeframe=1d`;
    await loadBars(address, { vendors });
    await loadBars(address, { vendors });
    expect(noted().map(({ action, subject }) => [action, subject])).toEqual([
      ["data.fetch", `${url}?…`],
      ["data.read", `${url}?…`],
    ]);
  });

  it("doesn't lose data where it can't be noted, and says so once; unless noting is required", async () => {
    const written = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    onTestFinished(() => written.mockRestore());
    mkdirSync(auditPaths(join(folder, "home")).log, { recursive: true });
    const vendors: VendorSettings = { cacheFolder: join(folder, "cache") };
    expect((await loadBars(`csv:${file}?timeframe=1d`, { vendors })).length).toBe(2);
    expect((await loadBars(`csv:${file}?timeframe=1d`, { vendors })).length).toBe(2);
    expect(written.mock.calls).toEqual([
      [expect.stringMatching(/^warning: the audit log .* couldn't note data\.read of csv:/)],
    ]);
    const strict = { vendors: { ...vendors, isAuditRequired: true } };
    expect(await rejection(loadBars(`csv:${file}?timeframe=1d`, strict))).toMatchObject({ code: "BACKSIGHT_AUDIT" });
    rmSync(auditPaths(join(folder, "home")).log, { recursive: true });
    expect((await loadBars(`csv:${file}?timeframe=1d`, strict)).length).toBe(2);
  });
});
