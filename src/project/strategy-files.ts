import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { BacksightError, isBacksightError, reasonOf } from "../core/errors.ts";
import { asStrategy } from "../strategy/as-strategy.ts";
import { isStrategyClass } from "../strategy/base-strategy.ts";
import { isStrategy, type Strategy } from "../strategy/strategy.ts";

/** A strategy from a file, with the identity of the code that it was made from. */
export interface LoadedStrategy {
  readonly strategy: Strategy;
  /** File URL. */
  readonly url: string;
  /** SHA-256 over the file and its local imports. */
  readonly codeHash: string;
}

const OWN_FOLDER = new URL("..", import.meta.url).href;

/** For every user module loaded so far: the hash of its source and what it imports. */
const sources = new Map<string, { readonly hash: string; readonly imports: Set<string> }>();

let isRegistered = false;

/**
 * Loads a strategy from a `.ts` or `.js` file anywhere on disk. `backsight` resolves to the running copy. Outside
 * node_modules `.ts`, and `.js` that imports or exports, is an ES module whatever the nearest package.json says. The
 * default export is taken, or the only strategy among the named exports.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_NOT_FOUND, BACKSIGHT_STRATEGY_FILE
 */
export async function loadStrategyFile(path: string): Promise<LoadedStrategy> {
  const file = resolve(path);
  if (!existsSync(file)) throw new BacksightError("BACKSIGHT_FILE_NOT_FOUND", { path, cwd: process.cwd() });
  if (!statSync(file).isFile()) throw failure(path, "it isn't a file", "Name a .ts or .js file.");
  registerOnce();
  const url = pathToFileURL(file).href;
  let module: Record<string, unknown>;
  try {
    module = (await import(url)) as Record<string, unknown>;
  } catch (error) {
    if (isBacksightError(error)) throw error;
    const [reason, advice] = explain(error);
    throw failure(path, reason, advice, error);
  }
  return { strategy: pickStrategy(path, module), url, codeHash: codeHashOf(url) };
}

function pickStrategy(path: string, module: Record<string, unknown>): Strategy {
  if (module.default !== undefined) return asStrategy(module.default);
  const found = Object.values(module).filter((value) => isStrategy(value) || isStrategyClass(value));
  if (found.length === 1) return asStrategy(found[0]);
  const reason = found.length === 0 ? "it exports no strategy" : `it exports ${found.length} strategies and no default`;
  throw failure(path, reason, "Write `export default defineStrategy({ … })`.");
}

function registerOnce(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      // Inside strategy files, wherever they lie, `backsight` means this running copy.
      if (/^backsight(\/|$)/.test(specifier)) return nextResolve(specifier, { ...context, parentURL: import.meta.url });
      const resolved = nextResolve(specifier, context);
      if (context.parentURL !== undefined) sources.get(context.parentURL)?.imports.add(resolved.url);
      return { ...resolved, format: userFormat(resolved.url) ?? resolved.format };
    },
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, { ...context, format: userFormat(url) ?? context.format });
      if (isUserFile(url) && loaded.source !== undefined && loaded.source !== null) {
        const text =
          typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source as Uint8Array);
        sources.set(url, { hash: createHash("sha256").update(text).digest("hex"), imports: new Set() });
      }
      return loaded;
    },
  });
}

/**
 * The hash of the file's source, then of every local file that it reaches with its place relative to the file: two
 * imports that swap their contents are other code, a folder that moves as a whole is the same.
 */
function codeHashOf(url: string): string {
  const reached = new Set<string>();
  const visit = (at: string): void => {
    const source = sources.get(at);
    if (source === undefined || reached.has(at)) return;
    reached.add(at);
    for (const next of source.imports) visit(next);
  };
  visit(url);
  const own = sources.get(url)?.hash ?? "";
  const folder = dirname(fileURLToPath(url));
  const others = [...reached]
    .filter((at) => at !== url)
    .map((at) => `${relative(folder, fileURLToPath(at)).split(sep).join("/")} ${sources.get(at)!.hash}`);
  return createHash("sha256")
    .update([own, ...others.sort()].join("\n"))
    .digest("hex");
}

