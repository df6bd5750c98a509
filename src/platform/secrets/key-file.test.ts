import { createDecipheriv, scryptSync } from "node:crypto";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { type Opener, openKeyFile } from "./key-file.ts";
import type { KeyFileContent } from "./key-file-format.ts";

const AT = "2026-01-02T03:04:05.000Z";
const MACHINE: Opener = { by: "machine-key" };
const PHRASE: Opener = { by: "passphrase", passphrase: "correct horse" };

const contentOf = (folder: string) => JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")) as KeyFileContent;
const change = (folder: string, by: (content: KeyFileContent) => unknown) =>
  writeFileSync(join(folder, "keys.json"), JSON.stringify(by(contentOf(folder))), { mode: 0o600 });

/** Looks right; nothing in it can be opened. */
const UNDER_PASSPHRASE: KeyFileContent = {
  format: "backsight-keys",
  version: 1,
  unlocking: { by: "passphrase", kdf: "scrypt", N: 32768, r: 8, p: 1, salt: "AAAAAAAAAAAAAAAAAAAAAA==" },
  check: "AAAA",
  entries: { A_KEY: { setAt: AT, sealed: "AAAA" } },
};

describe("openKeyFile", () => {
  it("keeps, lists, gives, replaces and removes", () => {
    const folder = temporaryFolder();
    const file = openKeyFile(folder);
    expect([file.opensBy(), file.list(), file.read("A_KEY", MACHINE), file.remove("A_KEY")]).toEqual([
      null,
      [],
      null,
      false,
    ]);
    expect(readdirSync(folder)).toEqual([]);
    expect(file.set("B_KEY", "canary-b", AT, MACHINE)).toBe(false);
    expect(file.set("A_KEY", "canary-a", AT, MACHINE)).toBe(false);
    expect(file.set("A_KEY", "canary-é", AT, MACHINE)).toBe(true);
    expect(file.list()).toEqual(["A_KEY", "B_KEY"].map((name) => ({ name, setAt: AT })));
    const again = openKeyFile(folder);
    expect([again.read("A_KEY", MACHINE), again.read("B_KEY", MACHINE)]).toEqual(["canary-é", "canary-b"]);
    expect([again.remove("B_KEY"), again.remove("B_KEY"), again.read("toString", MACHINE)]).toEqual([
      true,
      false,
      null,
    ]);
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), "latin1")).not.toContain("canary");
  });

  it("is AES-256-GCM under scrypt, as anything else can open it", () => {
    const folder = temporaryFolder();
    openKeyFile(folder).set("A_KEY", "canary-a", AT, PHRASE);
    const { unlocking, entries } = contentOf(folder);
    if (unlocking.by !== "passphrase") throw new Error("not by passphrase");
    const { N, r, p, salt } = unlocking;
    expect({ N, r, p }).toEqual({ N: 131072, r: 8, p: 1 });
    const key = scryptSync("correct horse", Buffer.from(salt, "base64"), 32, { N, r, p, maxmem: 2 ** 28 });
    const bytes = Buffer.from(entries.A_KEY!.sealed, "base64");
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    const header = `{"N":131072,"by":"passphrase","kdf":"scrypt","p":1,"r":8,"salt":"${salt}"}`;
    decipher.setAAD(Buffer.from(`["backsight-keys",1,${header},"A_KEY","${AT}"]`));
    decipher.setAuthTag(bytes.subarray(-16));
    expect(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString()).toBe("canary-a");
  });

  it("belongs to its owner alone, and is refused when it doesn't", () => {
    const folder = temporaryFolder();
    const file = openKeyFile(folder);
    file.set("A_KEY", "canary-a", AT, MACHINE);
    const secretFiles = readdirSync(folder).filter((name) => !name.startsWith("keys.lock"));
    expect(secretFiles.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600]);
    for (const name of secretFiles) {
      chmodSync(join(folder, name), 0o640);
      const error = thrown(() => file.read("A_KEY", MACHINE));
      expect([error.code, error.message]).toEqual(["BACKSIGHT_SECRET_FILE", expect.stringContaining("mode 640")]);
      chmodSync(join(folder, name), 0o600);
    }
    expect(file.read("A_KEY", MACHINE)).toBe("canary-a");
  });

  it("says a wrong passphrase in one line, and changes nothing", () => {
    const folder = temporaryFolder();
    openKeyFile(folder).set("A_KEY", "canary-a", AT, PHRASE);
    const before = readFileSync(join(folder, "keys.json"), "utf8");
    const wrong: Opener = { by: "passphrase", passphrase: "correct horses" };
    const file = openKeyFile(folder);
    for (const work of [
      () => file.read("A_KEY", wrong),
      () => file.set("B_KEY", "canary-b", AT, wrong),
      () => file.rotate(wrong, PHRASE),
    ]) {
      const error = thrown(work);
      expect(error.code).toBe("BACKSIGHT_SECRET_LOCKED");
      expect(error.message).toMatch(/^the key file \S+ stays closed: the passphrase is wrong\. [^\n]+$/);
    }
    expect(readFileSync(join(folder, "keys.json"), "utf8")).toBe(before);
  });

  it("notices what was changed, moved to another name or time, or cut", () => {
    const folder = temporaryFolder();
    const file = openKeyFile(folder);
    file.set("A_KEY", "canary-a", AT, MACHINE);
    file.set("B_KEY", "canary-b", AT, MACHINE);
    const { entries } = contentOf(folder);
    const [a, b] = [entries.A_KEY!, entries.B_KEY!];
    const flipped = Buffer.from(a.sealed, "base64");
    flipped[14] = flipped[14]! ^ 1;
    for (const entry of [
      b,
      { ...a, setAt: "2026-01-02T03:04:05.001Z" },
      { ...a, sealed: flipped.toString("base64") },
      { ...a, sealed: a.sealed.slice(0, 20) },
    ]) {
      change(folder, (content) => ({ ...content, entries: { ...entries, A_KEY: entry } }));
      expect(thrown(() => file.read("A_KEY", MACHINE)).message).toContain("the entry A_KEY was changed");
    }
  });

  it.each<[string, (content: KeyFileContent) => unknown]>([
    ["isn't a key file", () => ({ hello: 1 })],
    ["newer Backsight (version 2)", (content) => ({ ...content, version: 2 })],
    ["how it is unlocked", (content) => ({ ...content, unlocking: { ...content.unlocking, N: 1024 } })],
    ["how it is unlocked", (content) => ({ ...content, unlocking: { ...content.unlocking, N: 2 ** 30 } })],
    [
      "how it is unlocked",
      (content) => ({ ...content, unlocking: { by: "machine-key", id: "../../x", salt: "AAAA" } }),
    ],
    ["the entry A_KEY", (content) => ({ ...content, entries: { A_KEY: 1 } })],
    ["its entries", (content) => ({ ...content, entries: [] })],
  ])("says that %s", (says, damage) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "keys.json"), JSON.stringify(UNDER_PASSPHRASE), { mode: 0o600 });
    change(folder, damage);
    const error = thrown(() => openKeyFile(folder).list());
    expect([error.code, error.message]).toEqual(["BACKSIGHT_SECRET_FILE", expect.stringContaining(says)]);
  });

  it("rotates to a new passphrase, a new machine key and back; the old ones open nothing", () => {
    const folder = temporaryFolder();
    const file = openKeyFile(folder);
    const next: Opener = { by: "passphrase", passphrase: "battery staple" };
    file.set("A_KEY", "canary-a", AT, PHRASE);
    const first = contentOf(folder);
    expect(file.rotate(PHRASE, next)).toBe(1);
    expect(thrown(() => file.read("A_KEY", PHRASE)).code).toBe("BACKSIGHT_SECRET_LOCKED");
    expect([file.read("A_KEY", next), file.list()]).toEqual(["canary-a", [{ name: "A_KEY", setAt: AT }]]);
    expect(contentOf(folder).unlocking).not.toEqual(first.unlocking);
    file.rotate(next, MACHINE);
    const keys = () => readdirSync(folder).filter((name) => name.endsWith(".key"));
    const [old] = keys();
    file.rotate(MACHINE, MACHINE);
    expect(keys()).toHaveLength(1);
    expect(keys()).not.toContain(old);
    expect(file.read("A_KEY", MACHINE)).toBe("canary-a");
  });

  it("says when the machine key is gone, and isn't disturbed by one that a killed rotation left", () => {
    const folder = temporaryFolder();
    const file = openKeyFile(folder);
    file.set("A_KEY", "canary-a", AT, MACHINE);
    const name = readdirSync(folder).find((one) => one.endsWith(".key"))!;
    writeFileSync(join(folder, "keys-00000000.key"), "AAAA\n", { mode: 0o600 });
    expect(file.read("A_KEY", MACHINE)).toBe("canary-a");
    file.rotate(MACHINE, MACHINE);
    expect([existsSync(join(folder, "keys-00000000.key")), existsSync(join(folder, name))]).toEqual([false, false]);
    chmodSync(join(folder, "keys.json"), 0o600);
    const used = readdirSync(folder).find((one) => one.endsWith(".key"))!;
    writeFileSync(join(folder, used), "AAAA\n");
    expect(thrown(() => openKeyFile(folder).read("A_KEY", MACHINE)).message).toContain("is another one");
  });
});
