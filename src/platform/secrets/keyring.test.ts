import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { neededKeyring, openKeyring } from "./keyring.ts";

type Read = (service: string, name: string) => string | null;
type Write = (service: string, name: string, value: string | null) => void;

/** The package's class, as far as it is used. */
const packageOf =
  (read: Read, write: Write = () => {}) =>
  async () => ({
    Entry: class {
      private readonly names: readonly [string, string];
      constructor(service: string, name: string) {
        this.names = [service, name];
      }
      getPassword(): string | null {
        return read(...this.names);
      }
      setPassword(value: string): void {
        write(...this.names, value);
      }
      deletePassword(): boolean {
        write(...this.names, null);
        return true;
      }
    },
  });

describe("openKeyring", () => {
  it("keeps and removes values under the service backsight", async () => {
    const kept = new Map<string, string>();
    const read: Read = (service, name) => kept.get(`${service}/${name}`) ?? null;
    const write: Write = (service, name, value) => {
      if (value === null) kept.delete(`${service}/${name}`);
      else kept.set(`${service}/${name}`, value);
    };
    const keyring = neededKeyring(await openKeyring(packageOf(read, write)));
    keyring.write("A_KEY", "canary");
    expect([...kept]).toEqual([["backsight/A_KEY", "canary"]]);
    expect([keyring.read("A_KEY"), keyring.remove("A_KEY"), keyring.remove("A_KEY")]).toEqual(["canary", true, false]);
    expect(kept.size).toBe(0);
  });

  it("says so when it can't keep or remove, and which package is missing", async () => {
    const locked = () => {
      throw new Error("locked");
    };
    const keyring = neededKeyring(await openKeyring(packageOf(locked, locked)));
    for (const work of [() => keyring.write("A_KEY", "canary"), () => keyring.remove("A_KEY")]) {
      const error = thrown(work);
      expect([error.code, error.message.includes("canary")]).toEqual(["BACKSIGHT_SECRET_KEYRING", false]);
      expect(error.message).toContain("A_KEY: locked");
    }
    expect(thrown(() => neededKeyring(null))).toMatchObject({ code: "BACKSIGHT_MISSING_PACKAGE" });
  });

  it("reads what stands under the service backsight", async () => {
    const kept = packageOf((service, name) => (service === "backsight" && name === "A_KEY" ? "canary" : null));
    const keyring = await openKeyring(kept);
    expect([keyring?.read("A_KEY"), keyring?.read("B_KEY")]).toEqual(["canary", null]);
  });

  it("is none without the package, and empty where the system has no keyring", async () => {
    const reasons: string[] = [];
    const none = await openKeyring(
      () => Promise.reject(new Error("not installed")),
      (reason) => reasons.push(reason),
    );
    expect(none).toBeNull();
    const broken = packageOf(() => {
      throw new Error("no desktop");
    });
    expect((await openKeyring(broken, (reason) => reasons.push(reason)))?.read("A_KEY")).toBeNull();
    expect(reasons).toEqual(["not installed", "no desktop"]);
  });
});
