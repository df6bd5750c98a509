import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { BacksightError, reasonOf } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import { POLYGON_PLANS } from "../sources/polygon/rest/polygon-plan.ts";
import { RULE_BOOK_NAMES } from "../trading/rules/rule-book.ts";
import { checkHoldsNoKeys } from "./config-keys-check.ts";
import { RISK_SCHEMA } from "./risk-config.ts";

const fraction = z.number().min(0).lt(1);
/** Read by the same words as the command line's. */
const costModel = z.union([fraction, z.string().min(1), z.record(z.string(), z.unknown())]);
const costRate = z.union([fraction, z.string().min(1)]);

const SCHEMA = z.strictObject({
  data: z
    .strictObject({
      /** What `--data` is when it isn't given. */
      source: z.string().min(1).optional(),
      cache_dir: z.string().min(1).optional(),
      max_cache_size_gb: z.number().positive().optional(),
      retention_days: z.number().positive().optional(),
      /** Whether cached files are. */
      encrypt: z.boolean().optional(),
    })
    .optional(),
  /** Whether runs that are stored are encrypted. */
  results: z.strictObject({ encrypt: z.boolean().optional() }).optional(),
  polygon: z
    .strictObject({
      /** Of the flat files. */
      endpoint: z.url().optional(),
      bucket: z.string().min(1).optional(),
      rest_endpoint: z.url().optional(),
      plan: z.enum(POLYGON_PLANS).optional(),
    })
    .optional(),
  /** Hosts that speak as Binance's own do. */
  binance: z.strictObject({ archive_endpoint: z.url().optional(), rest_endpoint: z.url().optional() }).optional(),
  backtesting: z
    .strictObject({
      /** What `<strategy>` is when it isn't given. */
      strategy: z.string().min(1).optional(),
      initial_capital: z.number().positive().optional(),
      /** A fraction of the notional, a text as `--commission` takes it, or the parts of a schedule. */
      commission: costModel.optional(),
      /** fixed: `slippage_rate` of the price; variable: that at a bar volatility of 1 %, in proportion to it. */
      slippage_model: z.enum(["fixed", "variable"]).optional(),
      slippage_rate: fraction.optional(),
      /** Any model, instead of the two above. */
      slippage: costModel.optional(),
      spread: costModel.optional(),
      impact: costModel.optional(),
      /** Annual. */
      borrow: costRate.optional(),
      financing: costRate.optional(),
      taxes: costModel.optional(),
      /** Share of a bar's volume that fills may take together. */
      participation: z.union([z.number().gt(0).max(1), z.string().min(1)]).optional(),
      /** How long decided orders are on their way, as `--latency` takes it. */
      latency: z.union([z.int().positive(), z.string().min(1)]).optional(),
      /** What the account may borrow, as `--account` takes it. */
      account: z.string().min(1).optional(),
      /** Whose conventions. */
      rules: z.enum(RULE_BOOK_NAMES).optional(),
    })
    .optional(),
  /** Limits act only where they are written. */
  risk: RISK_SCHEMA.optional(),
  optimization: z
    .strictObject({
      walk_forward: z
        .strictObject({
          train_periods: z.int().positive().optional(),
          test_periods: z.int().positive().optional(),
          step_size: z.int().positive().optional(),
        })
        .optional(),
    })
    .optional(),
  /** Whether data may be read while the audit log can't be written. */
  audit: z.strictObject({ required: z.boolean().optional() }).optional(),
});

export type Config = z.infer<typeof SCHEMA>;

/** A configuration and the file that it was read from. */
export interface LoadedConfig {
  readonly path: string;
  readonly config: Config;
}

/**
 * The configuration of a project: `explicit`, else `config.yaml` in `folder`, else none.
 *
 * @throws {BacksightError} BACKSIGHT_CONFIG (names the key and the nearest known one), BACKSIGHT_FILE_NOT_FOUND
 */
export function loadConfig(folder: string, explicit: string | undefined): LoadedConfig | null {
  const path = explicit ?? join(folder, "config.yaml");
  if (!existsSync(path)) {
    if (explicit === undefined) return null;
    throw new BacksightError("BACKSIGHT_FILE_NOT_FOUND", { path, cwd: process.cwd() });
  }
  return { path, config: readConfig(path, readText(path)) };
}

/** Parses and checks the text of a configuration. @throws {BacksightError} BACKSIGHT_CONFIG */
export function readConfig(path: string, text: string): Config {
  checkHoldsNoKeys(path, text);
  const parsed = parseYaml(path, text);
  const result = SCHEMA.safeParse(parsed);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    const where = issue.path.join(".");
    const problem = `unknown key "${where === "" ? key : `${where}.${key}`}"`;
    const known = knownKeys(issue.path.map(String));
    const hint = `${didYouMean(key, known)} Known here: ${known.join(", ")}.`;
    throw new BacksightError("BACKSIGHT_CONFIG", { path, problem, hint });
  }
  throw new BacksightError("BACKSIGHT_CONFIG", {
    path,
    problem: `${issue.path.join(".") || "the file"}: ${issue.message}`,
    hint: "",
  });
}

/** Warnings count as errors: a tag that means nothing here would else be read as something that wasn't written. */
function parseYaml(path: string, text: string): unknown {
  try {
    const document = parseDocument(text, { logLevel: "error" });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw problem;
    return document.toJS() ?? {};
  } catch (error) {
    // The lines after the first show the place with a caret, which is lost on one line.
    const reason = reasonOf(error instanceof Error ? error.message.split(":\n", 1)[0] : error);
    throw new BacksightError(
      "BACKSIGHT_CONFIG",
      { path, problem: `not valid YAML: ${reason}`, hint: "" },
      { cause: error },
    );
  }
}

/** The keys of a block of the schema; of the whole file for an empty path. */
function knownKeys(path: readonly string[]): string[] {
  return Object.keys(shapeOf(blockAt(path)));
}

function blockAt(path: readonly string[]): z.ZodType {
  let block: z.ZodType = SCHEMA;
  for (const key of path) block = shapeOf(block)[key]!;
  return block instanceof z.ZodOptional ? (block.unwrap() as z.ZodType) : block;
}

/** Of a value that may be a number or a block, the block's. */
function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  const block = inner instanceof z.ZodUnion ? inner.options.find((option) => option instanceof z.ZodObject) : inner;
  return block instanceof z.ZodObject ? block.shape : {};
}

/** A value that may be a block or something shorter is one key. */
function leavesOf(path: readonly string[]): string[] {
  if (blockAt(path) instanceof z.ZodUnion) return [];
  return knownKeys(path).flatMap((key) => {
    const below = leavesOf([...path, key]);
    return below.length === 0 ? [[...path, key].join(".")] : below;
  });
}

/** Every key, as `backtesting.commission`. */
export const CONFIG_KEYS: readonly string[] = leavesOf([]);

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new BacksightError("BACKSIGHT_FILE_READ", { path, reason: reasonOf(error) }, { cause: error });
  }
}
