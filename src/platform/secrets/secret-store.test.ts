import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { BacksightError } from "../../core/errors.ts";
import type { AuditEvent } from "../audit/audit-row.ts";
import type { Keyring } from "./keyring.ts";
import { Secret } from "./secret.ts";
import { openSecretStore, type SecretSurroundings } from "./secret-store.ts";

interface World {
  readonly env?: Record<string, string>;
  readonly folder?: string;
  readonly keyring?: Record<string, string>;
  /** What a person at a terminal types, one after the other; without it there is no terminal. */
  readonly typed?: string[];
}

function keyringOver(kept: Record<string, string>): Keyring {
  return {
    read: (name) => kept[name] ?? null,
    write: (name, value) => void Object.assign(kept, { [name]: value }),
    remove: (name) => Object.hasOwn(kept, name) && delete kept[name],
  };
}

function open({ env = {}, folder = temporaryFolder(), keyring, typed }: World = {}) {
  const events: AuditEvent[] = [];
  const asked: string[] = [];
  const surroundings: SecretSurroundings = {
    folder,
    env,
    trail: { record: (event) => void events.push(event) },
    clock: () => Date.UTC(2026, 0, 2),
    openKeyring: async () => (keyring === undefined ? null : keyringOver(keyring)),
    canAsk: () => typed !== undefined,
    ask: async (question, what, advice) => {
      const answer = typed?.shift();
      if (answer === undefined) throw new BacksightError("BACKSIGHT_SECRET_PROMPT", { what, advice });
      asked.push(question);
      return answer;
    },
  };
  return { store: openSecretStore(surroundings), events, asked, folder };
}

const API = "MASSIVE_API_KEY";

