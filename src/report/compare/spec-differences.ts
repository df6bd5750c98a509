import { canonicalJson, type Json } from "../../core/canonical-json.ts";
import type { RunRecord } from "../../run/run-record.ts";

/** One entry of two runs' descriptions; null where only the other run has it. */
export interface SpecDifference {
  /** "fast", "stopLoss", "data". */
  readonly name: string;
  readonly a: Json;
  readonly b: Json;
}

/** What differs between two descriptions, parameters first, each in the order of the first run and then of the second. */
export interface SpecDifferences {
  readonly params: readonly SpecDifference[];
  /** Every execution setting, then strategy, data, range, seed and rules. */
  readonly settings: readonly SpecDifference[];
}

/** Compares two runs' descriptions entry by entry, as they are stored: nothing that decides a result is left out. */
export function specDifferences(a: RunRecord, b: RunRecord): SpecDifferences {
  return {
    params: differences(a.spec.params, b.spec.params),
    settings: differences(entriesOf(a), entriesOf(b)),
  };
}

type Entries = Readonly<Record<string, Json>>;

function entriesOf({ spec, engine, backsightVersion }: RunRecord): Entries {
  const { settings, strategy, params: _, walkForward = null, ...rest } = spec;
  return {
    ...(settings as unknown as Entries),
    strategy: strategy.name,
    strategyFile: strategy.url ?? null,
    ...rest,
    walkForward: walkForward as unknown as Json,
    engine,
    backsightVersion,
  };
}

function differences(a: Entries, b: Entries): SpecDifference[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .map((name) => ({ name, a: entryOf(a, name), b: entryOf(b, name) }))
    .filter((entry) => canonicalJson(entry.a) !== canonicalJson(entry.b));
}

function entryOf(entries: Entries, name: string): Json {
  return (Object.hasOwn(entries, name) ? entries[name] : undefined) ?? null;
}
