import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import {
  projectFolder,
  projectPlaces,
  trialLedgerPath,
  type UserSurroundings,
  userDataFolder,
} from "./user-folders.ts";

function surroundings(platform: string, env: UserSurroundings["env"], home = "/home/ann"): UserSurroundings {
  return { env, platform, home: () => home };
}

describe("userDataFolder", () => {
  it("is BACKSIGHT_HOME wherever that is set", () => {
    for (const platform of ["linux", "darwin", "win32"]) {
      expect(userDataFolder(surroundings(platform, { BACKSIGHT_HOME: "/data/b", XDG_DATA_HOME: "/x" }))).toBe(
        "/data/b",
      );
    }
    expect(userDataFolder(surroundings("linux", { BACKSIGHT_HOME: "b" }))).toBe(resolve("b"));
    expect(userDataFolder(surroundings("linux", { BACKSIGHT_HOME: "" }))).toBe("/home/ann/.local/share/backsight");
  });

  it("follows each system's custom", () => {
    expect(userDataFolder(surroundings("linux", {}))).toBe("/home/ann/.local/share/backsight");
    expect(userDataFolder(surroundings("freebsd", { XDG_DATA_HOME: "/x" }))).toBe("/x/backsight");
    expect(userDataFolder(surroundings("linux", { XDG_DATA_HOME: "x" }))).toBe("/home/ann/.local/share/backsight");
    expect(userDataFolder(surroundings("darwin", {}, "/Users/ann"))).toBe(
      "/Users/ann/Library/Application Support/Backsight",
    );
    expect(userDataFolder(surroundings("win32", { LOCALAPPDATA: "D:\\Local" }))).toBe("D:\\Local\\Backsight");
    expect(userDataFolder(surroundings("win32", {}, "C:\\Users\\ann"))).toBe(
      "C:\\Users\\ann\\AppData\\Local\\Backsight",
    );
  });

  it("asks for BACKSIGHT_HOME where the user has no home", () => {
    const homeless = surroundings("linux", {});
    const failing = {
      ...homeless,
      home: () => {
        throw new Error("no entry");
      },
    };
    for (const where of [failing, { ...homeless, home: () => "" }]) {
      const error = thrown(() => userDataFolder(where));
      expect(error.code).toBe("BACKSIGHT_USAGE");
      expect(error.message).toContain("Set BACKSIGHT_HOME");
    }
  });

  it("holds the trial ledger", () => {
    expect(trialLedgerPath(surroundings("linux", { BACKSIGHT_HOME: "/data/b" }))).toBe("/data/b/trials.db");
  });
});

describe("projectFolder", () => {
  it("is the nearest folder upwards with a config.yaml", () => {
    const root = temporaryFolder();
    const inner = join(root, "a", "b", "c");
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(root, "config.yaml"), "");
    expect(projectFolder(inner)).toBe(root);
    expect(projectFolder(root)).toBe(root);
    writeFileSync(join(root, "a", "b", "config.yaml"), "");
    expect(projectFolder(inner)).toBe(join(root, "a", "b"));
  });

  it("is the folder itself without one", () => {
    const folder = temporaryFolder();
    expect(projectFolder(folder)).toBe(folder);
    expect(projectPlaces(folder)).toEqual({
      root: folder,
      results: join(folder, ".backsight", "runs.db"),
      reports: join(folder, ".backsight", "reports"),
    });
  });
});