describe("openSecretStore", () => {
  it("looks in the environment, then the key file, then the keyring, under every name", async () => {
    const folder = temporaryFolder();
    const mounted = join(folder, "mounted");
    writeFileSync(mounted, "canary-mounted\n");
    await open({ folder }).store.set("POLYGON_API_KEY", new Secret("canary-kept"), true);
    const found = async (world: World) => (await open({ folder, ...world }).store.find(API))?.reveal();
    const keyring = { POLYGON_API_KEY: "canary-ring" };
    expect(await found({ env: { MASSIVE_API_KEY: "canary-1", POLYGON_API_KEY: "canary-2" }, keyring })).toBe(
      "canary-1",
    );
    expect(await found({ env: { MASSIVE_API_KEY: "", POLYGON_API_KEY: "canary-2" }, keyring })).toBe("canary-2");
    expect(await found({ env: { MASSIVE_API_KEY_FILE: mounted }, keyring })).toBe("canary-mounted");
    expect(await found({ keyring })).toBe("canary-kept");
    expect(await found({ folder: temporaryFolder(), keyring })).toBe("canary-ring");
    expect(await found({ folder: temporaryFolder() })).toBeUndefined();
  });

  it("notes every access before the value is given, and gives none when it can't be noted", async () => {
    const { store, events } = open({ env: { MASSIVE_API_KEY: "canary-env" } });
    await store.get(API);
    await expect(store.get("MASSIVE_FLATFILES_ACCESS_KEY_ID")).rejects.toMatchObject({
      code: "BACKSIGHT_SECRET_MISSING",
    });
    store.list();
    expect(store.remove("A_KEY")).toBe(false);
    expect(events.map(({ action, subject, outcome, detail }) => [action, subject, outcome, detail])).toEqual([
      ["secret.read", API, "ok", "environment"],
      ["secret.read", "MASSIVE_FLATFILES_ACCESS_KEY_ID", "absent", ""],
      ["secret.list", "all", "ok", undefined],
      ["secret.remove", "A_KEY", "absent", undefined],
    ]);
    const deaf = openSecretStore({
      folder: temporaryFolder(),
      env: { MASSIVE_API_KEY: "canary-env" },
      trail: {
        record: () => {
          throw new Error("disk full");
        },
      },
      clock: () => 0,
      openKeyring: async () => null,
    });
    await expect(deaf.get(API)).rejects.toThrow("disk full");
  });

  it("lists every place, says which isn't used, and asks for no passphrase", async () => {
    const { store } = open({ env: { POLYGON_API_KEY: "canary-env" } });
    await store.set(API, new Secret("canary-kept"), true);
    await store.set("OTHER_KEY", new Secret("canary-other"));
    const setAt = "2026-01-02T00:00:00.000Z";
    expect(store.list()).toEqual([
      { name: "POLYGON_API_KEY", source: "environment", setAt: null, isShadowed: false },
      { name: API, source: "key file", setAt, isShadowed: true },
      { name: "OTHER_KEY", source: "key file", setAt, isShadowed: false },
    ]);
  });

  it("keeps one in the keyring, lists it there, and removes it", async () => {
    const keyring: Record<string, string> = {};
    const { store, events, folder } = open({ keyring });
    expect(await store.setInKeyring(API, new Secret("canary-ring"))).toBe(false);
    expect(await store.setInKeyring(API, new Secret("canary-next"))).toBe(true);
    expect(keyring).toEqual({ [API]: "canary-next" });
    const setAt = "2026-01-02T00:00:00.000Z";
    expect(store.list()).toEqual([{ name: API, source: "keyring", setAt, isShadowed: false }]);
    expect((await store.get(API)).reveal()).toBe("canary-next");
    expect(readFileSync(join(folder, "keyring-names.json"), "utf8")).not.toContain("canary");
    await store.set(API, new Secret("canary-file"), true);
    expect(store.list().map(({ source, isShadowed }) => [source, isShadowed])).toEqual([
      ["key file", false],
      ["keyring", true],
    ]);
    expect([await store.removeFromKeyring(API), await store.removeFromKeyring(API)]).toEqual([true, false]);
    expect([keyring, store.list().map(({ source }) => source)]).toEqual([{}, ["key file"]]);
    expect(events.filter(({ detail }) => detail === "keyring").map(({ action }) => action)).toEqual([
      "secret.set",
      "secret.set",
      "secret.read",
      "secret.remove",
      "secret.remove",
    ]);
    const none = await open()
      .store.setInKeyring(API, new Secret("canary-ring"))
      .catch((error: unknown) => error);
    expect(none).toMatchObject({ code: "BACKSIGHT_MISSING_PACKAGE" });
  });

  it("finds one or makes it, once", async () => {
    const { store, folder } = open({ env: { BACKSIGHT_PASSPHRASE: "correct horse" } });
    let count = 0;
    const make = () => new Secret(`canary-made-${++count}`);
    const [first, second] = await Promise.all([store.findOrMake("A_KEY", make), store.findOrMake("A_KEY", make)]);
    expect(first.reveal()).toBe(second.reveal());
    const later = open({ env: { BACKSIGHT_PASSPHRASE: "correct horse" }, folder });
    expect((await later.store.findOrMake("A_KEY", make)).reveal()).toBe(first.reveal());
    const given = open({ env: { A_KEY: "canary-env" } });
    expect((await given.store.findOrMake("A_KEY", make)).reveal()).toBe("canary-env");
  });

  it("asks for a new passphrase twice, for a known one once", async () => {
    const { store, folder, asked } = open({ typed: ["correct horse", "correct horse"] });
    await store.set(API, new Secret("canary-kept"));
    expect(asked).toEqual(["A passphrase for the key file: ", "The same again: "]);
    const later = open({ folder, typed: ["correct horse"] });
    expect((await later.store.get(API)).reveal()).toBe("canary-kept");
    await later.store.set("OTHER_KEY", new Secret("canary-other"));
    expect(later.asked).toHaveLength(1);
    await expect(
      open({ typed: ["correct horse", "correct house"] }).store.set(API, new Secret("canary-kept")),
    ).rejects.toThrow("differ");
    await expect(open({ typed: ["short", "short"] }).store.set(API, new Secret("canary-kept"))).rejects.toThrow(
      "at least 8",
    );
  });

  it("never asks where there is no terminal: a typed error says what to set", async () => {
    const { store, folder } = open({ env: { BACKSIGHT_PASSPHRASE: "correct horse" } });
    await store.set(API, new Secret("canary-kept"));
    for (const work of [
      () => open({ folder }).store.get(API),
      () => open({ folder }).store.rotate(),
      () => open().store.set(API, new Secret("canary-kept")),
    ]) {
      const error = await work().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: "BACKSIGHT_SECRET_PROMPT",
        message: expect.stringContaining("BACKSIGHT_PASSPHRASE"),
      });
    }
  });

  it("rotates to the passphrase of the environment, of the prompt, to a machine key, or keeps how it is opened", async () => {
    const folder = temporaryFolder();
    const old = { BACKSIGHT_PASSPHRASE: "correct horse" };
    await open({ folder, env: old }).store.set(API, new Secret("canary-kept"));
    const salt = () =>
      (JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")) as { unlocking: { salt: string } }).unlocking.salt;
    const before = salt();
    expect(await open({ folder, env: old }).store.rotate()).toEqual({ count: 1, opensBy: "passphrase" });
    expect(salt()).not.toBe(before);
    await open({ folder, env: { ...old, BACKSIGHT_NEW_PASSPHRASE: "battery staple" } }).store.rotate();
    await expect(open({ folder, env: old }).store.get(API)).rejects.toMatchObject({ code: "BACKSIGHT_SECRET_LOCKED" });
    await open({ folder, typed: ["battery staple", "third phrase", "third phrase"] }).store.rotate();
    await open({ folder, typed: ["third phrase"] }).store.rotate(true);
    expect((await open({ folder }).store.get(API)).reveal()).toBe("canary-kept");
    await expect(open().store.rotate()).rejects.toThrow("nothing to rotate");
  });

  it.each([
    ["", "no value"],
    ["short", "shorter than 8"],
    ["canary\nwith lines", "line breaks"],
    [" canary-with-space", "a space"],
    ["canary".repeat(900), "longer than 4096"],
  ])("refuses the value %j without showing it", async (value, says) => {
    const error: unknown = await Promise.resolve()
      .then(() => open().store.set(API, new Secret(value), true))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "BACKSIGHT_USAGE", message: expect.stringContaining(says) });
    expect(JSON.stringify(error)).not.toContain("canary");
  });

  it.each(["massive", "AWS_SECRET_ACCESS_KEY", "BACKSIGHT_PASSPHRASE", "A", "canary1Zx93Kq7LmVt20RbWyUoPn"])(
    "refuses the name %s, and doesn't repeat what may be a value",
    async (name) => {
      const error: unknown = await open()
        .store.find(name)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "BACKSIGHT_USAGE" });
      expect(String(error)).not.toContain("canary");
    },
  );
});
