import { readFileSync, writeFileSync } from "node:fs";

// node --import note-peak-memory.js …: writes the most memory that the process took, in bytes, to the file that
// PEAK_MEMORY names. JavaScript, so that nothing is loaded to read it.
process.on("exit", () => writeFileSync(process.env.PEAK_MEMORY ?? "", String(peakBytes())));

function peakBytes() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  // What the system counts for a child begins with what its parent had when it was forked.
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
}
