import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";

/** The rooms, from the ground up: a folder may import any folder that stands before it, and itself. */
const UNIVERSAL = [
  "core",
  "math",
  "market",
  "series",
  "indicators",
  "data",
  "trading",
  "strategy",
  "metrics",
  "engine",
  "optimize",
  "validation",
  "run",
  "report",
];
const NODE = ["platform", "sources", "store", "jobs", "peers", "project", "server", "notebook", "cli"];
const ROOMS = [...UNIVERSAL, ...NODE];
/** Entry files stand above all rooms. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  "index.ts": UNIVERSAL,
  "data.ts": UNIVERSAL,
  "indicators.ts": UNIVERSAL,
  "metrics.ts": UNIVERSAL,
  "optimize.ts": UNIVERSAL,
  "portfolio.ts": UNIVERSAL,
  "validation.ts": UNIVERSAL,
  "sources.ts": [...UNIVERSAL, "platform", "sources"],
  "node.ts": ROOMS,
  "bin.ts": ROOMS,
  "worker.ts": ROOMS,
};

/** From, to: never, whatever the table says. */
const BANS: readonly { readonly from: RegExp; readonly to: RegExp; readonly why: string }[] = [
  { from: /^engine\/vector\//, to: /^engine\/event\//, why: "the two engines never import each other" },
  { from: /^engine\/event\//, to: /^engine\/vector\//, why: "the two engines never import each other" },
  { from: /^(optimize|validation)\//, to: /^engine\//, why: "they take ports" },
  {
    from: /^run\//,
    to: /^(sources|store|peers|platform)\//,
    why: "run reaches data, store, peers and the clock through ports",
  },
];

/** The only npm packages, and the rooms that may load them. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  // Files that `init` writes are texts here, and import what a user imports.
  backsight: /^project\/project-templates\.ts$/,
  "@aws-sdk/client-s3": /^sources\/polygon\/flat-files\//,
  "@duckdb/node-api": /^sources\/sql\//,
  "@napi-rs/keyring": /^platform\/secrets\/keyring\.ts$/,
  ccxt: /^sources\/ccxt\//,
  commander: /^cli\//,
  fflate: /^sources\//,
  hyparquet: /^data\/formats\/parquet\//,
  "hyparquet-writer": /^data\/formats\/parquet\//,
  yaml: /^project\//,
  "yahoo-finance2": /^sources\/yahoo\//,
  zod: /^(project|server)\//,
};

/** `Math` functions that give the same bits on every engine. */
const EXACT_MATH = new Set([
  "sqrt",
  "abs",
  "floor",
  "ceil",
  "trunc",
  "round",
  "sign",
  "min",
  "max",
  "fround",
  "imul",
  "clz32",
]);

const ROOT = join(import.meta.dirname, "..");
const SRC = join(ROOT, "src");
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((path) => path.split(sep).join("/"))
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts") && statSync(join(SRC, path)).isFile())
  .sort();
const sources = files.filter((path) => !path.endsWith(".test.ts"));
const textOf = new Map(sources.map((path) => [path, readFileSync(join(SRC, path), "utf8")]));
const roomOf = (path: string) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : path);

/** Module names in import and export declarations, and in `import()` of a literal; comments don't count. */
function importsOf(path: string): string[] {
  const code = withoutComments(textOf.get(path)!);
  const patterns = [
    /^(?:import|export)\s[^"';]*?\bfrom\s*["']([^"']+)["']/gm,
    /^import\s*["']([^"']+)["']/gm,
    /\bimport\(\s*["']([^"']+)["']\s*\)/g,
  ];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1]!));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

function target(path: string, specifier: string): string {
  return normalize(join(dirname(path), specifier))
    .split(sep)
    .join("/");
}

describe("rooms", () => {
  test("every source file lies in a known room", () => {
    const unknown = files.filter((path) => !ROOMS.includes(roomOf(path)) && !(path in ENTRIES));
    expect(unknown).toEqual([]);
  });

  test.each(sources)("%s imports only what its room may", (path) => {
    const room = roomOf(path);
    const may = ENTRIES[path] ?? ROOMS.slice(0, ROOMS.indexOf(room) + 1);
    for (const specifier of importsOf(path)) {
      if (specifier.startsWith("node:")) {
        expect(
          NODE.includes(room) || path === "bin.ts" || path === "node.ts",
          `${path} imports ${specifier}, but ${room}/ is universal`,
        ).toBe(true);
      } else if (specifier.startsWith(".")) {
        const to = target(path, specifier);
        if (path in ENTRIES && to in ENTRIES) continue;
        expect(may, `${path} imports ${specifier}: ${room}/ may import ${may.join(", ")}`).toContain(roomOf(to));
        for (const ban of BANS)
          expect(ban.from.test(path) && ban.to.test(to), `${path} imports ${to}: ${ban.why}`).toBe(false);
        expect(/\.tsx?$/.test(specifier), `${path} imports ${specifier} without its extension`).toBe(true);
      } else {
        const allowed = PACKAGES[specifier];
        expect(allowed?.test(path) ?? false, `${path} imports the package ${specifier}, which isn't its to load`).toBe(
          true,
        );
      }
    }
  });

  test("universal rooms import only universal rooms", () => {
    expect(UNIVERSAL.every((room) => ROOMS.indexOf(room) < UNIVERSAL.length)).toBe(true);
  });

  test("only trading/ledger changes cash and positions", () => {
    const outside = sources.filter(
      (path) =>
        !path.startsWith("trading/ledger/") && /\bthis\.(cashHeld|held)\s*[-+*/]?=(?!=)/.test(textOf.get(path)!),
    );
    expect(outside).toEqual([]);
  });
});

