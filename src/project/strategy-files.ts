import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { BacksightError, isBacksightError } from "../core/errors.ts";
import { asStrategy } from "../strategy/as-strategy.ts";
import { isStrategyClass } from "../strategy/base-strategy.ts";
import { isStrategy, type Strategy } from "../strategy/strategy.ts";
import { explainModuleError } from "./explain-module-error.ts";

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
    const [reason, advice] = explainModuleError(error, isUserFile);
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
        sources.set(url, { hash: hashOf(text), imports: new Set() });
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
  const own = sources.get(url)?.hash ?? hashOf(readText(url));
  const folder = dirname(fileURLToPath(url));
  const others = [...reached]
    .filter((at) => at !== url)
    .map((at) => `${relative(folder, fileURLToPath(at)).split(sep).join("/")} ${sources.get(at)!.hash}`);
  return hashOf([own, ...others.sort()].join("\n"));
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function isUserFile(url: string): boolean {
  return url.startsWith("file:") && !url.startsWith(OWN_FOLDER) && !url.includes("/node_modules/");
}

/** A line that begins with an import or export declaration: not `import(…)`, not `exports.x`. */
const MODULE_SYNTAX = /^\s*(?:import(?:\s+[\w$]|\s*["'{*])|export(?:\s+[\w$]|\s*[{*]))/m;

/** What a user's file is, against what the nearest package.json may say; undefined where Node knows. */
function userFormat(url: string): "module" | "module-typescript" | undefined {
  if (!isUserFile(url)) return undefined;
  if (/\.m?ts$/.test(url)) return "module-typescript";
  return url.endsWith(".js") && MODULE_SYNTAX.test(readText(url)) ? "module" : undefined;
}

function readText(url: string): string {
  try {
    return readFileSync(fileURLToPath(url), "utf8");
  } catch {
    return "";
  }
}

function failure(path: string, reason: string, advice: string, cause?: unknown): BacksightError {
  return new BacksightError("BACKSIGHT_STRATEGY_FILE", { path, reason, advice }, { cause });
}
