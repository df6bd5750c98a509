import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export const REPOSITORY = join(import.meta.dirname, "../..");
export const BUNDLE = join(REPOSITORY, "dist/bundle/bin.js");

/** Node's arguments that start the command line: the built one when it is newer than every source file, else the source. */
export const COMMAND_LINE: readonly string[] = isBundleFresh()
  ? [BUNDLE]
  : ["--conditions=backsight-source", join(REPOSITORY, "src/bin.ts")];

export interface CliOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CliSurroundings {
  readonly folder: string;
  /** The user's data folder: where the trial ledger goes. */
  readonly home: string;
  readonly nodeArgs?: readonly string[];
  /** As an ordinary user, also when root runs the tests: root may write everywhere. */
  readonly isUnprivileged?: boolean;
}

const NOBODY = 65534;

/** Runs `backsight` as a child process, in a folder. */
export async function runCli(
  args: readonly string[],
  { folder, home, nodeArgs = [], isUnprivileged = false }: CliSurroundings,
): Promise<CliOutcome> {
  const child = spawn(process.execPath, [...nodeArgs, ...COMMAND_LINE, ...args], {
    cwd: folder,
    env: { ...process.env, BACKSIGHT_HOME: home, NO_COLOR: "1", NODE_OPTIONS: "" },
    ...(isUnprivileged && process.geteuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

/** Every file below a folder, sorted, with its size: what a failed command must not change. */
export function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => `${path} ${statSync(join(folder, path)).isFile() ? statSync(join(folder, path)).size : "folder"}`)
    .sort();
}

function isBundleFresh(): boolean {
  if (!existsSync(BUNDLE)) return false;
  const built = statSync(BUNDLE).mtimeMs;
  const src = join(REPOSITORY, "src");
  return readdirSync(src, { recursive: true, encoding: "utf8" }).every(
    (path) => !path.endsWith(".ts") || path.endsWith(".test.ts") || statSync(join(src, path)).mtimeMs <= built,
  );
}
