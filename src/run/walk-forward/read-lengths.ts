import { BacksightError } from "../../core/errors.ts";
import { LONGEST_HOLDING, WALK_FORWARD_UNITS, type WalkForwardLengths } from "./walk-forward-spec.ts";

/** How long windows are, as they are asked for: numbers, or texts of them, or lengths of calendar time. */
export interface LengthsWish {
  /** sessions, or calendar where a length of calendar time is given. */
  readonly unit?: string | undefined;
  readonly train?: number | string | undefined;
  readonly test?: number | string | undefined;
  /** As long as the test where that is given. */
  readonly step?: number | string | undefined;
  readonly anchored?: boolean | undefined;
  /** longest-holding. */
  readonly purge?: number | string | undefined;
  /** None. */
  readonly embargo?: number | string | undefined;
}

/** A year, a quarter, a month of trading sessions. */
const DEFAULTS = { train: 252, test: 63, step: 21 } as const;

/** @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readLengths(wish: LengthsWish): WalkForwardLengths {
  const given = [wish.train, wish.test, wish.step, wish.purge, wish.embargo].filter((length) => length !== undefined);
  const isCalendar = given.some((length) => typeof length === "string" && /^\s*\d+\s*[a-z]+\s*$/i.test(length));
  const unit = unitOf(wish.unit ?? (isCalendar ? "calendar" : "sessions"));
  const read = (name: string, length: number | string) =>
    unit === "calendar" ? text(name, length) : whole(name, length);
  if (unit === "calendar" && (wish.train === undefined || wish.test === undefined)) {
    const rule = "given as a length of calendar time such as 2y, 6mo, 4w or 10d, train and test both";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "train and test", rule, value: "only one of them" });
  }
  const step = wish.step ?? wish.test ?? DEFAULTS.step;
  const { purge = LONGEST_HOLDING, embargo = unit === "calendar" ? "0d" : 0 } = wish;
  return {
    unit,
    train: read("train", wish.train ?? DEFAULTS.train),
    test: read("test", wish.test ?? DEFAULTS.test),
    step: read("step", step),
    isAnchored: wish.anchored ?? false,
    purge: purge === LONGEST_HOLDING ? purge : read("purge", purge),
    embargo: read("embargo", embargo),
  };
}

function unitOf(name: string): WalkForwardLengths["unit"] {
  const unit = WALK_FORWARD_UNITS.find((known) => known === name);
  if (unit !== undefined) return unit;
  const rule = `one of ${WALK_FORWARD_UNITS.join(", ")}`;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "unit", rule, value: name });
}

function whole(name: string, length: number | string): number {
  const value = typeof length === "string" && /^\s*\d{1,9}\s*$/.test(length) ? Number(length) : length;
  const least = name === "purge" || name === "embargo" ? 0 : 1;
  if (typeof value === "number" && Number.isInteger(value) && value >= least) return value;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: `a whole number from ${least} on`, value: length });
}

/** What is wrong with a text is said where windows are made. */
function text(name: string, length: number | string): string {
  if (typeof length === "string") return length.trim();
  const rule = "a length of calendar time such as 2y, 6mo, 4w or 10d, like the others";
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value: length });
}
