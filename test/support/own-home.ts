import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** No test writes into the ledger of whoever runs it: all of them get a home of their own, removed at the end. */
export default function setup(): () => void {
  const home = mkdtempSync(join(tmpdir(), "backsight-home-"));
  process.env.BACKSIGHT_HOME = home;
  return () => rmSync(home, { recursive: true, force: true });
}
