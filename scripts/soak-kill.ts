import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRunStore } from "../src/store/run-store.ts";
import { damageIn, killRuns, resultsIn } from "../test/support/killed-runs.ts";

// node --conditions=backsight-source scripts/soak-kill.ts [kills] [seed]: kills `backsight run` at random moments and
// says whether store, ledger and reports are whole; the suite does the same with fewer kills.
const [kills = 100, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "backsight-soak-"));
try {
  console.log(`${kills} kills, seed ${seed}`);
  const { acknowledged, killed } = await killRuns({ folder, kills, parallel: 3, seed });
  const store = openRunStore(resultsIn(folder));
  const stored = store.list({ limit: 1_000_000 }).length;
  store.close();
  const damage = damageIn(folder, acknowledged);
  console.log(`${killed} killed before their end, ${acknowledged.length} acknowledged, ${stored} stored`);
  for (const line of damage) console.error(line);
  console.log(damage.length === 0 ? "nothing was lost, nothing is half-written" : `${damage.length} problems`);
  process.exitCode = damage.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
