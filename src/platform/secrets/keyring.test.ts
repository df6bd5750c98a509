import { describe, expect, it } from "vitest";
import { openKeyring } from "./keyring.ts";

/** The package's class, as far as it is used. */
const packageOf = (read: (service: string, name: string) => string | null) => async () => ({
  Entry: class {
    private readonly names: readonly [string, string];
    constructor(service: string, name: string) {
      this.names = [service, name];
    }
    getPassword(): string | null {
      return read(...this.names);
    }
  },
});

describe("openKeyring", () => {
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