function isUserFile(url: string): boolean {
  return url.startsWith("file:") && !url.startsWith(OWN_FOLDER) && !url.includes("/node_modules/");
}

/** What a user's file is, against what the nearest package.json may say; undefined where Node knows. */
function userFormat(url: string): "module" | "module-typescript" | undefined {
  if (!isUserFile(url)) return undefined;
  if (/\.m?ts$/.test(url)) return "module-typescript";
  return url.endsWith(".js") && /^\s*(import|export)\b/m.test(readText(url)) ? "module" : undefined;
}

function readText(url: string): string {
  try {
    return readFileSync(fileURLToPath(url), "utf8");
  } catch {
    return "";
  }
}

/** What was wrong with a module, and the fix, for the mistakes that people make. */
function explain(error: unknown): [reason: string, advice: string] {
  const reason = reasonOf(error).replace(/\.$/, "");
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") {
    return [
      `${reason}${place(error)}`,
      "Types are stripped, not compiled: replace enum, namespace and parameter properties by plain objects and fields.",
    ];
  }
  if (code === "ERR_UNKNOWN_FILE_EXTENSION") return [reason, "Name a .ts, .mts, .js or .mjs file."];
  if (code === "ERR_MODULE_NOT_FOUND" || code === "ERR_UNSUPPORTED_DIR_IMPORT") {
    return (
      misspelledImport(reason) ?? [
        reason,
        "Write the whole file name in the import (./signals.ts), or install the package.",
      ]
    );
  }
  if (code === "ERR_PACKAGE_PATH_NOT_EXPORTED") {
    const part = /Package subpath '\.([^']+)'/.exec(reason)?.[1] ?? "";
    return [
      `it imports ${part} of a package that has none`,
      "Backsight itself has /indicators, /metrics, /validation.",
    ];
  }
  if (/does not provide an export named/.test(reason)) {
    return [reason, "If that is a type, import it with `import type { … }`; else check its name."];
  }
  if (error instanceof SyntaxError || code === "ERR_INVALID_TYPESCRIPT_SYNTAX")
    return [`syntax error: ${reason}${place(error)}`, "Correct the syntax."];
  return [`${reason}${place(error)}`, "The error comes from the file itself, while it was being loaded."];
}

/** An import without its extension, or with the one that a compiler would give the file. */
function misspelledImport(reason: string): [reason: string, advice: string] | undefined {
  const [, missing, importer] = /^Cannot find module '(.+)' imported from (.+)$/.exec(reason) ?? [];
  if (missing === undefined || importer === undefined) return undefined;
  const found = [`${missing}.ts`, `${missing}.js`, missing.replace(/\.(m?)js$/, ".$1ts")].find((file) =>
    existsSync(file),
  );
  if (found === undefined) return undefined;
  const path = relative(dirname(importer), found).split(sep).join("/");
  const problem = found.startsWith(`${missing}.`) ? "without its extension" : "which isn't there";
  return [`it imports "${basename(missing)}" ${problem}`, `Write "${path.startsWith(".") ? path : `./${path}`}".`];
}

/** The first line of the user's own in a stack: ` (signals.ts:3)`. */
function place(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const line = [...stack.matchAll(/(file:\S+?):(\d+)/g)].find(([, url]) => isUserFile(url!));
  if (line === undefined) return "";
  try {
    return ` (${basename(fileURLToPath(line[1]!))}:${line[2]})`;
  } catch {
    return "";
  }
}

function failure(path: string, reason: string, advice: string, cause?: unknown): BacksightError {
  return new BacksightError("BACKSIGHT_STRATEGY_FILE", { path, reason, advice }, { cause });
}
