import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/**
 * A folder with these files that the test works in: the current folder, with a user's data folder of its own, until the
 * test is finished.
 */
export function projectFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(temporaryFolder());
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const { BACKSIGHT_HOME: home } = process.env;
  const before = process.cwd();
  process.chdir(folder);
  process.env.BACKSIGHT_HOME = join(folder, "home");
  onTestFinished(() => {
    process.chdir(before);
    if (home === undefined) delete process.env.BACKSIGHT_HOME;
    else process.env.BACKSIGHT_HOME = home;
  });
  return folder;
}
