import type { ErrorEntry } from "./error-entry.ts";

/** Stored runs, and the package itself. */
export const STORE_ERRORS = {
  BACKSIGHT_RUN_UNKNOWN: {
    message: 'no run "{id}" in {db}.',
    fix: "`backsight runs ls` lists them; an id, the start of one, or `last` names a run.",
    exit: 2,
  },
  BACKSIGHT_RUN_AMBIGUOUS: {
    message: '"{id}" is the start of {count} run ids.',
    fix: "Give more letters: {candidates}.",
    exit: 2,
  },
  BACKSIGHT_STORE: { message: "the database {path}: {reason}.", fix: "{advice}", exit: 1 },
  BACKSIGHT_STORE_NEWER: {
    message: "{path} was written by a newer Backsight (schema {found}, this one knows {known}).",
    fix: "Update Backsight, or use another file (--db for results, BACKSIGHT_HOME for the trial ledger).",
    exit: 1,
  },
  BACKSIGHT_RERUN: { message: "run {id} can't be repeated: {reason}.", fix: "{advice}", exit: 1 },

  BACKSIGHT_MISSING_PACKAGE: { message: "{feature} needs the package {name}.", fix: "npm i {name}", exit: 1 },
  BACKSIGHT_INTERNAL: {
    message: "Backsight broke one of its own rules: {rule}.",
    fix: "Please report it with the command that led here.",
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
