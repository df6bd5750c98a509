import type { RunRecord } from "../../run/run-record.ts";
import { specLines } from "../spec-lines.ts";

/** One thing that decides a result, in two runs. */
export interface ComparedLine {
  readonly name: string;
  /** null where only the other run has it. */
  readonly a: string | null;
  readonly b: string | null;
  readonly isHash: boolean;
  readonly isSame: boolean;
}

/** Parameters of either run, in the order of the first and then of the second. */
export function comparedParams(a: RunRecord, b: RunRecord): ComparedLine[] {
  const names = new Set([...Object.keys(a.spec.params), ...Object.keys(b.spec.params)]);
  return [...names].map((name) => line(name, paramOf(a, name), paramOf(b, name), false));
}

/** Everything else that decides a result, in a report's order. */
export function comparedSettings(a: RunRecord, b: RunRecord): ComparedLine[] {
  const others = new Map(specLines(b).map(({ name, value }) => [name, value]));
  return specLines(a).map(({ name, value, isHash = false }) => line(name, value, others.get(name) ?? null, isHash));
}

function paramOf({ spec }: RunRecord, name: string): string | null {
  return Object.hasOwn(spec.params, name) ? String(spec.params[name]) : null;
}

function line(name: string, a: string | null, b: string | null, isHash: boolean): ComparedLine {
  return { name, a, b, isHash, isSame: a === b };
}
