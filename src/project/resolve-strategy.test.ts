import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { LIBRARY_TABLE } from "../strategy/library-table.ts";
import { StrategyFactory } from "../strategy/strategy-factory.ts";
import { isStrategyPath, resolveStrategy, strategyOfReference } from "./resolve-strategy.ts";

const FILE = `import { defineStrategy } from "backsight";
export default defineStrategy({ name: "mine", signals: ({ close }) => ({ entries: close.gt(10) }) });
`;

it("isStrategyPath tells files from names", () => {
  for (const path of ["a.ts", "a.js", "a.mts", "a.mjs", "./a", "dir/a", `dir${sep}a`, "/a"]) {
    expect([path, isStrategyPath(path)]).toEqual([path, true]);
  }
  for (const name of ["sma-cross", "a.tsx", "ts", "my.strategy", "js-rule"]) {
    expect([name, isStrategyPath(name)]).toEqual([name, false]);
  }
});

describe("resolveStrategy", () => {
  it("finds every ready one by its name", async () => {
    const references = await Promise.all(Object.keys(LIBRARY_TABLE).map(resolveStrategy));
    expect(references.map(({ strategy }) => strategy.name)).toEqual(Object.keys(LIBRARY_TABLE));
    for (const { reference } of references) {
      expect(reference).toMatchObject({ source: "library", codeHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(reference.url).toBeUndefined();
    }
    expect(new Set(references.map(({ reference }) => reference.codeHash)).size).toBe(references.length);
  });

  it("loads a file, and says where it is", async () => {
    const folder = projectFolder({ "mine.ts": FILE });
    const { strategy, reference } = await resolveStrategy("mine.ts");
    expect(strategy.name).toBe("mine");
    const url = pathToFileURL(join(folder, "mine.ts")).href;
    expect(reference).toMatchObject({ source: "file", name: "mine", url, codeHash: expect.any(String) });
  });

  it("finds what this program registered, which lives in no file", async () => {
    const make = (level: number) =>
      level === 10
        ? defineStrategy({ name: "registered", signals: ({ close }) => ({ entries: close.gt(10) }) })
        : defineStrategy({ name: "registered", signals: ({ close }) => ({ entries: close.gt(20) }) });
    StrategyFactory.register(make(10));
    const { reference } = await resolveStrategy("registered");
    expect(reference).toMatchObject({ source: "inline", name: "registered" });
    StrategyFactory.register(make(20));
    expect((await resolveStrategy("registered")).reference.codeHash).not.toBe(reference.codeHash);
  });

  it("names the nearest one for a mistyped name", async () => {
    await expect(resolveStrategy("sma-crss")).rejects.toMatchObject({
      code: "BACKSIGHT_STRATEGY_UNKNOWN",
      message: expect.stringContaining('Did you mean "sma-cross"?'),
    });
    for (const name of ["constructor", "__proto__", "toString"]) {
      await expect(resolveStrategy(name)).rejects.toMatchObject({ code: "BACKSIGHT_STRATEGY_UNKNOWN" });
    }
  });
});

describe("strategyOfReference", () => {
  it("finds ready ones and files again", async () => {
    projectFolder({ "été 50%.ts": FILE });
    for (const name of ["sma-cross", "./été 50%.ts"]) {
      const { strategy, reference } = await resolveStrategy(name);
      const again = await strategyOfReference(reference, "run");
      expect(again.strategy).toBe(strategy);
      expect(again.reference).toEqual(reference);
    }
  });

  it("refuses what lived in no file", async () => {
    const reference = { source: "inline", name: "mine", codeHash: "c" } as const;
    await expect(strategyOfReference(reference, "run1")).rejects.toMatchObject({
      code: "BACKSIGHT_RERUN",
      message: expect.stringMatching(/run run1 .*"mine" was defined inline.*Move it to a file/),
    });
  });

  it("says when the file is gone", async () => {
    const folder = projectFolder();
    const url = pathToFileURL(join(folder, "gone.ts")).href;
    const loading = strategyOfReference({ source: "file", name: "mine", url, codeHash: "c" }, "run1");
    await expect(loading).rejects.toMatchObject({ code: "BACKSIGHT_FILE_NOT_FOUND" });
  });
});
