import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { systemErrorCode } from "../../platform/write-failure.ts";
import { shownAddress } from "./remote-address.ts";
import { type CopyFacts, factsOfCopy, sha256Of } from "./remote-file.ts";

/** A kept copy of a file of the web. */
export interface RemoteCopy {
  /** Its address without its query. */
  readonly address: string;
  readonly bytes: number;
  /** When the server last said that this is its file; epoch milliseconds. */
  readonly checkedAt: number;
}

/** A copy that isn't what was fetched. */
export interface CopyProblem {
  readonly address: string;
  /** Below the folder of copies. */
  readonly path: string;
  readonly problem: string;
  readonly outcome: "kept" | "set-aside" | "fetched-again";
}

export interface CopiesCheck {
  readonly files: number;
  readonly bytes: number;
  readonly problems: readonly CopyProblem[];
}

/** The copies in a folder, by address; none where there is no folder. What is no copy is passed over. */
export function listRemoteCopies(folder: string): RemoteCopy[] {
  const copies = namesIn(folder).flatMap((name): RemoteCopy[] => {
    const facts = factsOfCopy(join(folder, name));
    if (facts === undefined) return [];
    const bytes = statSync(join(folder, facts.file), { throwIfNoEntry: false })?.size ?? 0;
    return [{ address: addressOf(facts), bytes, checkedAt: facts.checkedAt }];
  });
  return copies.sort((a, b) => (a.address < b.address ? -1 : 1));
}

/**
 * Reads every copy and compares it with what was fetched. With `refetch` a damaged one is removed and fetched again.
 *
 * @param refetch true when the file is here again; without it nothing is changed
 */
export async function checkRemoteCopies(
  folder: string,
  refetch?: (url: URL) => Promise<boolean>,
): Promise<CopiesCheck> {
  const problems: CopyProblem[] = [];
  let files = 0;
  let bytes = 0;
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const facts = factsOfCopy(path);
    const found = facts === undefined ? "what is known of it can't be read" : problemOf(folder, facts);
    files++;
    if (facts !== undefined) bytes += statSync(join(folder, facts.file), { throwIfNoEntry: false })?.size ?? 0;
    if (found === null) continue;
    const about = { address: facts === undefined ? "" : addressOf(facts), path: facts?.file ?? name, problem: found };
    if (refetch === undefined) {
      problems.push({ ...about, outcome: "kept" });
      continue;
    }
    rmSync(path, { force: true });
    if (facts !== undefined) rmSync(join(folder, facts.file), { force: true });
    const url = facts === undefined ? null : URL.parse(facts.url);
    const isBack = url !== null && (await refetch(url));
    problems.push({ ...about, outcome: isBack ? "fetched-again" : "set-aside" });
  }
  return { files, bytes, problems };
}

function problemOf(folder: string, { file, sha256 }: CopyFacts): string | null {
  try {
    return sha256Of(readFileSync(join(folder, file))) === sha256 ? null : "its SHA-256 isn't that of what was fetched";
  } catch (error) {
    return systemErrorCode(error) === "ENOENT" ? "it is gone" : "it can't be read";
  }
}

function addressOf({ url }: CopyFacts): string {
  const parsed = URL.parse(url);
  return parsed === null ? "" : shownAddress(parsed);
}

/** What is known of copies, by name. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[\da-f]{32}\.json$/.test(name))
      .sort();
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}
