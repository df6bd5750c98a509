import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { BacksightError } from "../core/errors.ts";
import { sha256 } from "../core/sha256.ts";
import type { StrategyReference } from "../run/run-spec.ts";
import { loadLibraryStrategy } from "../strategy/library-table.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { isSignalsAddress } from "./signals-address.ts";

/** A strategy with what a run's description says of it. */
export interface ResolvedStrategy {
  readonly strategy: Strategy;
  readonly reference: StrategyReference;
}

/**
 * The strategy that a person names: a ready one, one that this program registered, or the path of a file (anything with
 * a slash or a .ts, .js, .mts or .mjs ending).
 *
 * @throws {BacksightError} BACKSIGHT_STRATEGY_UNKNOWN, BACKSIGHT_FILE_NOT_FOUND, BACKSIGHT_STRATEGY_FILE, BACKSIGHT_USAGE
 * for signals, which are no strategy without prices
 */
export async function resolveStrategy(name: string): Promise<ResolvedStrategy> {
  if (isSignalsAddress(name) || SIGNALS_FILE.test(name)) {
    throw new BacksightError("BACKSIGHT_USAGE", {
      problem: `${name} is no strategy: it names signals, or prices.`,
      help: "`backsight run signals:path.parquet --data …` runs signals that were computed elsewhere.",
    });
  }
  if (isStrategyPath(name)) {
    const { loadStrategyFile } = await import("./strategy-files.ts");
    const { strategy, url, codeHash } = await loadStrategyFile(name);
    return { strategy, reference: { source: "file", name: strategy.name, url, codeHash } };
  }
  const ready = await loadLibraryStrategy(name);
  if (ready !== undefined) return { strategy: ready, reference: libraryReference(ready) };
  const { StrategyFactory } = await import("../strategy/strategy-factory.ts");
  const strategy = StrategyFactory.create(name);
  return { strategy, reference: { source: "inline", name, codeHash: sha256(strategy.sourceText) } };
}

const SIGNALS_FILE = /\.(?:csv|parquet)(?:\?|$)/i;

/** True for what is meant as a file rather than as a name. */
export function isStrategyPath(name: string): boolean {
  return /\.m?[jt]s$/.test(name) || name.includes("/") || name.includes(sep);
}

/**
 * The strategy of a stored run again.
 *
 * @throws {BacksightError} BACKSIGHT_RERUN for strategies that live in no file
 */
export async function strategyOfReference(reference: StrategyReference, runId: string): Promise<ResolvedStrategy> {
  if (reference.source === "library") return resolveStrategy(reference.name);
  if (reference.source === "file" && reference.url !== undefined) return resolveStrategy(fileURLToPath(reference.url));
  throw new BacksightError("BACKSIGHT_RERUN", {
    id: runId,
    reason: `the strategy "${reference.name}" was defined inline and is not reproducible`,
    advice: "Move it to a file of its own and run that.",
  });
}

function libraryReference({ name, version }: Strategy): StrategyReference {
  return { source: "library", name, codeHash: sha256(`library/${name}/${version}`) };
}
