import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, posix, resolve, win32 } from "node:path";
import { BacksightError } from "../core/errors.ts";

/** What the choice of a user's folder depends on; by default this process's own. */
export interface UserSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** The user's home folder; may throw where there is none. */
  readonly home: () => string;
}

const THIS_PROCESS: UserSurroundings = { env: process.env, platform: process.platform, home: homedir };

/**
 * Where Backsight keeps what belongs to the user and not to a project: trial ledger, keys, audit log. `BACKSIGHT_HOME`
 * decides; else the system's custom: `$XDG_DATA_HOME/backsight` or `~/.local/share/backsight` (XDG Base Directory
 * Specification: a relative value is ignored), `~/Library/Application Support/Backsight` on macOS,
 * `%LOCALAPPDATA%\Backsight` on Windows. The folder may not exist yet.
 *
 * @throws {BacksightError} BACKSIGHT_USAGE when the user has no home folder and names none
 */
export function userDataFolder({ env, platform, home }: UserSurroundings = THIS_PROCESS): string {
  const chosen = env.BACKSIGHT_HOME;
  if (chosen !== undefined && chosen !== "") return resolve(chosen);
  if (platform === "win32") {
    const local = env.LOCALAPPDATA;
    if (local !== undefined && win32.isAbsolute(local)) return win32.join(local, "Backsight");
    return win32.join(homeOf(home), "AppData", "Local", "Backsight");
  }
  if (platform === "darwin") return posix.join(homeOf(home), "Library", "Application Support", "Backsight");
  const data = env.XDG_DATA_HOME;
  if (data !== undefined && posix.isAbsolute(data)) return posix.join(data, "backsight");
  return posix.join(homeOf(home), ".local", "share", "backsight");
}

/** The project that `folder` lies in: the nearest folder upwards, itself included, with a `config.yaml`; else `folder`. */
export function projectFolder(folder: string = process.cwd()): string {
  const start = resolve(folder);
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, "config.yaml"))) return at;
    if (dirname(at) === at) return start;
  }
}

/** The default places of a project's results. */
export interface ProjectPlaces {
  readonly root: string;
  /** The result store, `.backsight/runs.db`. */
  readonly results: string;
  /** The folder of reports, `.backsight/reports`. */
  readonly reports: string;
}

/** Where the results of the project around `folder` go, unless `--db` or `--report` says otherwise. Nothing is made. */
export function projectPlaces(folder?: string): ProjectPlaces {
  const root = projectFolder(folder);
  return { root, results: join(root, ".backsight", "runs.db"), reports: join(root, ".backsight", "reports") };
}

/** The trial ledger's file in the user's data folder. */
export function trialLedgerPath(surroundings?: UserSurroundings): string {
  return join(userDataFolder(surroundings), "trials.db");
}

function homeOf(home: () => string): string {
  let folder = "";
  try {
    folder = home();
  } catch {}
  if (folder !== "") return folder;
  throw new BacksightError("BACKSIGHT_USAGE", {
    problem: "this user has no home folder to keep the trial ledger in.",
    help: "Set BACKSIGHT_HOME to a folder that can be written.",
  });
}
