import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { BacksightError } from "../core/errors.ts";
import { sharpeRatio } from "../metrics/sharpe-ratio.ts";
import { BaseStrategy } from "../strategy/base-strategy.ts";
import { loadStrategyFile } from "./strategy-files.ts";

const HEAD = 'import { defineStrategy } from "backsight";\n';
const define = (name: string, level = "10") =>
  `defineStrategy({ name: "${name}", signals: ({ close }) => ({ entries: close.gt(${level}) }) });\n`;
const MINE = `${HEAD}export default ${define("mine")}`;

/** Loads `main`, the first of these files, in a folder of its own. */
async function load(files: Readonly<Record<string, string>>) {
  const [main] = Object.keys(files);
  return loadStrategyFile(join(projectFolder(files), main!));
}

describe("a file that holds a strategy", () => {
  it.each(["mine.ts", "mine.mts", "mine.js", "mine.mjs"])(
    "%s, whatever the nearest package.json says",
    async (name) => {
      for (const type of ["commonjs", "module", undefined]) {
        const { strategy, url } = await load({ [name]: MINE, "package.json": JSON.stringify({ name: "x", type }) });
        expect(strategy.name).toBe("mine");
        expect(url).toMatch(new RegExp(`^file:.*/${name}$`));
      }
    },
  );

  it("may stand in a folder with spaces, percent signs and letters of any script", async () => {
    expect((await load({ "50% été #1/мой.ts": MINE })).strategy.name).toBe("mine");
  });

  it("may export it under a name, when it is the only one", async () => {
    const { strategy } = await load({
      "a.ts": `${HEAD}export const level = 10;\nexport const it = ${define("named")}`,
    });
    expect(strategy.name).toBe("named");
  });

  it("may export a class", async () => {
    const text = `import { BaseStrategy } from "backsight";
export default class MyRule extends BaseStrategy {
  parameters = {};
  generateSignals({ close }) { return Array.from(close.values, (price) => (price > 10 ? 1 : 0)); }
}
`;
    expect((await load({ "rule.mjs": text })).strategy.params).toEqual({});
  });

  it("gets the very classes and functions of the running copy, from subpaths too", async () => {
    const folder = projectFolder({
      "seen.ts": `${MINE}export { BacksightError, BaseStrategy } from "backsight";\nexport { sharpeRatio } from "backsight/metrics";\n`,
    });
    const { url } = await loadStrategyFile(join(folder, "seen.ts"));
    const seen = (await import(url)) as Record<string, unknown>;
    expect(seen.BacksightError).toBe(BacksightError);
    expect(seen.BaseStrategy).toBe(BaseStrategy);
    expect(seen.sharpeRatio).toBe(sharpeRatio);
  });

  it("two in one process are two", async () => {
    const folder = projectFolder({
      "level.ts": "export const level = 10;\n",
      "a.ts": `import { level } from "./level.ts";\n${HEAD}export default ${define("a", "level")}`,
      "b.ts": `import { level } from "./level.ts";\n${HEAD}export default ${define("b", "level")}`,
    });
    const [a, b] = [await loadStrategyFile(join(folder, "a.ts")), await loadStrategyFile(join(folder, "b.ts"))];
    expect([a.strategy.name, b.strategy.name]).toEqual(["a", "b"]);
    expect(a.codeHash).not.toBe(b.codeHash);
    expect((await loadStrategyFile(join(folder, "a.ts"))).strategy).toBe(a.strategy);
  });
});

