import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { Secret } from "../secrets/secret.ts";
import { loadSqlite } from "../sqlite-module.ts";
import { type AuditLog, type AuditLogOptions, auditPaths, openAuditLog } from "./audit-log.ts";
import { audited } from "./audit-trail.ts";

const WRITER = fileURLToPath(new URL("../../../test/support/audit-writer.ts", import.meta.url));

function open(folder: string, failures: string[] = [], options: Partial<AuditLogOptions> = {}): AuditLog {
  let now = Date.UTC(2026, 0, 1);
  const log = openAuditLog(folder, {
    command: "backsight test",
    clock: () => (now += 1000),
    onFailure: (message) => failures.push(message),
    ...options,
  });
  onTestFinished(() => log.close());
  return log;
}

function noted(folder: string, count: number): AuditLog {
  const log = open(folder);
  for (let i = 1; i <= count; i++) log.record({ action: "data.read", subject: `s${i}`, outcome: "ok" });
  return log;
}

/** What someone with rights on the file, and no scruples, does. */
function tamper(folder: string, sql: string): void {
  const { DatabaseSync } = loadSqlite();
  const db = new DatabaseSync(auditPaths(folder).log);
  db.exec(`DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_keeps_all; ${sql}`);
  db.close();
}

describe("openAuditLog", () => {
  it("makes nothing when it is only read", () => {
    const folder = temporaryFolder();
    const log = open(folder);
    expect(log.list({ limit: 9 })).toEqual([]);
    expect(log.verify()).toMatchObject({ rows: 0, finding: null });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("notes time, who, what, of what and how it ended, and pages through it", () => {
    const folder = temporaryFolder();
    const log = noted(folder, 4);
    log.record({ action: "secret.read", subject: "A_KEY", outcome: "absent", detail: "key file" });
    expect(log.list({ limit: 1 })).toEqual([
      expect.objectContaining({
        seq: 5,
        time: "2026-01-01T00:00:05.000Z",
        pid: process.pid,
        command: "backsight test",
        action: "secret.read",
        subject: "A_KEY",
        outcome: "absent",
        detail: "key file",
      }),
    ]);
    const numbers = (query: Partial<Parameters<AuditLog["list"]>[0]>) =>
      log.list({ limit: 9, ...query }).map(({ seq }) => seq);
    expect(numbers({ before: 4, limit: 2 })).toEqual([3, 2]);
    expect(numbers({ action: "data.read" })).toEqual([4, 3, 2, 1]);
    expect(numbers({ since: "2026-01-01T00:00:04.000Z" })).toEqual([5, 4]);
  });

  it("never holds a secret, and cuts long texts", () => {
    const folder = temporaryFolder();
    new Secret("canary-of-audit");
    const log = open(folder);
    log.record({ action: "data.read", subject: "x?apiKey=canary-of-audit", outcome: "ok", detail: "😀".repeat(999) });
    expect(log.list({ limit: 1 })[0]).toMatchObject({ subject: "x?apiKey=[secret]", detail: "😀".repeat(250) });
  });

  it("refuses a plain UPDATE or DELETE", () => {
    const folder = temporaryFolder();
    noted(folder, 2);
    const { DatabaseSync } = loadSqlite();
    const db = new DatabaseSync(auditPaths(folder).log);
    expect(() => db.exec("UPDATE audit SET subject = 'x'")).toThrow("append-only");
    expect(() => db.exec("DELETE FROM audit")).toThrow("append-only");
    db.close();
  });

  it.each([
    ["UPDATE audit SET subject = 'x' WHERE seq = 3", "row 3 was changed"],
    ["DELETE FROM audit WHERE seq = 2", "row 2 is missing"],
    ["DELETE FROM audit WHERE seq > 4", "row 5 is gone"],
    ["DELETE FROM audit", "rows 1 to 5 are gone"],
  ])("verify finds %s", (sql, problem) => {
    const folder = temporaryFolder();
    noted(folder, 5).close();
    tamper(folder, sql);
    expect(open(folder).verify().finding?.problem).toContain(problem);
  });

  it("keeps the evidence of a cut, however much is noted afterwards", () => {
    const folder = temporaryFolder();
    noted(folder, 5).close();
    tamper(folder, "DELETE FROM audit WHERE seq > 3");
    const log = noted(folder, 6);
    expect(log.verify().finding).toMatchObject({ kind: "replaced", row: 5 });
    expect(readFileSync(auditPaths(folder).head, "utf8")).toMatch(/^5:/);
  });

  it("moves the oldest rows to archives, and lists and verifies them there", () => {
    const folder = temporaryFolder();
    const log = open(folder, [], { size: { rows: 6, batch: 3, archives: 2 } });
    const note = (subject: string) => log.record({ action: "data.read", subject, outcome: "ok" });
    for (let i = 1; i <= 6; i++) note(`s${i}`);
    expect(log.list({ limit: 99 }).map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1]);
    // The seventh row is one too many: 1 to 3 go, and the eighth says so.
    note("s7");
    const { archives } = auditPaths(folder);
    expect(readdirSync(archives)).toEqual(["000000000001-000000000003.jsonl.gz"]);
    const last = log.list({ limit: 1, kind: "audit" })[0]!;
    const third = log.list({ limit: 1, before: 4 })[0]!;
    expect([last.seq, last.subject, last.detail]).toEqual([8, "rows 1 to 3", `3:${third.hash}`]);
    expect(log.list({ limit: 99 }).map(({ seq }) => seq)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(log.list({ limit: 2, before: 5, kind: "data" }).map(({ subject }) => subject)).toEqual(["s4", "s3"]);
    expect(log.verify()).toMatchObject({ rows: 8, first: 1, finding: null });
    // Rows 10 and 13 are one too many again, and two archives are kept: with the third the first goes.
    for (let i = 0; i < 4; i++) note(`later ${i}`);
    expect(readdirSync(archives)).toHaveLength(2);
    const { first, rows, finding } = log.verify();
    expect([first, finding]).toEqual([4, null]);
    expect(log.list({ limit: 99 })).toHaveLength(rows);
    rmSync(join(archives, readdirSync(archives)[0]!));
    expect(log.verify().finding).toMatchObject({ kind: "missing", row: 1, problem: "rows 1 to 6 are missing" });
  });

  it("finds what was changed, or damaged, in an archive", () => {
    const folder = temporaryFolder();
    const log = open(folder, [], { size: { rows: 4, batch: 2, archives: 9 } });
    for (let i = 1; i <= 5; i++) log.record({ action: "data.read", subject: `s${i}`, outcome: "ok" });
    const { archives } = auditPaths(folder);
    const path = join(archives, readdirSync(archives)[0]!);
    const text = gunzipSync(readFileSync(path)).toString("utf8");
    writeFileSync(path, gzipSync(text.replace('"s2"', '"x"')));
    expect(log.verify().finding).toMatchObject({ kind: "changed", row: 2 });
    writeFileSync(path, "no gzip");
    expect(thrown(() => log.verify())).toMatchObject({ code: "BACKSIGHT_AUDIT_BROKEN" });
  });

  it("misses the head record, and the log itself", () => {
    const folder = temporaryFolder();
    noted(folder, 2).close();
    const { log, head } = auditPaths(folder);
    const text = readFileSync(head);
    rmSync(head);
    expect(noted(folder, 1).verify().finding).toMatchObject({ kind: "head-missing" });
    writeFileSync(head, text);
    for (const end of ["", "-wal", "-shm"]) rmSync(log + end, { force: true });
    expect(open(folder).verify().finding).toMatchObject({ kind: "truncated", row: 1 });
  });

  it("is one chain when 6 processes write at once, and after some are killed", async () => {
    const folder = temporaryFolder();
    const printed: string[] = [];
    const start = (name: string) => {
      const child = spawn(process.execPath, [WRITER, folder, name, "20"], { stdio: ["ignore", "pipe", "inherit"] });
      child.stdout.setEncoding("utf8").on("data", (text: string) => printed.push(...text.split("\n").filter(Boolean)));
      return { child, end: once(child, "close") };
    };
    const writers = Array.from("abcdef", start);
    await once(writers[0]!.child.stdout, "data");
    writers[0]!.child.kill("SIGKILL");
    writers[1]!.child.kill("SIGKILL");
    await Promise.all(writers.map(({ end }) => end));
    const log = open(folder);
    const subjects = log.list({ limit: 999 }).map(({ subject }) => subject);
    expect(subjects.length).toBeGreaterThanOrEqual(80);
    expect(printed.filter((name) => !subjects.includes(name))).toEqual([]);
    expect(log.verify()).toMatchObject({ rows: subjects.length, finding: null });
  });

  it("stays one chain while 4 processes rotate it, one of which is killed", async () => {
    const folder = temporaryFolder();
    const printed: string[] = [];
    const writers = Array.from("abcd", (name) => {
      const child = spawn(process.execPath, [WRITER, folder, name, "20", "8"], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      child.stdout.setEncoding("utf8").on("data", (text: string) => printed.push(...text.split("\n").filter(Boolean)));
      return { child, end: once(child, "close") };
    });
    await once(writers[0]!.child.stdout, "data");
    writers[0]!.child.kill("SIGKILL");
    await Promise.all(writers.map(({ end }) => end));
    const log = open(folder, [], { size: { rows: 8, batch: 4, archives: 99 } });
    const subjects = log.list({ limit: 999, kind: "secret" }).map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect(printed.filter((name) => !subjects.includes(name))).toEqual([]);
    expect(readdirSync(auditPaths(folder).archives).length).toBeGreaterThan(10);
    expect(log.verify()).toMatchObject({ first: 1, finding: null });
  });

  it("is an error for a credential, and one warning for everything else, when it can't be written", () => {
    const folder = join(temporaryFolder(), "home");
    mkdirSync(folder);
    writeFileSync(auditPaths(folder).log, "not a database, and long enough to be taken for one".repeat(40));
    chmodSync(auditPaths(folder).log, 0o600);
    const failures: string[] = [];
    const log = open(folder, failures);
    const error = thrown(() => log.record({ action: "secret.read", subject: "A_KEY", outcome: "ok" }));
    expect([error.code, error.message]).toEqual(["BACKSIGHT_AUDIT", expect.stringContaining("secret.read of A_KEY")]);
    log.record({ action: "data.read", subject: "x", outcome: "ok" });
    log.record({ action: "data.read", subject: "y", outcome: "ok" });
    expect(failures).toEqual([expect.stringMatching(/^the audit log \S+ couldn't note data\.read of x: .*\.$/)]);
    const strict = open(folder, failures, { isRequired: true });
    const refused = thrown(() => strict.record({ action: "data.read", subject: "x", outcome: "ok" }));
    expect([refused.code, failures.length]).toEqual(["BACKSIGHT_AUDIT", 1]);
  });
});

describe("audited", () => {
  it("notes how the work ended, and passes on what it gives or throws", async () => {
    const events: unknown[] = [];
    const trail = { record: (event: unknown) => void events.push(event) };
    const event = { action: "data.fetch", subject: "SPY" } as const;
    expect(await audited(trail, event, () => 7)).toBe(7);
    const failure = Object.assign(new Error("no"), { code: "BACKSIGHT_NETWORK" });
    await expect(audited(trail, event, () => Promise.reject(failure))).rejects.toBe(failure);
    await expect(audited(trail, event, () => Promise.reject("odd"))).rejects.toBe("odd");
    expect(events).toEqual(["ok", "BACKSIGHT_NETWORK", "failed"].map((outcome) => ({ ...event, outcome })));
  });
});
