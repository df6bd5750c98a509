import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { simulateSignals } from "../dist/engine/vector/simulate-signals.js";
import { DEFAULT_SETTINGS } from "../dist/run/default-settings.js";
import { createSweepRunner } from "../dist/run/sweep/sweep-rows.js";
import { defineStrategy } from "../dist/strategy/define-strategy.js";
import { findPython } from "../test/support/find-python.ts";
import { measureInTurn } from "./measure.ts";

const [ROWS, INSTRUMENTS, ROUNDS] = [1000, 1000, 5];

const entries = Uint8Array.from({ length: ROWS }, (_, i) => (i % 2 === 0 ? 1 : 0));
const exits = entries.map((value) => 1 - value);
const alternating = defineStrategy({ name: "alternating", direction: "long", signals: () => ({ entries, exits }) });

/**
 * A million orders: 1,000 instruments by themselves on 1,000 days, bought at one close and sold at the next; through a sweep's
 * rows with their statistics, through the plain engine with every fill kept, and through vectorbt where Python has it.
 */
export function alternatingPanel(): void {
  const all = Array.from({ length: INSTRUMENTS }, (_, seed) => syntheticBars({ model: "gbm", seed, bars: ROWS }));
  const costs = { commission: { kind: "rate", rate: 0.001 }, slippage: 0.0005, spread: 0 } as const;
  const settings = { ...DEFAULT_SETTINGS, cash: 10_000, fill: "close", direction: "long", costs } as const;
  const rows = () =>
    all.map((bars) => {
      let final = NaN;
      const runner = createSweepRunner({ strategy: alternating, bars, settings });
      runner.run([{}], ({ statistics }) => {
        final = statistics.finalEquity[0]!;
      });
      runner.close();
      return final;
    });
  const { rules: _, finer: __, ...rest } = settings;
  const simulation = { ...rest, start: 0, firstDecision: 0, entries, exits };
  const plain = () => all.map((bars) => simulateSignals({ ...simulation, bars }).equity[ROWS - 1]!);
  const finals = plain();
  for (const [k, final] of rows().entries()) assert.equal(final, finals[k], `final value of ${k}`);
  const times = measureInTurn({ rows, plain }, ROUNDS, 2);
  console.log(
    `${INSTRUMENTS} instruments of ${ROWS} days, an order at every close; equal: ${INSTRUMENTS} final values`,
  );
  console.log(`rows of a sweep, twelve statistics  ${times.rows!.toFixed(0)} ms`);
  console.log(`plain engine, every fill kept       ${times.plain!.toFixed(0)} ms`);
  const python = findPython("vectorbt");
  if (python === undefined) {
    console.log("vectorbt: Python hasn't got it");
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "backsight-bench-"));
  try {
    const closes = join(folder, "closes");
    writeFileSync(
      closes,
      Buffer.concat(all.map(({ close }) => new Uint8Array(close.buffer, close.byteOffset, 8 * ROWS))),
    );
    const script = join(import.meta.dirname, "alternating-panel.py");
    const args = [script, closes, ROWS, INSTRUMENTS, ROUNDS].map(String);
    const { status, stdout, stderr } = spawnSync(python, args, { encoding: "utf8", maxBuffer: 1e8 });
    assert.equal(status, 0, stderr);
    const peer = JSON.parse(stdout) as { finals: number[]; simulated: number; measured: number };
    for (const [k, final] of finals.entries())
      assert.ok(Math.abs(peer.finals[k]! - final) <= 1e-9 * final, `final value of ${k}`);
    console.log(`vectorbt, simulated                 ${peer.simulated.toFixed(0)} ms, the same final values to 1e-9`);
    console.log(`vectorbt, with four statistics      ${peer.measured.toFixed(0)} ms`);
    console.log(`vectorbt simulated / rows           ${(peer.simulated / times.rows!).toFixed(1)}`);
    console.log(`vectorbt with statistics / rows     ${(peer.measured / times.rows!).toFixed(1)}`);
    console.log(`vectorbt simulated / plain          ${(peer.simulated / times.plain!).toFixed(1)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
