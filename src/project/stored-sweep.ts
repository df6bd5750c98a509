import { BacksightError } from "../core/errors.ts";
import type { StoredSweep, SweepStore } from "../store/sweep-store.ts";
import type { Session } from "./session.ts";

/**
 * The sweep that a person names by its id, the start of one, or `last`, with the store that holds it.
 *
 * @throws {BacksightError} BACKSIGHT_SWEEP_UNKNOWN, also where there is no store yet; BACKSIGHT_SWEEP_AMBIGUOUS
 */
export async function findSweep(
  session: Session,
  name: string,
): Promise<{ readonly sweeps: SweepStore; readonly sweep: StoredSweep }> {
  const { sweeps, id } = await findSweepId(session, name, true);
  return { sweeps, sweep: sweeps.get(id) };
}

/** Its id alone: no key is looked for where it is encrypted, unless it `opensSweep`. @throws {BacksightError} as `findSweep` */
export async function findSweepId(
  session: Session,
  name: string,
  opensSweep = false,
): Promise<{ readonly sweeps: SweepStore; readonly id: string }> {
  const store = await session.existingStore(opensSweep);
  if (store === null) throw new BacksightError("BACKSIGHT_SWEEP_UNKNOWN", { id: name, db: session.db });
  return { sweeps: store.sweeps, id: store.sweeps.find(name) };
}
