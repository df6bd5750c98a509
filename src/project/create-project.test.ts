import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { listing } from "../../test/support/cli.ts";
import { projectFolder } from "../../test/support/project-folder.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { unprivileged } from "../../test/support/unprivileged.ts";
import { loadConfig } from "./config.ts";
import { createProject } from "./create-project.ts";
import { loadBars } from "./load-bars.ts";
import { loadStrategyFile } from "./strategy-files.ts";

const OWN = ["config.yaml", "strategies/my-strategy.ts", "data/synthetic-daily.csv", ".env.example"];
const SHARED = ["tsconfig.json", ".gitignore", "package.json"];

/** Where this Node lies: as the machine's own, or as a package's. */
function runFrom(execPath: string): void {
  const before = process.execPath;
  process.execPath = execPath;
  onTestFinished(() => {
    process.execPath = before;
  });
}

const packageJson = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly type: string;
    readonly dependencies: Readonly<Record<string, string>>;
  };

describe("createProject", () => {
  it("lays out a folder that isn't there yet, with files that work", async () => {
    const folder = join(projectFolder(), "new/project");
    expect(createProject(folder, false)).toEqual({ written: [...OWN, ...SHARED], kept: [], isInstalled: false });
    const { config } = loadConfig(folder, undefined)!;
    const { strategy } = await loadStrategyFile(join(folder, config.backtesting!.strategy!));
    expect(strategy.name).toBe("my-strategy");
    process.chdir(folder);
    const bars = await loadBars(config.data!.source!);
    expect(bars).toMatchObject({ length: 2520, isSynthetic: true, instrument: { symbol: "SYN" } });
    expect(JSON.parse(readFileSync(join(folder, "tsconfig.json"), "utf8"))).toHaveProperty("compilerOptions");
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toContain(".env\n");
    expect(packageJson(folder)).toMatchObject({ type: "module", private: true });
    expect(packageJson(folder).dependencies.backsight).toMatch(/^file:/);
  });

  it("completes a package.json that is there, and keeps what is the user's", () => {
    runFrom("/usr/bin/node");
    const folder = temporaryFolder();
    const given = {
      name: "mine",
      version: "2.0.0",
      type: "commonjs",
      scripts: { x: "y" },
      dependencies: { left: "1" },
    };
    writeFileSync(join(folder, "package.json"), JSON.stringify(given));
    writeFileSync(join(folder, ".gitignore"), "mine\n");
    writeFileSync(join(folder, "tsconfig.json"), "{}");
    expect(createProject(folder, false)).toMatchObject({
      written: [...OWN, "package.json"],
      kept: ["tsconfig.json", ".gitignore"],
    });
    const dependencies = { left: "1", backsight: expect.any(String) };
    expect(packageJson(folder)).toEqual({ ...given, type: "module", dependencies });
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("mine\n");
    expect(readFileSync(join(folder, "tsconfig.json"), "utf8")).toBe("{}");
  });

  it("asks for the Node that runs it when that came with a package", () => {
    runFrom(join("/home/ann/node_modules/node/bin/node"));
    const folder = temporaryFolder();
    createProject(folder, false);
    expect(packageJson(folder)).toMatchObject({ devDependencies: { node: "^24" } });
    expect(createProject(folder, true).kept).toContain("package.json");
  });

  it("leaves a package.json alone that lacks nothing", () => {
    runFrom("/usr/bin/node");
    for (const block of ["dependencies", "devDependencies"]) {
      const folder = temporaryFolder();
      const text = `{"type":"module","${block}":{"backsight":"^0.1.0"}}`;
      writeFileSync(join(folder, "package.json"), text);
      mkdirSync(join(folder, "node_modules/backsight"), { recursive: true });
      const { kept, isInstalled } = createProject(folder, false);
      expect({ kept, isInstalled }).toEqual({ kept: ["package.json"], isInstalled: true });
      expect(readFileSync(join(folder, "package.json"), "utf8")).toBe(text);
    }
  });

  it("refuses the second time and changes nothing, unless it may overwrite", () => {
    const folder = temporaryFolder();
    createProject(folder, false);
    const before = readFileSync(join(folder, "config.yaml"), "utf8");
    writeFileSync(join(folder, "config.yaml"), "# mine\n");
    writeFileSync(join(folder, ".gitignore"), "mine\n");
    const files = listing(folder);
    const error = thrown(() => createProject(folder, false));
    expect(error.code).toBe("BACKSIGHT_FOLDER_NOT_EMPTY");
    expect(error.details).toEqual({ path: folder, files: OWN.join(", ") });
    expect(listing(folder)).toEqual(files);
    expect(readFileSync(join(folder, "config.yaml"), "utf8")).toBe("# mine\n");

    expect(createProject(folder, true)).toMatchObject({ written: OWN, kept: SHARED });
    expect(readFileSync(join(folder, "config.yaml"), "utf8")).toBe(before);
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("mine\n");
  });

  it("one file that is there is enough to refuse, and it is named", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, ".env.example"), "KEY=\n");
    expect(thrown(() => createProject(folder, false)).details).toEqual({ path: folder, files: ".env.example" });
    expect(listing(folder)).toEqual([".env.example 5"]);
  });

  it.each([
    ["{", "not valid JSON"],
    ["null", "it is no JSON object"],
    ["[]", "it is no JSON object"],
    ['"x"', "it is no JSON object"],
    ['{ "dependencies": "x" }', "dependencies is no JSON object"],
    ['{ "devDependencies": [1] }', "devDependencies is no JSON object"],
  ])("a package.json that is %s stops it before anything is written", (text, says) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "package.json"), text);
    const error = thrown(() => createProject(folder, false));
    expect(error.code).toBe("BACKSIGHT_CONFIG");
    expect(error.message).toContain(says);
    expect(listing(folder)).toEqual([`package.json ${text.length}`]);
  });

  it("fails in a folder that can't be written, and leaves nothing", () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    const error = unprivileged(() => thrown(() => createProject(join(folder, "project"), false)));
    expect(error.code).toBe("BACKSIGHT_FILE_WRITE");
    expect(unprivileged(() => thrown(() => createProject(folder, false))).code).toBe("BACKSIGHT_FILE_WRITE");
    expect(listing(folder)).toEqual([]);
  });

  it("fails where a file stands in the place of a folder", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    expect(thrown(() => createProject(join(folder, "file"), false)).code).toBe("BACKSIGHT_FILE_WRITE");
    mkdirSync(join(folder, "package.json"));
    expect(thrown(() => createProject(folder, false)).code).toBe("BACKSIGHT_FILE_READ");
    expect(listing(folder)).toEqual(["file 0", "package.json folder"]);
  });
});
