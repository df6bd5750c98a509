import { nearestName } from "../../core/nearest-name.ts";
import { columnsNamed, isUnnamedColumn } from "../formats/column-roles.ts";

const MASK_ROLES = ["entries", "exits", "shortEntries", "shortExits"] as const;
export const LEVEL_ROLES = ["stopLoss", "takeProfit"] as const;
const TARGET_ROLES = ["weights", "units"] as const;
const SIGNAL_ROLES = [...MASK_ROLES, ...LEVEL_ROLES, ...TARGET_ROLES] as const;

/** Yes or no for each bar. */
export type MaskRole = (typeof MASK_ROLES)[number];
/** A price for each bar. */
export type LevelRole = (typeof LEVEL_ROLES)[number];
/** What to hold, for each bar. */
export type TargetRole = (typeof TARGET_ROLES)[number];
/** What a column of a signals file says about each bar. */
export type SignalRole = MaskRole | LevelRole | TargetRole;

export function isMaskRole(role: SignalRole): role is MaskRole {
  return MASK_ROLES.some((one) => one === role);
}

export function isLevelRole(role: SignalRole): role is LevelRole {
  return LEVEL_ROLES.some((one) => one === role);
}

/** Names by which a column goes, the one for messages first; compared in lower case, letters and digits only. */
const NAMES: Readonly<Record<SignalRole, readonly string[]>> = {
  entries: ["entries", "entry", "long_entries", "long_entry"],
  exits: ["exits", "exit", "long_exits", "long_exit"],
  shortEntries: ["short_entries", "short_entry"],
  shortExits: ["short_exits", "short_exit"],
  stopLoss: ["stop_loss", "stop_loss_price"],
  takeProfit: ["take_profit", "take_profit_price"],
  weights: ["weights", "weight", "target_weights", "target_weight"],
  units: ["units", "quantities", "quantity", "positions", "position"],
};
const KNOWN = SIGNAL_ROLES.flatMap((role) => NAMES[role]);

/** Which columns of a file mean what, by their places. */
export interface SignalsLayout {
  readonly time: number;
  readonly symbol: number | undefined;
  readonly signals: ReadonlyMap<SignalRole, number>;
  /** Names of columns that mean nothing here. */
  readonly unused: readonly string[];
}

/** Refuses a file for its columns: `problem` continues "signals.csv ", `hint` is " Did you mean …?" or "". */
export type RefuseColumns = (problem: string, hint?: string) => never;

/**
 * Finds the columns of a signals file by their names.
 *
 * @param index the place of the column that the file itself calls its index of times, where it does
 */
export function signalsLayout(
  names: readonly string[],
  index: number | undefined,
  refuse: RefuseColumns,
): SignalsLayout {
  const signals = new Map<SignalRole, number>();
  for (const [i, name] of names.entries()) {
    const role = SIGNAL_ROLES.find((one) => NAMES[one].some((known) => bare(known) === bare(name)));
    if (role === undefined) continue;
    const other = signals.get(role);
    if (other !== undefined) refuse(`gives ${NAMES[role][0]} twice, as "${names[other]}" and "${name}"`);
    signals.set(role, i);
  }
  const taken = new Set(signals.values());
  const free = (places: readonly number[]) => places.find((i) => !taken.has(i));
  const time =
    index ?? free(columnsNamed(names, "time")) ?? (names.length > 0 && isUnnamedColumn(names[0]) ? 0 : undefined);
  if (time === undefined) refuse("has no time column", hintFor(names, ["date", "time", "datetime", "timestamp"]));
  const symbol = free(columnsNamed(names, "symbol"));
  const unused = names.filter((name, i) => i !== time && i !== symbol && !taken.has(i) && name !== "");
  checkTogether(signals, names, unused, refuse);
  return { time, symbol, signals, unused };
}

function checkTogether(
  signals: ReadonlyMap<SignalRole, number>,
  names: readonly string[],
  unused: readonly string[],
  refuse: RefuseColumns,
): void {
  const given = (roles: readonly SignalRole[]) =>
    roles.filter((role) => signals.has(role)).map((role) => names[signals.get(role)!]!);
  const targets = given(TARGET_ROLES);
  const others = given([...MASK_ROLES, ...LEVEL_ROLES]);
  if (targets.length > 1 || (targets.length > 0 && others.length > 0)) {
    refuse(`gives ${[...targets, ...others].join(" and ")} together: give masks, or weights, or units`);
  }
  const hint = hintFor(unused, KNOWN);
  if (targets.length === 0 && !signals.has("entries") && !signals.has("shortEntries")) {
    refuse("has no column that says what to do", hint);
  }
  // A column that is nearly called like one with a meaning was meant to have it.
  if (hint !== "") refuse("has a column that might be meant as a signal: rename it, or leave it out", hint);
}

function hintFor(names: readonly string[], known: readonly string[]): string {
  for (const name of names) {
    const meant = bare(name).length < 3 ? undefined : nearestName(name, known);
    if (meant !== undefined) return ` Did you mean "${meant}" by "${name}"?`;
  }
  return "";
}

/** shortEntries, short_entries and "Short Entries" are one name. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
