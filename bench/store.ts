import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRunStore } from "../dist/store/run-store.js";
import { runDetail } from "../test/support/run-detail.ts";
import { measureInTurn } from "./measure.ts";

const TRADES = 100_000;

/** A run with 100,000 trades into the store, beside the same columns as one JSON file that nobody can query. */
export function storeRuns(): void {
  const folder = mkdtempSync(join(tmpdir(), "backsight-bench-"));
  const store = openRunStore(join(folder, "runs.db"));
  try {
    const detail = runDetail("BENCH", { rows: 5000, trades: TRADES });
    const { length, symbols, ...columns } = detail.trades;
    const plain = () => {
      const arrays = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, Array.from(column)]));
      writeFileSync(join(folder, "run.json"), JSON.stringify({ length, symbols, ...arrays }));
    };
    store.save(detail);
    assert.deepEqual(store.load("BENCH").trades, detail.trades, "what is saved must be what is loaded");
    const times = measureInTurn({ save: () => store.save(detail), load: () => void store.load("BENCH"), plain }, 5, 1);
    console.log(`equal: ${TRADES} trades, all columns to the last bit`);
    console.log(`save to the store      ${times.save!.toFixed(0)} ms`);
    console.log(`load from the store    ${times.load!.toFixed(0)} ms`);
    console.log(`write as one JSON file ${times.plain!.toFixed(0)} ms`);
    console.log(`save / JSON            ${(times.save! / times.plain!).toFixed(2)}`);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
