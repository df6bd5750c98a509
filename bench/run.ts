import { availableParallelism, loadavg } from "node:os";
import { alternatingPanel } from "./alternating-panel.ts";
import { cache } from "./cache.ts";
import { event } from "./event.ts";
import { flatFiles } from "./flat-files.ts";
import { load } from "./load.ts";
import { memory } from "./memory.ts";
import { portfolio } from "./portfolio.ts";
import { processStart } from "./process-start.ts";
import { simulation } from "./simulation.ts";
import { storeRuns } from "./store.ts";
import { sweep } from "./sweep.ts";
import { sweepDoors } from "./sweep-doors.ts";
import { sweepMany } from "./sweep-many.ts";
import { sweepThreads } from "./sweep-threads.ts";
import { ticks } from "./ticks.ts";
import { validation } from "./validation.ts";

/** Each benchmark checks that its candidates agree before it times them, and reports ratios within one run. */
const BENCHMARKS = {
  simulation,
  event,
  ticks,
  sweep,
  "sweep-doors": sweepDoors,
  "sweep-threads": sweepThreads,
  "sweep-many": sweepMany,
  "alternating-panel": alternatingPanel,
  portfolio,
  load,
  store: storeRuns,
  "process-start": processStart,
  "flat-files": flatFiles,
  cache,
  validation,
  memory: () => memory(1_000_000),
  "memory-10m": () => memory(10_000_000),
};
/** Takes a minute and 200 MB of disk: only when it is asked for. */
const ON_REQUEST: readonly string[] = ["memory-10m"];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(", ")}; there are: ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exitCode = 2;
} else {
  const [busy] = loadavg();
  console.log(
    `node ${process.versions.node}, ${availableParallelism()} processors, load ${busy!.toFixed(2)} at the start\n`,
  );
  for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
    if (wanted.length > 0 ? !wanted.includes(name) : ON_REQUEST.includes(name)) continue;
    console.log(`## ${name}`);
    await benchmark();
    console.log();
  }
}
