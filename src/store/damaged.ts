import { BacksightError } from "../core/errors.ts";

/** What a load throws when the rows of a run can't be what was saved. `what` was read and `problem` found in it. */
export function damaged(path: string, id: string, what: string, problem: string): BacksightError<"BACKSIGHT_STORE"> {
  return new BacksightError("BACKSIGHT_STORE", {
    path,
    reason: `${what} of run ${id} are damaged: ${problem}`,
    advice: `Restore the file from a copy, or remove the run (\`backsight runs rm ${id}\`) and run it again.`,
  });
}

/** The same for the rows of a sweep. */
export function damagedSweep(
  path: string,
  id: string,
  what: string,
  problem: string,
): BacksightError<"BACKSIGHT_STORE"> {
  return new BacksightError("BACKSIGHT_STORE", {
    path,
    reason: `${what} of sweep ${id} is damaged: ${problem}`,
    advice: `Restore the file from a copy, or remove the sweep (\`backsight sweeps rm ${id}\`) and sweep again.`,
  });
}
