import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorsPage } from "../scripts/errors-page.ts";
import { COMMANDS } from "../src/cli/command-table.ts";
import { CONFIG_KEYS, readConfig } from "../src/project/config.ts";
import { REPOSITORY, runCli } from "./support/cli.ts";
import { anchorsOf, type Fence, fencesOf, infoValue, linksOf } from "./support/markdown.ts";

const pagePaths = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync(join(REPOSITORY, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`)
    .sort(),
];
const pages = new Map(pagePaths.map((path) => [path, readFileSync(join(REPOSITORY, path), "utf8")]));
const root = mkdtempSync(join(tmpdir(), "backsight-docs-"));
const folderOf = (path: string): string => join(root, path.replace(/\W+/g, "-"));

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("links", () => {
  it.each(pagePaths)("%s leads somewhere", (path) => {
    const broken = linksOf(pages.get(path)!).filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : relative(REPOSITORY, join(REPOSITORY, dirname(path), file));
      if (!existsSync(join(REPOSITORY, target))) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(join(REPOSITORY, target), "utf8")).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it("docs/README.md lists every page", () => {
    const links = linksOf(pages.get("docs/README.md")!).map((link) => `docs/${link}`);
    const others = pagePaths.filter((path) => path.startsWith("docs/") && path !== "docs/README.md");
    expect([...new Set(links)].sort()).toEqual(others);
  });
});

/*
 * Every `ts` block is type-checked as a file of its own. `ts run` is run too; `ts file=path` is put there, for the
 * commands of the page. Every line of a `sh` block that begins with `backsight` or `npx backsight` is run in a project
 * that `init` made, one project for each page, and must end with code 0, or with the one of `sh exit=1`. A `text` block
 * right after it shows what they printed, lines left out, `…` for what differs from run to run. Every `yaml` block is a
 * configuration.
 */
describe("code on pages", () => {
  const withCode = pagePaths.filter((path) => fencesOf(pages.get(path)!).some(({ language }) => language === "ts"));
  const withCommands = pagePaths.filter((path) => fencesOf(pages.get(path)!).flatMap(commandsOf).length > 0);

  beforeAll(async () => {
    writeFileSync(join(root, "package.json"), '{ "private": true, "type": "module" }');
    mkdirSync(join(root, "node_modules"));
    symlinkSync(REPOSITORY, join(root, "node_modules/backsight"));
    const { code, stderr } = await runCli(["init", "template"], { folder: root, home: join(root, "home") });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const path of new Set([...withCode, ...withCommands])) {
      const folder = folderOf(path);
      for (const name of ["config.yaml", "strategies/my-strategy.ts", "data/synthetic-daily.csv"]) {
        put(join(folder, name), readFileSync(join(root, "template", name), "utf8"));
      }
      for (const fence of fencesOf(pages.get(path)!)) {
        if (fence.language === "ts") put(join(folder, fileOf(fence)), fence.text);
      }
    }
  });

  it("type-checks", async () => {
    const { compilerOptions } = JSON.parse(readFileSync(join(root, "template/tsconfig.json"), "utf8")) as {
      compilerOptions: object;
    };
    // What a project's own tsconfig says, but with the source instead of the built declarations.
    const config = {
      compilerOptions: {
        ...compilerOptions,
        noUncheckedIndexedAccess: true,
        customConditions: ["backsight-source"],
        types: ["node"],
        typeRoots: [join(REPOSITORY, "node_modules/@types")],
      },
      include: withCode.map((path) => `${relative(root, folderOf(path))}/**/*.ts`),
    };
    writeFileSync(join(root, "tsconfig.json"), JSON.stringify(config));
    const { code, output } = await run(join(REPOSITORY, "node_modules/typescript/bin/tsc"), ["-p", "."], root);
    expect(output).toBe("");
    expect(code).toBe(0);
  });

  it.concurrent.each([...new Set([...withCode, ...withCommands])])("%s works from top to bottom", async (path) => {
    const folder = folderOf(path);
    let printed = "";
    for (const fence of fencesOf(pages.get(path)!)) {
      const { language, line, info } = fence;
      if (language === "text" && printed !== "") expectShown(fence, printed);
      printed = "";
      if (language === "ts" && info.includes("run")) {
        const { code, output } = await run("--conditions=backsight-source", [fileOf(fence)], folder);
        expect({ line, code, output }).toEqual({ line, code: 0, output: expect.stringMatching(/\S/) });
        printed = output;
      }
      for (const { line, args, exit } of commandsOf(fence)) {
        const { code, stdout, stderr } = await runCli(args, { folder, home: join(folder, "home") });
        expect({ line, args, code, stderr }).toEqual({ line, args, code: exit, stderr: expect.any(String) });
        printed += stdout + stderr;
      }
    }
  });

  it("shows configurations that are accepted", () => {
    for (const [path, page] of pages) {
      for (const { language, text } of fencesOf(page)) if (language === "yaml") readConfig(path, text);
    }
  });
});

describe("tables", () => {
  it.each(Object.keys(COMMANDS))("docs/commands/%s.md names every flag and no other", async (name) => {
    const page = pages.get(`docs/commands/${name}.md`)!;
    const { command } = await COMMANDS[name]!.load();
    const sections = new Map(page.split(/^## /m).map((text) => [text.slice(0, text.indexOf("\n")).trim(), text]));
    const own = [...sections].filter(
      ([title]) => !command.commands.some((below) => title === `${name} ${below.name()}`),
    );
    expect(flagsIn(own.map(([, text]) => text).join("\n"))).toEqual(flagsOf(command));
    for (const below of command.commands) {
      expect(flagsIn(sections.get(`${name} ${below.name()}`) ?? "")).toEqual(flagsOf(below));
    }
  });

  it("docs/configuration.md names every key and no other", () => {
    const page = pages.get("docs/configuration.md")!;
    const named = [...page.matchAll(/^\| `([a-z_.]+)` \|/gm)].map((match) => match[1]!);
    expect(named).toEqual([...CONFIG_KEYS]);
  });

  it("docs/errors.md is what the table of errors says", () => {
    expect(pages.get("docs/errors.md")).toBe(errorsPage());
  });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function fileOf(fence: Fence): string {
  return infoValue(fence, "file") ?? `line-${fence.line}.ts`;
}

interface PageCommand {
  readonly line: number;
  readonly args: readonly string[];
  readonly exit: number;
}

function commandsOf(fence: Fence): PageCommand[] {
  if (fence.language !== "sh") return [];
  return fence.text.split("\n").flatMap((text, i) => {
    const match = /^(?:npx )?backsight (.+?)(?:\s+#.*)?$/.exec(text);
    if (match === null) return [];
    const args = [...match[1]!.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
    return [{ line: fence.line + i + 1, args, exit: Number(infoValue(fence, "exit") ?? 0) }];
  });
}

/** Every line of the block stands in what was printed; spaces count as one. */
function expectShown(fence: Fence, printed: string): void {
  const plain = (text: string): string => text.replace(/\s+/g, " ").trim();
  const lines = printed.split("\n").map(plain);
  for (const [i, text] of fence.text.split("\n").entries()) {
    const parts = plain(text)
      .split("…")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`^${parts.join(".*")}$`);
    expect(lines.some((line) => pattern.test(line)) ? "" : `line ${fence.line + i + 1}: ${text}`).toBe("");
  }
}

function flagsOf(command: Command): string[] {
  return [...command.options.map(({ long }) => long ?? ""), "--help"].sort();
}

/** Flags in the first cells of a page's tables. */
function flagsIn(text: string): string[] {
  const cells = [...text.matchAll(/^\| ([^|]+) \|/gm)].map((match) => match[1]!);
  return [...cells.join(" ").matchAll(/`(--[a-z-]+)/g)].map((match) => match[1]!).sort();
}

async function run(script: string, args: readonly string[], folder: string): Promise<{ code: number; output: string }> {
  const env = { ...process.env, BACKSIGHT_HOME: join(folder, "home"), NODE_OPTIONS: "", NO_COLOR: "1" };
  const child = spawn(process.execPath, [script, ...args], { cwd: folder, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, "close")) as [number];
  return { code, output };
}
