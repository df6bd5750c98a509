import { strict as assert } from "node:assert";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import type { Bars } from "../dist/market/bars.js";
import { loadCsv } from "../dist/sources/file/load-csv.js";
import { loadParquet } from "../dist/sources/file/load-parquet.js";
import { saveParquet } from "../dist/sources/file/save-parquet.js";
import { csvOf } from "./csv-of.ts";
import { median } from "./measure.ts";

const BARS = 98_280;
const ROUNDS = 21;
const WARM_UPS = 4;
const COLUMNS = ["time", "closeTime", "open", "high", "low", "close", "volume"] as const;

/** A year of minutes from a file to bars, from CSV and from Parquet, beside reading and splitting the text alone. */
export async function load(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "backsight-bench-"));
  try {
    const bars = syntheticBars({ model: "market", seed: 7, bars: BARS, timeframe: "1m" });
    const csv = join(folder, "minutes.csv");
    const packed = join(folder, "packed.parquet");
    const plain = join(folder, "plain.parquet");
    writeFileSync(csv, csvOf(bars));
    await saveParquet(packed, bars);
    await saveParquet(plain, bars, { codec: "UNCOMPRESSED" });
    const candidates = {
      csv: () => loadCsv(csv),
      packed: () => loadParquet(packed),
      plain: () => loadParquet(plain),
      split: () => splitFields(csv),
    };
    for (const read of [candidates.csv, candidates.packed, candidates.plain]) assertSame(await read(), bars);
    assert.equal(candidates.split(), BARS * 6, "splitting must find every field");

    const times = await measure(candidates);
    const line = (label: string, name: keyof typeof candidates, path: string) => {
      const size = `${(statSync(path).size / 1e6).toFixed(1)} MB`;
      console.log(`${label.padEnd(28)}${times[name].toFixed(1).padStart(6)} ms  of ${size}`);
    };
    console.log(`equal: ${BARS} bars, all columns to the last bit`);
    line("CSV to bars", "csv", csv);
    line("Parquet, Zstandard, to bars", "packed", packed);
    line("Parquet, not packed, to bars", "plain", plain);
    line("readFile and split of the CSV", "split", csv);
    console.log(`split / CSV                 ${(times.split / times.csv).toFixed(2)}`);
    console.log(`CSV / Parquet, Zstandard    ${(times.csv / times.packed).toFixed(2)}`);
    console.log(`CSV / Parquet, not packed   ${(times.csv / times.plain).toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a person would write first, without even making numbers of the fields. */
function splitFields(path: string): number {
  let fields = 0;
  for (const line of readFileSync(path, "utf8").trimEnd().split("\n").slice(1)) fields += line.split(",").length;
  return fields;
}

async function measure<Name extends string>(
  candidates: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(candidates) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    for (const name of names) {
      const started = performance.now();
      await candidates[name]();
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

function assertSame(read: Bars, bars: Bars): void {
  for (const name of COLUMNS) assert.deepEqual(read[name], bars[name], `${name} must be equal to the last bit`);
}
