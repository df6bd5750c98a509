import { BacksightError } from "../core/errors.ts";
import type { EvaluatedSignals } from "../strategy/evaluate-signals.ts";
import type { Strategy } from "../strategy/strategy.ts";

/** What simulates a run; both: each engine, and the run fails where they differ. */
export const ENGINES = ["vector", "event", "both"] as const;
export type EngineChoice = (typeof ENGINES)[number];

/**
 * The engine of a strategy: signals go through the vector engine unless another one is asked for, callbacks through the
 * event engine.
 *
 * @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED for callbacks through the vector engine
 */
export function engineFor(
  strategy: string,
  { program }: Pick<EvaluatedSignals, "program">,
  asked: EngineChoice | undefined,
): EngineChoice {
  if (program === undefined) return asked ?? "vector";
  if (asked === undefined || asked === "event") return "event";
  throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `${strategy}, which decides bar by bar, through the vector engine`,
    instead: "Leave the engine out: callbacks go through the event engine.",
  });
}

/**
 * The engine of several instruments on one account: callbacks go through the event engine, signals and weights through the
 * vector engine.
 *
 * @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED for another one
 */
export function engineOfSeveral(
  { name, events }: Pick<Strategy, "name" | "events">,
  asked: EngineChoice | undefined,
): "vector" | "event" {
  const engine = events === undefined ? "vector" : "event";
  if (asked === undefined || asked === engine) return engine;
  throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `${name} on several instruments of one account with the engine "${asked}"`,
    instead: `Leave the engine out: it goes through the ${engine} engine.`,
  });
}

/** An engine by name; undefined without one. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readEngine(name: string | undefined): EngineChoice | undefined {
  if (name === undefined) return undefined;
  const engine = ENGINES.find((known) => known === name);
  if (engine !== undefined) return engine;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "engine", rule: `one of ${ENGINES.join(", ")}`, value: name });
}
