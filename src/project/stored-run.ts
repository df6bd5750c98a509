import { BacksightError } from "../core/errors.ts";
import type { RunStore } from "../store/run-store.ts";
import type { Session } from "./session.ts";

/**
 * The run that a person names by its id, the start of one, or `last`, with the store that holds it.
 *
 * @param opensRun false where the run isn't read
 * @throws {BacksightError} BACKSIGHT_RUN_UNKNOWN, also where there is no store yet; BACKSIGHT_RUN_AMBIGUOUS
 */
export async function findRun(
  session: Session,
  name: string,
  opensRun = true,
): Promise<{ readonly store: RunStore; readonly id: string }> {
  const store = await session.existingStore(opensRun);
  if (store === null) throw new BacksightError("BACKSIGHT_RUN_UNKNOWN", { id: name, db: session.db });
  return { store, id: store.find(name) };
}
