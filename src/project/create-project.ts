import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { BacksightError, reasonOf } from "../core/errors.ts";
import { parseSyntheticAddress } from "../data/synthetic/synthetic-address.ts";
import { syntheticBars } from "../data/synthetic/synthetic-bars.ts";
import { dateOfDay } from "../market/calendar/calendar.ts";
import { writeFileAtomically } from "../platform/atomic-file.ts";
import { createFolder } from "../platform/create-folder.ts";
import { BACKSIGHT_VERSION } from "../run/backsight-version.ts";
import {
  CONFIG_TEMPLATE,
  ENV_TEMPLATE,
  GITIGNORE_TEMPLATE,
  STRATEGY_TEMPLATE,
  TSCONFIG_TEMPLATE,
} from "./project-templates.ts";

/** Ten years of days, so that the first run has something to say. */
const EXAMPLE_PRICES = "synthetic:market?seed=11&bars=2520&timeframe=1d&start=2015-01-02&symbol=SYN";

export interface CreatedProject {
  readonly written: readonly string[];
  /** Files of the user's own that were there and stay: package.json, tsconfig.json, .gitignore. */
  readonly kept: readonly string[];
  /** The package is in the folder's node_modules already. */
  readonly isInstalled: boolean;
}

/**
 * Lays out a project: configuration, an example strategy, example prices (synthetic, and labelled so), and what an
 * editor needs to know the types. A package.json that is there is only completed.
 *
 * @throws {BacksightError} BACKSIGHT_FOLDER_NOT_EMPTY, BACKSIGHT_CONFIG and BACKSIGHT_FILE_READ for a package.json that
 * can't be read, BACKSIGHT_FILE_WRITE; then nothing of the user's was changed
 */
export function createProject(folder: string, overwrite: boolean): CreatedProject {
  const own: Record<string, () => string> = {
    "config.yaml": () => CONFIG_TEMPLATE,
    "strategies/my-strategy.ts": () => STRATEGY_TEMPLATE,
    "data/synthetic-daily.csv": exampleCsv,
    ".env.example": () => ENV_TEMPLATE,
  };
  const shared: Record<string, () => string> = {
    "tsconfig.json": () => TSCONFIG_TEMPLATE,
    ".gitignore": () => GITIGNORE_TEMPLATE,
  };
  const present = Object.keys(own).filter((file) => existsSync(join(folder, file)));
  if (present.length > 0 && !overwrite) {
    throw new BacksightError("BACKSIGHT_FOLDER_NOT_EMPTY", { path: folder, files: present.join(", ") });
  }
  const written: string[] = [];
  const kept: string[] = [];
  const put = (file: string, content: string) => {
    const path = join(folder, file);
    createFolder(dirname(path));
    writeFileAtomically(path, content);
    written.push(file);
  };
  const packageJson = completedPackageJson(folder);
  for (const [file, content] of Object.entries(own)) put(file, content());
  for (const [file, content] of Object.entries(shared)) {
    if (existsSync(join(folder, file))) kept.push(file);
    else put(file, content());
  }
  if (packageJson === null) kept.push("package.json");
  else put("package.json", packageJson);
  return { written, kept, isInstalled: existsSync(join(folder, "node_modules", "backsight")) };
}

/** The package.json with what is missing added; null when nothing is. */
function completedPackageJson(folder: string): string | null {
  const path = join(folder, "package.json");
  const isThere = existsSync(path);
  const given = isThere ? readPackageJson(path) : {};
  const { dependencies = {}, devDependencies = {} } = given;
  const isListed = (name: string) => Object.hasOwn(dependencies, name) || Object.hasOwn(devDependencies, name);
  const library = isListed("backsight") ? {} : { dependencies: { ...dependencies, backsight: ownVersion(folder) } };
  const runtime =
    isListed("node") || !runsOnPackagedNode() ? {} : { devDependencies: { ...devDependencies, node: "^24" } };
  const addition = { ...library, ...runtime };
  if (isThere && Object.keys(addition).length === 0 && given.type === "module") return null;
  const base = isThere ? given : { name: "my-backtests", private: true };
  return `${JSON.stringify({ ...base, type: "module", ...addition }, null, 2)}\n`;
}

interface PackageJson {
  readonly type?: unknown;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly devDependencies?: Readonly<Record<string, unknown>>;
}

function readPackageJson(path: string): PackageJson {
  const refuse = (problem: string) => new BacksightError("BACKSIGHT_CONFIG", { path, problem, hint: "" });
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new BacksightError("BACKSIGHT_FILE_READ", { path, reason: reasonOf(error) }, { cause: error });
  }
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw refuse(`not valid JSON: ${reasonOf(error)}`);
  }
  if (!isRecord(given)) throw refuse("it is no JSON object");
  for (const block of ["dependencies", "devDependencies"]) {
    if (given[block] !== undefined && !isRecord(given[block])) throw refuse(`${block} is no JSON object`);
  }
  return given;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** This Node came with a package: the machine's own may be too old for the command line. */
function runsOnPackagedNode(): boolean {
  return process.execPath.split(sep).includes("node_modules");
}

/** What a package.json in `folder` depends on: this version, or the clone that is running. */
function ownVersion(folder: string): string {
  const root = dirname(fileURLToPath(import.meta.resolve("backsight/package.json")));
  if (root.split(sep).includes("node_modules")) return `^${BACKSIGHT_VERSION}`;
  return `file:${relative(folder, root).split(sep).join("/")}`;
}

function exampleCsv(): string {
  const bars = syntheticBars(parseSyntheticAddress(EXAMPLE_PRICES));
  const lines = ["date,open,high,low,close,volume"];
  for (let i = 0; i < bars.length; i++) {
    const prices = [bars.open[i]!, bars.high[i]!, bars.low[i]!, bars.close[i]!].map((price) => price.toFixed(2));
    lines.push([dateOfDay(bars.session[i]!), ...prices, String(bars.volume[i]!)].join(","));
  }
  return `${lines.join("\n")}\n`;
}
