import { describe, expect, it } from "vitest";
import type { RunFacts } from "../run-facts.ts";
import { waterfall } from "./waterfall.ts";

const facts = (gross: number, commission: number, slippage: number): RunFacts => ({
  startingCash: 1000,
  finalEquity: 1000 + gross - commission - slippage,
  net: gross - commission - slippage,
  commission,
  slippage,
  spread: 0,
  impact: 0,
  taxes: 0,
  financing: 0,
  paid: commission + slippage,
  gross,
  costPerSide: 0.001,
  breakEvenCost: 0.002,
  capacity: NaN,
  costsAreOff: false,
});
const bars = (scene: ReturnType<typeof waterfall>) =>
  scene.nodes.flatMap((node) => (node.kind === "rect" ? [[node.style, node.y, node.height, node.tip]] : []));

describe("waterfall", () => {
  it("steps from gross through each cost to net", () => {
    // 0…100 over 222…24: 1.98 pixels a unit of money.
    expect(bars(waterfall(facts(100, 20, 30), { width: 530 }))).toEqual([
      ["up", 24, 198, "Gross: 100.00"],
      ["down", 24, expect.closeTo(39.6, 9), "Commission: -20.00"],
      ["down", expect.closeTo(63.6, 9), expect.closeTo(59.4, 9), "Slippage: -30.00"],
      ["up", 123, 99, "Net: 50.00"],
    ]);
  });

  it("steps through every cost that was paid", () => {
    const all = { ...facts(100, 20, 30), spread: 1, taxes: 2, net: 47 };
    const scene = waterfall(all, { width: 530 });
    expect(bars(scene).map(([, , , tip]) => tip)).toEqual([
      "Gross: 100.00",
      "Commission: -20.00",
      "Slippage: -30.00",
      "Spread: -1.00",
      "Taxes: -2.00",
      "Net: 47.00",
    ]);
    expect(scene.summary).toContain(
      "commission took 20.00, slippage 30.00, spread 1.00 and taxes 2.00; 47.00 is left.",
    );
  });

  it("hangs losses below zero", () => {
    const [gross, , , net] = bars(waterfall(facts(-100, 20, 30), { width: 530 }));
    expect(gross?.[0]).toBe("down");
    expect(net?.[0]).toBe("down");
    expect(gross?.[1]).toBe(net?.[1]);
  });

  it("draws a run without trades and one whose result isn't known", () => {
    expect(bars(waterfall(facts(0, 0, 0), { width: 530 })).map((bar) => bar[2])).toEqual([1, 1, 1, 1]);
    expect(waterfall(facts(NaN, 0, 0), { width: 530 }).summary).toBe("The result isn't known.");
  });
});