test("there are no circles", () => {
  const state = new Map<string, "open" | "done">();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
      return;
    }
    state.set(path, "open");
    for (const specifier of importsOf(path)) {
      const to = specifier.startsWith(".") ? target(path, specifier) : "";
      if (textOf.has(to)) visit(to, [...trail, path]);
    }
    state.set(path, "done");
  };
  for (const path of sources) visit(path, []);
  expect(circles).toEqual([]);
});

describe("the same bits everywhere", () => {
  // A generated file holds a script of web/ as text.
  const universal = sources.filter((path) => UNIVERSAL.includes(roomOf(path)) && !path.endsWith(".generated.ts"));

  test.each(universal)("%s uses exact arithmetic only", (path) => {
    const code = withoutComments(textOf.get(path)!);
    const inexact = [...code.matchAll(/\bMath\.(\w+)/g)]
      .map((match) => match[1]!)
      .filter((name) => !EXACT_MATH.has(name) && !/^[A-Z]/.test(name));
    expect(inexact, `${path} uses Math.${inexact[0]}: math/ owns the inexact functions`).toEqual([]);
    expect(/[\w)\]]\s*\*\*\s*[\w(]/.test(code), `${path} uses **, which engines round differently`).toBe(false);
    expect(/\bDate\.now\b|\bnew Date\(\)/.test(code), `${path} reads the clock: it comes through a port`).toBe(false);
    if (path.startsWith("market/calendar/")) return;
    expect(/\bIntl\.|\btoLocale\w+/.test(code), `${path} depends on the locale`).toBe(false);
    // A face may read back the ISO times that a record holds.
    if (!path.startsWith("report/")) expect(/\bDate\.parse\b/.test(code), `${path} parses dates`).toBe(false);
  });
});

describe("compiler projects", () => {
  const included = (name: string): string[] =>
    (JSON.parse(readFileSync(join(ROOT, name), "utf8")) as { include: string[] }).include;

  test("hold the rooms of the table", () => {
    const universalEntries = Object.keys(ENTRIES).filter((entry) => ENTRIES[entry] === UNIVERSAL);
    expect(included("tsconfig.universal.json")).toEqual([
      ...universalEntries.map((entry) => `src/${entry}`),
      ...UNIVERSAL.map((room) => `src/${room}`),
    ]);
    const nodeEntries = ["src/node.ts", "src/sources.ts", "src/bin.ts", "src/worker.ts"];
    expect(included("tsconfig.node.json")).toEqual([...nodeEntries, ...NODE.map((room) => `src/${room}`)]);
  });
});

describe("the dashboard and report scripts in web/", () => {
  const webFiles = readdirSync(join(ROOT, "web"), { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );

  test.each(webFiles)("web/%s imports universal rooms only", (path) => {
    const text = withoutComments(readFileSync(join(ROOT, "web", path), "utf8"));
    for (const [, specifier] of text.matchAll(/\bfrom\s*["'](\.[^"']+)["']/g)) {
      const to = relative(SRC, join(ROOT, "web", dirname(path), specifier!))
        .split(sep)
        .join("/");
      if (!to.startsWith("..")) expect(UNIVERSAL).toContain(roomOf(to));
    }
  });
});

describe("the repository", () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<
    string,
    Record<string, string> | string
  >;

  test("every dependency has a line in docs/dependencies.md", () => {
    const page = readFileSync(join(ROOT, "docs/dependencies.md"), "utf8");
    const names = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"].flatMap((key) =>
      Object.keys(manifest[key] ?? {}),
    );
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test("the version in the code is the package's", async () => {
    const { BACKSIGHT_VERSION } = await import("../src/run/backsight-version.ts");
    expect(BACKSIGHT_VERSION).toBe(manifest.version);
  });

  test("every error code is documented, and no documented code is gone", async () => {
    const { ERRORS } = await import("../src/core/errors.ts");
    const page = readFileSync(join(ROOT, "docs/errors.md"), "utf8");
    const documented = [...page.matchAll(/`(BACKSIGHT_[A-Z0-9_]+)`/g)].map((match) => match[1]!);
    expect([...new Set(documented)].sort()).toEqual(Object.keys(ERRORS).sort());
  });

  test("every error code is thrown somewhere", async () => {
    const { ERRORS } = await import("../src/core/errors.ts");
    const all = sources
      .filter((path) => !path.startsWith("core/error-table/"))
      .map((path) => textOf.get(path)!)
      .join("\n");
    expect(Object.keys(ERRORS).filter((code) => !all.includes(`"${code}"`))).toEqual([]);
  });

  test("files stay readable: the median under 120 lines, those beyond 350 are known", () => {
    const lengths = sources
      .filter((path) => !path.endsWith(".generated.ts"))
      .map((path) => ({ path, lines: textOf.get(path)!.split("\n").length }));
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(120);
    expect(lengths.filter(({ lines }) => lines > 350).map(({ path }) => path)).toEqual([]);
  });
});
