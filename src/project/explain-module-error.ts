import { existsSync } from "node:fs";
import { basename, dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { reasonOf } from "../core/errors.ts";

/**
 * What was wrong with a module that couldn't be loaded, and the fix, for the mistakes that people make. The line is
 * named where it is one of the user's own.
 */
export function explainModuleError(
  error: unknown,
  isUserFile: (url: string) => boolean,
): [reason: string, advice: string] {
  const place = placeOf(error, isUserFile);
  const reason = reasonOf(error).replace(/\.$/, "");
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") {
    return [
      `${reason}${place}`,
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
    return [`syntax error: ${reason}${place}`, "Correct the syntax."];
  return [`${reason}${place}`, "The error comes from the file itself, while it was being loaded."];
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
function placeOf(error: unknown, isUserFile: (url: string) => boolean): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const line = [...stack.matchAll(/(file:\S+?):(\d+)/g)].find(([, url]) => isUserFile(url!));
  if (line === undefined) return "";
  try {
    return ` (${basename(fileURLToPath(line[1]!))}:${line[2]})`;
  } catch {
    return "";
  }
}
