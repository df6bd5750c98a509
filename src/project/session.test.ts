import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { listing } from "../../test/support/cli.ts";
import { projectFolder } from "../../test/support/project-folder.ts";
import { runDetail } from "../../test/support/run-detail.ts";
import { thrown } from "../../test/support/thrown.ts";
import { unprivileged } from "../../test/support/unprivileged.ts";
import { openRunStore } from "../store/run-store.ts";
import { openSession, type SessionOptions } from "./session.ts";

function open(options?: SessionOptions) {
  const session = openSession(options);
  onTestFinished(() => session.close());
  return session;
}

describe("openSession", () => {
  it("finds the project around the current folder, and makes nothing by looking", async () => {
    const folder = projectFolder({ "config.yaml": "backtesting: { initial_capital: 5 }", "below/deep/keep.txt": "" });
    const before = listing(folder);
    process.chdir(join(folder, "below/deep"));
    const session = open();
    expect(session.places.root).toBe(folder);
    expect(session.db).toBe(join(folder, ".backsight/runs.db"));
    expect(await session.existingStore()).toBeNull();
    const path = join(folder, "config.yaml");
    expect(await session.config()).toEqual({ path, config: { backtesting: { initial_capital: 5 } } });
    expect(listing(folder)).toEqual(before);
  });

  it("has no configuration where there is none, and asks for a named one", async () => {
    projectFolder();
    expect(await open().config()).toBeNull();
    await expect(open({ config: "none.yaml" }).config()).rejects.toMatchObject({ code: "BACKSIGHT_FILE_NOT_FOUND" });
  });

  it.each(["", "  ", ":memory:"])("refuses %j as a store: what is kept there would be gone at the end", (db) => {
    projectFolder();
    const error = thrown(() => openSession({ db }));
    expect(error.code).toBe("BACKSIGHT_USAGE");
    expect(error.message).toBe(`--db "${db}" names no file. Name one, or leave it out.`);
  });

  it("opens one store, where --db says, when something is kept", async () => {
    const folder = projectFolder();
    const session = open({ db: "results/mine.db" });
    const store = await session.store();
    expect(await session.store()).toBe(store);
    expect(await session.existingStore()).toBe(store);
    store.save(runDetail("run1"));
    expect(existsSync(join(folder, "results/mine.db"))).toBe(true);
    expect(existsSync(join(folder, ".backsight"))).toBe(false);
    expect((await open({ db: "results/mine.db" }).existingStore())?.find("last")).toBe("run1");
  });

  it("has the key of encrypted results before anything is computed", async () => {
    projectFolder({ "config.yaml": "results: { encrypt: true }" });
    vi.stubEnv("BACKSIGHT_PASSPHRASE", undefined);
    await expect(open().ports(true)).rejects.toMatchObject({ code: "BACKSIGHT_SECRET_PROMPT" });
    vi.stubEnv("BACKSIGHT_PASSPHRASE", "a passphrase of the test");
    const session = open();
    await session.ports(true);
    (await session.store()).save(runDetail("run1"));
    expect((await open().existingStore())?.holdsSealed()).toBe(true);
    expect((await open().existingStore())?.load("run1").record.id).toBe("run1");
    expect(thrown(() => openRunStore(session.db).load("run1")).code).toBe("BACKSIGHT_RESULT_SEALED");
    vi.unstubAllEnvs();
  });

  it("counts trials in the user's folder, unless nothing is to be kept", async () => {
    const folder = projectFolder();
    expect((await open({ store: false }).ports()).trials).toBeUndefined();
    expect(existsSync(join(folder, "home"))).toBe(false);
    const session = open();
    const ports = await session.ports();
    expect(await session.ports()).toBe(ports);
    expect(ports.trials).toBeDefined();
    expect(existsSync(join(folder, "home/trials.db"))).toBe(true);
  });

  it("counts no trial of a run that its store wouldn't take", async () => {
    const folder = projectFolder({ "taken/inside.txt": "" });
    const query = { family: "f", instruments: ["X"], from: 0, to: 1 };
    const trial = {
      ...query,
      key: "a".repeat(64),
      strategy: "s",
      sharpe: null,
      periods: 1,
      at: "2024-01-01T00:00:00Z",
    };
    const session = open({ db: "taken" });
    const { trials } = await session.ports(true);
    expect(thrown(() => trials!.record(trial)).code).toBe("BACKSIGHT_STORE");
    expect(thrown(() => trials!.recordAll([trial])).code).toBe("BACKSIGHT_STORE");
    expect(trials!.count(query).family).toBe(0);
    expect(listing(join(folder, "taken"))).toEqual(["inside.txt 0"]);

    // Who keeps nothing needs no store.
    (await session.ports()).trials!.record(trial);
    expect(trials!.count(query).family).toBe(1);
  });

  it.skipIf(process.platform === "win32")("asks a store that is there whether it may be written", async () => {
    const folder = projectFolder();
    (await open().store()).save(runDetail("run1"));
    const db = join(folder, ".backsight/runs.db");
    const session = open();
    const { trials } = await session.ports(true);
    const query = { family: "f", instruments: ["X"], from: 0, to: 1 };
    const trial = {
      ...query,
      key: "b".repeat(64),
      strategy: "s",
      sharpe: null,
      periods: 1,
      at: "2024-01-01T00:00:00Z",
    };
    chmodSync(folder, 0o755);
    chmodSync(db, 0o444);
    const error = thrown(() => unprivileged(() => trials!.record(trial)));
    expect([error.code, error.details.path]).toEqual(["BACKSIGHT_STORE", db]);
    expect(trials!.count(query).family).toBe(0);
    chmodSync(db, 0o644);
    const again = await open().ports(true);
    again.trials!.record(trial);
    expect(trials!.count(query).family).toBe(1);
  });

  it("refuses a log level that isn't there at once", () => {
    projectFolder();
    expect(thrown(() => openSession({ logLevel: "loud" })).code).toBe("BACKSIGHT_OPTION_UNKNOWN");
  });
});
