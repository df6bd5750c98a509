import { describe, expect, it } from "vitest";
import { killSweeps } from "../support/killed-sweeps.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("a sweep that is killed at random moments", () => {
  it("ends with the bytes of one that nobody killed, and counts nothing twice", { timeout: 180_000 }, async () => {
    const { killed, ended, damage } = await killSweeps({ folder: temporaryFolder(), kills: 8, seed: 5 });
    expect(damage).toEqual([]);
    expect(killed).toBe(8);
    expect(ended).toBeGreaterThanOrEqual(1);
  });
});
