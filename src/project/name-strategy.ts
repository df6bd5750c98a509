import type { ProgressListener } from "../core/progress.ts";
import type { StrategyReference } from "../run/run-spec.ts";
import type { NamedStrategy } from "./named-strategy.ts";
import { type ResolvedStrategy, resolveStrategy, strategyOfReference } from "./resolve-strategy.ts";
import { isSignalsAddress } from "./signals-address.ts";

/**
 * What `resolveStrategy` knows, or signals from a file: `signals:path.parquet`.
 *
 * @throws {BacksightError} as `resolveStrategy` and `loadSignalsStrategy`; from `on`, as `alignSignals`
 */
export async function nameStrategy(name: string, onProgress: ProgressListener): Promise<NamedStrategy> {
  if (!isSignalsAddress(name)) return fromCode(await resolveStrategy(name));
  const { loadSignalsStrategy } = await import("./signals-strategy-file.ts");
  return loadSignalsStrategy(name, onProgress);
}

/** The strategy of a stored run again. @throws {BacksightError} as `nameStrategy` and `strategyOfReference` */
export async function nameStrategyOfRun(
  reference: StrategyReference,
  runId: string,
  onProgress: ProgressListener,
): Promise<NamedStrategy> {
  const { source, url } = reference;
  if (source === "signals" && url !== undefined) return nameStrategy(url, onProgress);
  return fromCode(await strategyOfReference(reference, runId));
}

function fromCode(resolved: ResolvedStrategy): NamedStrategy {
  const { name, params, direction } = resolved.strategy;
  return { name, params, direction, on: () => ({ ...resolved, notes: [] }) };
}
