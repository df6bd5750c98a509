import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

const ROOT = join(import.meta.dirname, "..");
const OUT = join(ROOT, "dist/bundle");
/** The command line, the root export for Node and for everywhere else, the subpath exports, and what a thread starts with. */
const ENTRIES = [
  "bin",
  "node",
  "index",
  "data",
  "indicators",
  "metrics",
  "optimize",
  "portfolio",
  "sources",
  "validation",
  "worker",
];
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<
  "dependencies" | "optionalDependencies" | "peerDependencies",
  Record<string, string> | undefined
>;
const packages = Object.keys({
  ...manifest.dependencies,
  ...manifest.optionalDependencies,
  ...manifest.peerDependencies,
});

/**
 * Joins the modules into few files: a start reads some seventy files instead of four hundred. The command line and the
 * library's entries are built together, so that a strategy file's `backsight` is the very code that runs it.
 */
const bundle = await rolldown({
  input: Object.fromEntries(ENTRIES.map((name) => [name, join(ROOT, `src/${name}.ts`)])),
  platform: "node",
  external: (id) => id.startsWith("node:") || packages.some((name) => id === name || id.startsWith(`${name}/`)),
  tsconfig: false,
  // What is shared lies in one file on purpose, whichever way a module of it is asked for.
  checks: { ineffectiveDynamicImport: false },
});
rmSync(OUT, { recursive: true, force: true });
await bundle.write({
  dir: OUT,
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "[name]-[hash].js",
  sourcemap: false,
  // What nearly every command reads of a market, and what many ways in share, as two files instead of one for each set of ways.
  codeSplitting: {
    groups: [
      { name: "market", test: /[\\/]src[\\/]market[\\/]/ },
      { name: "shared", test: /[\\/]src[\\/](?!bin|cli)/, minShareCount: 8 },
    ],
  },
});
await bundle.close();
// npm makes it executable where it installs the package; a build of one's own must keep it so.
chmodSync(join(OUT, "bin.js"), 0o755);
