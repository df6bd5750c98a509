import { expect, it } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { explainModuleError } from "./explain-module-error.ts";

const explain = (error: unknown) => explainModuleError(error, (url) => url.includes("/mine/"));
const coded = (code: string, message: string) => Object.assign(new Error(message), { code });

it("names the first line of the user's own, however deep in the stack", () => {
  const error = new Error("odd");
  error.stack =
    "Error: odd\n    at file:///lib/x.js:1:2\n    at file:///mine/a%20b.ts:7:3\n    at file:///mine/c.ts:9:1";
  expect(explain(error)[0]).toBe("odd (a b.ts:7)");
  error.stack = "Error: odd\n    at file:///lib/x.js:1:2";
  expect(explain(error)[0]).toBe("odd");
});

it("finds the file that an import meant, beside the importer, below and above it", () => {
  const folder = projectFolder({ "a.ts": "", "lib/b.js": "", "lib/c.mts": "", "lib/deep/keep.txt": "" });
  const advice = (missing: string, importer: string) => {
    const reason = `Cannot find module '${folder}/${missing}' imported from ${folder}/${importer}`;
    return explain(coded("ERR_MODULE_NOT_FOUND", reason))[1];
  };
  expect(advice("a", "main.ts")).toBe('Write "./a.ts".');
  expect(advice("lib/b", "main.ts")).toBe('Write "./lib/b.js".');
  expect(advice("lib/c.mjs", "lib/main.ts")).toBe('Write "./c.mts".');
  expect(advice("a.js", "lib/deep/main.ts")).toBe('Write "../../a.ts".');
  expect(advice("none", "main.ts")).toMatch(/^Write the whole file name/);
});

it("takes whatever was thrown, on one line and without a second full stop", () => {
  expect(explain(undefined)[0]).toBe("undefined");
  expect(explain("two\nlines.")[0]).toBe("two lines");
  expect(explain(coded("ERR_UNKNOWN_FILE_EXTENSION", "Unknown."))).toEqual([
    "Unknown",
    "Name a .ts, .mts, .js or .mjs file.",
  ]);
});
