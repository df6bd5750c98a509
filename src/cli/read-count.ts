import { BacksightError } from "../core/errors.ts";

const MOST = 1_000_000;

/** The whole number that a flag gives, at least `least` and at most a million; undefined without the flag. @throws {BacksightError} BACKSIGHT_USAGE */
export function readCount(flag: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (count >= least && count <= MOST) return count;
  throw new BacksightError("BACKSIGHT_USAGE", {
    problem: `${flag} ${text} isn't a whole number from ${least} to ${MOST}.`,
    help: `Write ${flag} 1000, say, or leave it out.`,
  });
}
