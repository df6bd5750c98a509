import type { ErrorEntry } from "./error-entry.ts";

/** Stored runs, and the package itself. */
export const STORE_ERRORS = {
  BACKSIGHT_RUN_UNKNOWN: {
    message: 'no run "{id}" in {db}.',
    fix: "`backsight runs ls` lists them; an id, the start of one, or `last` names a run.",
    exit: 2,
  },
  BACKSIGHT_RESULT_SEALED: {
    message: "{what} {id} in {db} is encrypted, and {reason}.",
    fix: "Bring the key that encrypted it (BACKSIGHT_DATA_KEY, see `backsight keys ls`); without it nothing opens it, and `backsight {what}s rm {id}` removes it.",
    exit: 1,
  },
  BACKSIGHT_RUN_AMBIGUOUS: {
    message: '"{id}" is the start of {count} run ids.',
    fix: "Give more letters: {candidates}.",
    exit: 2,
  },
  BACKSIGHT_SWEEP_UNKNOWN: {
    message: 'no sweep "{id}" in {db}.',
    fix: "`backsight sweeps ls` lists them; an id, the start of one, or `last` names a sweep.",
    exit: 2,
  },
  BACKSIGHT_SWEEP_AMBIGUOUS: {
    message: '"{id}" is the start of {count} sweep ids.',
    fix: "Give more letters: {candidates}.",
    exit: 2,
  },
  BACKSIGHT_SWEEP_CHANGED: {
    message: "sweep {id} can't go on: {problem}.",
    fix: "Begin anew: the same command with --fresh instead of --resume.",
    exit: 1,
  },
  BACKSIGHT_WORKER: {
    message: "a worker thread ended twice over the same combinations: {reason}.",
    fix: "Try --workers 1, which says more; fewer workers take less memory.",
    exit: 1,
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
