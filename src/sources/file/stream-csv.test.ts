import { spawnSync } from "node:child_process";
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { loadCsv } from "./load-csv.ts";
import { loadParquet } from "./load-parquet.ts";
import { saveParquetStream } from "./save-parquet.ts";
import { streamCsv } from "./stream-csv.ts";

function writeMinutes(path: string, count: number): void {
  const file = openSync(path, "w");
  writeSync(file, "time,open,high,low,close,volume\n");
  let lines = "";
  for (let i = 0; i < count; i++) {
    const cents = 10_000 + ((i * 7919) % 997);
    lines += `${1_704_067_200 + 60 * i},${cents / 100},${(cents + 5) / 100},${(cents - 5) / 100},${cents / 100},${i % 5000}\n`;
    if (lines.length < 1 << 20 && i < count - 1) continue;
    writeSync(file, lines);
    lines = "";
  }
  closeSync(file);
}

describe("streamCsv", () => {
  it("writes the file that the bars in memory would make", async () => {
    const folder = temporaryFolder();
    const csv = join(folder, "GOOG-1m.csv");
    writeMinutes(csv, 140_000);
    const told: string[] = [];
    const stream = await streamCsv(csv, { onProgress: ({ task }) => told.push(task) });
    const path = join(folder, "x.parquet");
    await saveParquetStream(path, stream);
    expect(await loadParquet(path)).toEqual(await loadCsv(csv));
    expect(new Set(told)).toEqual(new Set(["reading GOOG-1m.csv"]));
  });

  it.skipIf(process.platform === "win32")("reads a pipe once, as a whole", async () => {
    const csv = join(temporaryFolder(), "x.csv");
    writeFileSync(csv, "date,open,high,low,close\n2024-01-02,1,2,1,1\n2024-01-03,1,2,1,1\n");
    const module = JSON.stringify(join(import.meta.dirname, "stream-csv.ts"));
    const script = `const { streamCsv } = await import(${module});
      console.log((await streamCsv("/dev/stdin", { symbol: "X" })).length);`;
    const node = [process.execPath, "--conditions=backsight-source", "--input-type=module", "-e", script];
    const args = ["-c", 'cat "$0" | "$@"', csv, ...node];
    const { stdout, stderr } = spawnSync("sh", args, { encoding: "utf8" });
    expect({ stdout, stderr }).toEqual({ stdout: "2\n", stderr: "" });
  });

  it("says what is wrong with the file", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "x.csv"), "date,open,high,low,close\n2024-01-02,1,2,1,zero\n");
    await expect(streamCsv(join(folder, "x.csv"))).rejects.toThrow('line 2: close is "zero", not a number');
    await expect(streamCsv(join(folder, "nothing.csv"))).rejects.toMatchObject({ code: "BACKSIGHT_FILE_NOT_FOUND" });
  });
});
