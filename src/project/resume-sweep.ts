import { resolve } from "node:path";
import type { Json } from "../core/canonical-json.ts";
import { BacksightError } from "../core/errors.ts";
import type { RunSpec } from "../run/run-spec.ts";
import type { SweepStore } from "../store/sweep-store.ts";
import { absoluteAddress } from "./data-address.ts";
import { isStrategyPath } from "./resolve-strategy.ts";
import type { Session } from "./session.ts";
import type { RunSweepWish } from "./sweep-wish.ts";

/** A wish as the store keeps it, so that it means the same from any folder. */
export function repeatableWish(wish: RunSweepWish, spec: RunSpec): Json {
  const { strategy, data, moreData = [], resume, isFresh, workers, timeLimit, ...rest } = wish;
  const { url } = spec.strategy;
  return JSON.parse(
    JSON.stringify({
      ...rest,
      strategy: strategy !== undefined && isStrategyPath(strategy) ? resolve(strategy) : (strategy ?? url),
      data: data === undefined ? spec.data : absoluteAddress(data),
      moreData: moreData.map((address) => absoluteAddress(address)),
    }),
  ) as Json;
}

/**
 * The wish of the sweep that a person wants to go on, named by its id or the start of one; without a name the newest that
 * hasn't ended.
 *
 * @throws {BacksightError} BACKSIGHT_SWEEP_UNKNOWN, BACKSIGHT_SWEEP_AMBIGUOUS; BACKSIGHT_USAGE when there is nothing to resume
 */
export async function wishToResume(session: Session, name: string | undefined): Promise<RunSweepWish> {
  const store = await session.existingStore();
  const { id, wish } = store === null ? nothing(session) : storedWish(store.sweeps, name, session);
  return { ...(wish as unknown as RunSweepWish), resume: id };
}

function storedWish(sweeps: SweepStore, name: string | undefined, session: Session) {
  if (name !== undefined) return sweeps.get(sweeps.find(name));
  return sweeps.list({ limit: 1000 }).find(({ finishedAt }) => finishedAt === null) ?? nothing(session);
}

function nothing(session: Session): never {
  throw new BacksightError("BACKSIGHT_USAGE", {
    problem: `no sweep in ${session.db} was stopped before its end.`,
    help: "Name the strategy to begin one; `backsight sweeps ls` lists those that there are.",
  });
}
