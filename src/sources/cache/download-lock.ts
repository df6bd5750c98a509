import { randomBytes } from "node:crypto";
import { throwIfCancelled } from "../../core/cancellation.ts";
import type { Database } from "../../platform/sqlite.ts";
import { isAlive, machine } from "./segment-name.ts";

/** How often the holder of a lock says that it is alive, and after which silence others stop believing it. */
const HEARTBEAT_MS = 2_000;
const SILENCE_MS = 15_000;
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 250;

/**
 * Runs `work` while no other process runs work of the same name, so that two don't download the same. The lock is
 * advice: a holder that died or was silent for 15 s loses it, and whoever works without it only downloads twice.
 *
 * @throws {BacksightError} BACKSIGHT_CANCELLED while waiting, BACKSIGHT_STORE, what `work` throws
 */
export async function withDownloadLock<T>(
  database: Database,
  name: string,
  ports: { readonly now: () => number; readonly signal?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  const owner = `${machine()}p${process.pid}-${randomBytes(6).toString("hex")}`;
  for (
    let wait = FIRST_WAIT_MS;
    !tryAcquire(database, name, owner, ports.now());
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  ) {
    throwIfCancelled(ports.signal);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  const heartbeat = setInterval(() => {
    quietly(() =>
      database.write((db) =>
        db.prepare("UPDATE locks SET seen_at = ? WHERE name = ? AND owner = ?").run(ports.now(), name, owner),
      ),
    );
  }, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    quietly(() =>
      database.write((db) => db.prepare("DELETE FROM locks WHERE name = ? AND owner = ?").run(name, owner)),
    );
  }
}

function tryAcquire(database: Database, name: string, owner: string, now: number): boolean {
  return database.write((db) => {
    const row = db.prepare("SELECT owner, seen_at FROM locks WHERE name = ?").get(name);
    if (row !== undefined && !isGivenUp(String(row.owner), Number(row.seen_at), now)) return false;
    db.prepare("INSERT OR REPLACE INTO locks (name, owner, seen_at) VALUES (?, ?, ?)").run(name, owner, now);
    return true;
  });
}

/** A clock that was set back counts as silence, too: nothing but a second download can come of it. */
function isGivenUp(owner: string, seenAt: number, now: number): boolean {
  if (Math.abs(now - seenAt) > SILENCE_MS) return true;
  const match = /^([0-9a-f]{8})p(\d+)-/.exec(owner);
  return match !== null && match[1] === machine() && !isAlive(Number(match[2]));
}

/** A lock that can't be renewed or given back is taken from us in time. */
function quietly(work: () => unknown): void {
  try {
    work();
  } catch {}
}
