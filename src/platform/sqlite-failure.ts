import { BacksightError, reasonOf } from "../core/errors.ts";

interface Failure {
  readonly reason: string;
  readonly advice: string;
}

const DAMAGED = "Restore the file from a copy, or move it away (with its -wal and -shm): a new one is made.";
const RIGHTS = "Check the rights of the file and its folder, or choose another place ({place}).";
const SPACE = "Free some space and try again; what was saved before is intact.";

/** By SQLite's primary result code (sqlite.org/rescode.html). */
const FAILURES: Readonly<Record<number, Failure>> = {
  3: { reason: "this user may not open it", advice: RIGHTS },
  5: { reason: "another process keeps it locked", advice: "Try again when the other process is done." },
  6: { reason: "another process keeps it locked", advice: "Try again when the other process is done." },
  8: { reason: "it can't be written", advice: RIGHTS },
  10: { reason: "the disk reports an error, or is full", advice: "Check the disk and its free space, then try again." },
  11: { reason: "the file is damaged", advice: DAMAGED },
  13: { reason: "the disk is full", advice: SPACE },
  14: { reason: "it can't be opened", advice: `Check that it is a file in a folder that exists. ${RIGHTS}` },
  26: { reason: "it isn't an SQLite database, or is damaged", advice: `Choose another file ({place}). ${DAMAGED}` },
};

const BUSY = 5;

/** What decides where results and the user's own files are. */
export const USUAL_PLACE = "--db, BACKSIGHT_HOME";

/**
 * What SQLite threw, as BACKSIGHT_STORE with a reason for people and advice. Errors that don't come from SQLite are
 * given back as they are.
 *
 * @param place what decides where the file is, for the advice
 */
export function sqliteFailure(path: string, error: unknown, place = USUAL_PLACE): unknown {
  const code = resultCode(error);
  if (code === undefined) return error;
  const { reason, advice } = FAILURES[code] ?? { reason: reasonOf(error), advice: DAMAGED };
  return new BacksightError(
    "BACKSIGHT_STORE",
    { path, reason, advice: advice.replace("{place}", place) },
    { cause: error },
  );
}

/** True when another connection held the lock. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === BUSY;
}

/** The primary result code: the low byte of the extended one that Node gives. */
function resultCode(error: unknown): number | undefined {
  const isSqlite = error instanceof Error && "errcode" in error && typeof error.errcode === "number";
  return isSqlite ? (error.errcode as number) & 0xff : undefined;
}
