import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killSweeps } from "../test/support/killed-sweeps.ts";

// node --conditions=backsight-source scripts/soak-sweep-kill.ts [kills] [seed]: kills `backsight sweep` at random moments
// and says whether what went on is what was never stopped; the suite does the same with fewer kills.
const [kills = 100, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "backsight-soak-"));
try {
  console.log(`${kills} kills, seed ${seed}`);
  const { killed, ended, damage } = await killSweeps({ folder, kills, seed });
  console.log(`${killed} killed before their end, ${ended} sweeps ended`);
  for (const line of damage) console.error(line);
  console.log(damage.length === 0 ? "the same bytes, nothing twice" : `${damage.length} problems`);
  process.exitCode = damage.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
