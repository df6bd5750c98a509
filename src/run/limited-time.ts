import { BacksightError } from "../core/errors.ts";
import { underWay } from "../strategy/under-way.ts";
import type { RunPorts } from "./run-ports.ts";

/** Who can stop code that runs; absent: nobody. */
export type TimePort = Pick<RunPorts, "withinTime">;

/** Lets a strategy's code run at one go, and stops it when that takes too long. */
export type LimitedTime = <T>(act: () => T) => T;

/**
 * Each go has so much time: the signals or indicators and the simulation, which calls callbacks, and the guards that ask
 * the strategy again. Nothing but the strategy takes long in any of them.
 *
 * @param seconds null: no limit
 * @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED where nobody can stop running code; what it gives throws
 * BACKSIGHT_TIME_LIMIT
 */
export function limitedTime({ withinTime }: TimePort, strategy: string, seconds: number | null): LimitedTime {
  if (seconds === null) return (act) => act();
  if (withinTime === undefined)
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: "a time limit for strategies here",
      instead: "Leave timeLimit out, or run it in Node.",
    });
  const late = () => {
    const callback = underWay.place?.() ?? "the simulation";
    return new BacksightError("BACKSIGHT_TIME_LIMIT", { strategy, callback, seconds });
  };
  return (act) => {
    try {
      return withinTime(seconds * 1000, act, late);
    } finally {
      underWay.place = null;
    }
  };
}