describe("the hash of the code", () => {
  const importing = `import { fast } from "./parts/fast.ts";\nimport { slow } from "./parts/slow.ts";\n${HEAD}export default ${define("mine", "fast + slow")}`;
  const hashOf = async (fast: string, slow: string, main = importing) =>
    (await load({ "main.ts": main, "parts/fast.ts": fast, "parts/slow.ts": slow })).codeHash;
  const FAST = "export const fast = 1;\n";
  const SLOW = "export const slow = 2;\n";

  it("is the same wherever the files lie, and whatever else lies there", async () => {
    const hash = await hashOf(FAST, SLOW);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf(FAST, SLOW)).toBe(hash);
    const folder = projectFolder({ "deep/down/here.ts": MINE, "deep/down/other.ts": "export const x = 1;\n" });
    const before = (await loadStrategyFile(join(folder, "deep/down/here.ts"))).codeHash;
    renameSync(join(folder, "deep/down/here.ts"), join(folder, "renamed.ts"));
    expect((await loadStrategyFile(join(folder, "renamed.ts"))).codeHash).toBe(before);
  });

  it("changes with the file and with every local import, near and far", async () => {
    const deep = 'export { two as slow } from "../two.js";\n';
    const far = async (two: string) =>
      (await load({ "main.ts": importing, "parts/fast.ts": FAST, "parts/slow.ts": deep, "two.js": two })).codeHash;
    const hashes = [
      await hashOf(FAST, SLOW),
      await hashOf(FAST, SLOW, `${importing}// another thought\n`),
      await hashOf("export const fast = 3;\n", SLOW),
      await hashOf(FAST, "export const slow = 3;\n"),
      await far("export const two = 2;\n"),
      await far("export const two = 3;\n"),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("changes when two imports swap their contents", async () => {
    const both = (fast: number, slow: number) => [`export const fast = ${fast}, slow = ${slow};\n`] as const;
    const [one] = both(1, 2);
    const [other] = both(2, 1);
    expect(await hashOf(one, other)).not.toBe(await hashOf(other, one));
  });

  it("tells files apart that lie among installed packages", async () => {
    const hashes = ["a", "b"].map(async (name) => {
      const text = `${HEAD}export default ${define(name)}`;
      const file = "node_modules/rules/main.js";
      return (await load({ [file]: text, "node_modules/rules/package.json": '{ "type": "module" }' })).codeHash;
    });
    expect(new Set(await Promise.all(hashes)).size).toBe(2);
  });

  it("follows imports in a circle", async () => {
    const a = 'import { b } from "./b.ts";\nexport const a = () => b;\n';
    const b = 'import { a } from "./a.ts";\nexport const b = () => a;\n';
    const main = `import { a } from "./a.ts";\nvoid a;\n${MINE}`;
    const hash = (await load({ "main.ts": main, "a.ts": a, "b.ts": b })).codeHash;
    expect((await load({ "main.ts": main, "a.ts": a, "b.ts": `${b}// changed\n` })).codeHash).not.toBe(hash);
  });
});

describe("what is wrong with a file, and what to do", () => {
  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ["an enum", { "a.ts": `enum Level { low = 1 }\n${MINE}` }, /enum is not supported .*\(a\.ts:\d\)\. .*replace enum/],
    [
      "a parameter property",
      { "a.ts": `class A { constructor(public x: number) {} }\n${MINE}` },
      /parameter property is not supported .*replace enum, namespace and parameter properties/,
    ],
    [
      "an import without its extension",
      { "a.ts": `import { x } from "./lib/x";\n${MINE}`, "lib/x.ts": "export const x = 1;\n" },
      /it imports "x" without its extension\. Write "\.\/lib\/x\.ts"\.$/,
    ],
    [
      "an import by the name of the compiled file",
      { "lib/a.ts": `import { x } from "../x.js";\n${MINE}`, "x.ts": "export const x = 1;\n" },
      /it imports "x\.js" which isn't there\. Write "\.\.\/x\.ts"\.$/,
    ],
    ["an import of nothing", { "a.ts": `import "./gone.ts";\n${MINE}` }, /gone\.ts.*Write the whole file name/],
    [
      "a package that isn't there",
      { "a.ts": `import "no-such-package";\n${MINE}` },
      /no-such-package.*install the package/,
    ],
    [
      "a type imported as a value",
      { "a.ts": `import { Bars } from "backsight";\n${MINE}` },
      /export named 'Bars'.*`import type \{ … \}`/,
    ],
    [
      "a part of the package that isn't there",
      { "a.ts": `import "backsight/engine";\n${MINE}` },
      /it imports \/engine of a package.*\/indicators, \/metrics, \/validation/,
    ],
    ["a syntax error", { "a.ts": `${HEAD}\nexport default defineStrategy({ name: \n` }, /syntax error: .*\(a\.ts:\d\)/],
    [
      "a syntax error in an import",
      { "a.ts": `import "./b.ts";\n${MINE}`, "b.ts": "const = 1;\n" },
      /syntax error: .*\(b\.ts:1\)/,
    ],
    [
      "an error while loading",
      { "a.ts": '\nthrow new TypeError("no licence");\n' },
      /: no licence \(a\.ts:2\)\. The error comes/,
    ],
    [
      "something thrown that is no error",
      { "a.ts": 'throw "a fit";\n' },
      /: a fit\. The error comes from the file itself/,
    ],
    ["null thrown", { "a.ts": "throw null;\n" }, /: null\. The error comes/],
    ["no strategy", { "a.ts": "export const answer = 42;\n" }, /it exports no strategy\. Write `export default/],
    ["nothing at all", { "a.ts": "" }, /it exports no strategy/],
    [
      "two strategies",
      { "a.ts": `${HEAD}export const a = ${define("a")}export const b = ${define("b")}` },
      /it exports 2 strategies and no default/,
    ],
    [
      "another kind of file",
      { "a.txt": MINE },
      /Unknown file extension "\.txt".*Name a \.ts, \.mts, \.js or \.mjs file/,
    ],
  ])("%s", async (_, files, says) => {
    const error = await load(files).then(
      () => new Error("nothing was thrown"),
      (thrown: unknown) => thrown as Error,
    );
    expect(error).toMatchObject({ code: "BACKSIGHT_STRATEGY_FILE" });
    expect(error.message).toMatch(says);
    expect(error.message).not.toContain("\n");
    expect(error.message).not.toContain("strategy-files");
  });

  it("a default that is no strategy", async () => {
    for (const value of ["42", "{}", "class {}", "() => {}"]) {
      const loading = load({ "a.ts": `export default ${value};\n` });
      await expect(loading).rejects.toMatchObject({ code: "BACKSIGHT_STRATEGY_DEFINITION" });
    }
  });

  it("a strategy's own typed error stays what it is", async () => {
    const loading = load({ "a.ts": `${HEAD}export default defineStrategy({ name: "mine" } as never);\n` });
    await expect(loading).rejects.toMatchObject({ code: "BACKSIGHT_STRATEGY_DEFINITION" });
  });

  it("no file, or a folder", async () => {
    const folder = projectFolder({ "folder.ts/keep.txt": "" });
    await expect(loadStrategyFile("gone.ts")).rejects.toMatchObject({
      code: "BACKSIGHT_FILE_NOT_FOUND",
      details: { path: "gone.ts", cwd: folder },
    });
    await expect(loadStrategyFile("folder.ts")).rejects.toThrow("it isn't a file. Name a .ts or .js file.");
  });
});

it("what lies outside the user's files stays as Node reads it", async () => {
  const folder = projectFolder({
    "node_modules/plain/package.json": '{ "name": "plain", "type": "commonjs", "main": "main.js" }',
    "node_modules/plain/main.js": "module.exports.level = 10;\n",
    "old.js": "exports.level = 10;\nmodule.exports.later = () =>\n  import('node:fs');\n",
    "package.json": '{ "type": "commonjs" }',
  });
  writeFileSync(
    join(folder, "a.ts"),
    `import { level } from "plain";\nimport { level as own } from "./old.js";\n${HEAD}export default ${define("mine", "level + own")}`,
  );
  expect((await loadStrategyFile("a.ts")).strategy.name).toBe("mine");
  const outside = (await import(pathToFileURL(join(folder, "old.js")).href)) as { level: number };
  expect(outside.level).toBe(10);
});
