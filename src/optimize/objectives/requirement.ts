import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import type { ReadMetric } from "./goal.ts";

const COMPARISONS = {
  ">=": (value: number, bound: number) => value >= bound,
  "<=": (value: number, bound: number) => value <= bound,
  ">": (value: number, bound: number) => value > bound,
  "<": (value: number, bound: number) => value < bound,
} as const;

/** What a point must satisfy to be ranked: a metric against a number. Undefined values never satisfy it. */
export interface Requirement {
  readonly metric: string;
  readonly comparison: keyof typeof COMPARISONS;
  readonly bound: number;
}

/** Whether a point satisfies a requirement. */
export function isSatisfied({ metric, comparison, bound }: Requirement, read: ReadMetric): boolean {
  return COMPARISONS[comparison](read(metric), bound);
}

/** "maxDrawdown>-0.2". */
export function requirementText({ metric, comparison, bound }: Requirement): string {
  return `${metric}${comparison}${bound}`;
}

/**
 * Reads `maxDrawdown>-20%`, `tradesCount >= 30`: a metric, one of > >= < <=, a number or a percentage.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN
 */
export function readRequirement(text: string, known: Iterable<string>): Requirement {
  const match = /^\s*([A-Za-z]\w*)\s*(>=|<=|>|<)\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*(%?)\s*$/i.exec(text);
  if (match === null) {
    const rule = "a metric, one of > >= < <=, and a number, as in tradesCount>=30 or maxDrawdown>-20%";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "a requirement", rule, value: JSON.stringify(text) });
  }
  const [, metric = "", comparison, number, percent] = match;
  const ids = [...known];
  if (!ids.includes(metric)) {
    const details = { name: metric, hint: didYouMean(metric, ids), known: ids.join(", ") };
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", { kind: "metric of a sweep", ...details });
  }
  const bound = Number(number) / (percent === "%" ? 100 : 1);
  return { metric, comparison: comparison as Requirement["comparison"], bound };
}
