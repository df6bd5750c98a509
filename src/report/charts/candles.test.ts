import { expect, it } from "vitest";
import type { Curve } from "../../run/run-detail.ts";
import { candles } from "./candles.ts";
import { linearScale } from "./scale.ts";

it("draws a hollow candle for a rise and a filled one for a fall", () => {
  const column = (...values: number[]) => Float64Array.from(values);
  const none = column(NaN, NaN);
  const curve: Curve = {
    time: column(1, 2),
    open: column(10, 30),
    high: column(40, 50),
    low: column(0, 10),
    close: column(30, 20),
    equity: none,
    equityLow: none,
    equityHigh: none,
    drawdown: none,
    benchmark: none,
  };
  // Two rows over 0…20: middles at 5 and 15, bodies 0.32 × 10 to each side. Prices 0…50 over 50…0.
  const scale = linearScale(0, 50, 50, 0);
  expect(candles(curve, { left: 0, right: 20, top: 0, bottom: 50 }, scale)).toEqual([
    { kind: "path", style: "candle-up", d: "M5 10V20M5 40V50M1.8 20H8.2V40H1.8Z" },
    { kind: "path", style: "candle-down", d: "M15 0V20M15 30V40M11.8 20H18.2V30H11.8Z" },
  ]);
});
