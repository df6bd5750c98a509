import { BacksightError } from "../core/errors.ts";
import { problemOfSchedule, type RebalanceSchedule } from "./portfolio/rebalance-schedule.ts";

/** When `onSchedule` is called: one schedule, or several by name. */
export type EventSchedule = RebalanceSchedule | Readonly<Record<string, RebalanceSchedule>>;

/** What a schedule without a name is told as. */
const UNNAMED_SCHEDULE = "schedule";

/** The schedules by name, in the order given. */
export function schedulesByName(schedule: EventSchedule): readonly (readonly [name: string, RebalanceSchedule])[] {
  return isOne(schedule) ? [[UNNAMED_SCHEDULE, schedule]] : Object.entries(schedule);
}

/** @throws {BacksightError} BACKSIGHT_STRATEGY_DEFINITION */
export function checkSchedule(strategy: string, schedule: EventSchedule): void {
  const isNamed = typeof schedule === "object" && schedule !== null && !isOne(schedule);
  for (const [name, one] of isNamed ? Object.entries(schedule) : [["", schedule] as const]) {
    const wrong = problemOfSchedule(one);
    if (wrong === null) continue;
    const problem = `schedule${name === "" ? "" : ` ${name}`} ${wrong.problem}`;
    throw new BacksightError("BACKSIGHT_STRATEGY_DEFINITION", { strategy, problem, hint: wrong.hint });
  }
}

function isOne(schedule: EventSchedule): schedule is RebalanceSchedule {
  return typeof schedule !== "object" || schedule === null || "everyBars" in schedule || "at" in schedule;
}
