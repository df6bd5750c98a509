import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCli } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const BARS = 1_000_000;
const NOTE_PEAK = join(import.meta.dirname, "../support/note-peak-memory.js");

it("a run on a million bars takes little more than their columns", async () => {
  const folder = temporaryFolder();
  const at = { folder, home: join(folder, "home") };
  const [note, path] = [join(folder, "peak"), join(folder, "bars.parquet")];
  const made = async (bars: number) => {
    const data = `synthetic:gbm?seed=7&bars=${bars}&timeframe=1m&calendar=24x7`;
    const { code } = await runCli(["data", "import", data, "--out", path, "--quiet"], at);
    expect(code).toBe(0);
  };
  const peakOf = async (data: string) => {
    const args = ["run", "sma-cross", "--data", data, "--db", join(folder, "runs.db"), "--quiet"];
    const nodeArgs = ["--import", NOTE_PEAK];
    process.env.PEAK_MEMORY = note;
    const { code } = await runCli(args, { ...at, nodeArgs });
    expect(code).toBe(0);
    return Number(readFileSync(note, "utf8")) / 1e6;
  };
  await made(BARS);
  const large = await peakOf(`parquet:${path}`);
  await made(1000);
  const small = await peakOf(`parquet:${path}`);
  // 60 bytes a bar are the columns as plain numbers. As they were once held, with everything made of them, it took 220 MB.
  expect(large - small).toBeLessThan(60 + 90);
});
