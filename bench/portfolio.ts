import { strict as assert } from "node:assert";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { simulatePortfolioWeights } from "../dist/engine/vector/portfolio/simulate-portfolio.js";
import type { Bars } from "../dist/market/bars.js";
import { panelOf } from "../dist/market/panel.js";
import { DEFAULT_COSTS } from "../dist/trading/costs/cost-settings.js";
import { ALL_EQUITY } from "../dist/trading/orders/size.js";
import { measureInTurn } from "./measure.ts";

const ROWS_OF_MONTH = 21;

interface Allocation {
  readonly row: number;
  readonly weights: Float64Array;
}

/** The loop that a person would write first: an object for each position and each mark. */
function plainLoop(all: readonly Bars[], allocations: readonly Allocation[]): number {
  const rows = all[0]!.length;
  const held = new Map(all.map((bars) => [bars.instrument.symbol, { quantity: 0, bars }]));
  const due = new Map(allocations.map(({ row, weights }) => [row + 1, weights]));
  let cash = 1e6;
  const history: { equity: number; cash: number }[] = [];
  for (let row = 0; row < rows; row++) {
    const weights = due.get(row);
    const worth = (at: "open" | "close") =>
      [...held.values()].reduce((sum, { quantity, bars }) => sum + quantity * bars[at][row]!, cash);
    if (weights !== undefined && row < rows - 1) {
      const before = worth("open");
      for (const [k, one] of [...held.values()].entries()) {
        const open = one.bars.open[row]!;
        const wanted = (weights[k]! * before) / open;
        if (wanted >= one.quantity * (1 - 1e-9)) continue;
        cash += (one.quantity - wanted) * open * (1 - 0.0005) * (1 - 0.001);
        one.quantity = wanted;
      }
      const after = worth("open");
      const asked = [...held.values()].map(({ quantity, bars }, k) =>
        Math.max(0, weights[k]! * after - quantity * bars.open[row]!),
      );
      const sum = asked.reduce((a, b) => a + b, 0);
      const share = sum > cash ? cash / sum : 1;
      for (const [k, one] of [...held.values()].entries()) {
        const open = one.bars.open[row]!;
        const wanted = (weights[k]! * after) / open;
        if (wanted - one.quantity <= 1e-9 * wanted) continue;
        one.quantity += (asked[k]! * share) / (open * (1 + 0.0005) * (1 + 0.001));
        cash -= asked[k]! * share;
      }
    }
    history.push({ equity: worth("close"), cash });
  }
  return history.at(-1)!.equity;
}

/** Several instruments on one cash: 500 names over ten years with monthly weights, and 50 names over a year of minutes. */
export function portfolio(): void {
  compare("500 names, 2,520 days, monthly weights", 500, 2520, "1d", ROWS_OF_MONTH);
  compare("50 names, 98,280 minutes, weights each session", 50, 98_280, "1m", 390);
}

function compare(title: string, names: number, rows: number, timeframe: string, every: number): void {
  const all = Array.from({ length: names }, (_, k) =>
    syntheticBars({ model: "gbm", seed: k + 1, bars: rows, timeframe, symbol: `N${k}` }),
  );
  const panel = panelOf(all);
  const allocations: Allocation[] = [];
  for (let row = every; row < rows; row += every) {
    const raw = all.map((_, k) => 1 + ((k * 7 + row) % 13));
    const sum = raw.reduce((a, b) => a + b, 0);
    allocations.push({ row, weights: Float64Array.from(raw, (weight) => weight / sum) });
  }
  const input = {
    panel,
    cash: 1e6,
    fill: "next-open",
    size: ALL_EQUITY,
    sizeAt: "fill",
    costs: DEFAULT_COSTS,
    start: 0,
    firstDecision: 0,
  } as const;
  const ours = () => simulatePortfolioWeights(input, allocations);
  const result = ours();
  const final = plainLoop(all, allocations);
  assert(Math.abs(result.equity.at(-1)! / final - 1) < 1e-9, "both must end with the same equity");
  const fills = result.instruments.reduce((sum, one) => sum + one.fills.length, 0);
  const times = measureInTurn({ ours: () => void ours(), plain: () => void plainLoop(all, allocations) }, 5, 1);
  console.log(
    `equal: ${title}: ${fills} fills; ours ${times.ours!.toFixed(0)} ms, an object for each position ${times.plain!.toFixed(0)} ms: ${(times.plain! / times.ours!).toFixed(2)} times as fast`,
  );
}
