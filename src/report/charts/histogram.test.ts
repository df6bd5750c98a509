import { describe, expect, it } from "vitest";
import { histogram } from "./histogram.ts";

describe("histogram", () => {
  it("counts every return that changed something, once", () => {
    const returns = Float64Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 0 : ((i % 21) - 10) / 1000));
    const scene = histogram(returns, { width: 1100 });
    const counted = scene.nodes.flatMap((node) =>
      node.kind === "rect" ? [Number(/: ([\d,]+) session/.exec(node.tip ?? "")?.[1])] : [],
    );
    const changed = returns.filter((value) => value !== 0).length;
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(changed);
    expect(scene.summary).toContain(`${200 - changed} sessions without any change left out.`);
  });

  it("colours gains and losses, and no bar is both", () => {
    const scene = histogram(Float64Array.of(-0.02, -0.01, 0.01, 0.02, 0.03), { width: 1100 });
    for (const node of scene.nodes) {
      if (node.kind !== "rect") continue;
      const [from, to] = node
        .tip!.split(":")[0]!
        .split(" to ")
        .map((text) => Number.parseFloat(text));
      expect(from! < 0 ? to! <= 0 : node.style === "up").toBe(true);
      expect(node.style === "down").toBe(from! < 0);
    }
  });

  it("says mean, deviation and tail in words", () => {
    // Mean 0; deviation √(2 × 0.01² / 1) = 0.01414; 5 % quantile −0.01 + 0.05 × 0.02 = −0.009.
    expect(histogram(Float64Array.of(-0.01, 0.01), { width: 1100 }).summary).toBe(
      "Mean 0.000% and standard deviation 1.414% a session; one in twenty was below -0.90%.",
    );
  });

  it("has no picture of too few returns", () => {
    for (const returns of [[], [0.01], [0.01, 0.01], [0, 0, 0]]) {
      expect(histogram(Float64Array.from(returns), { width: 1100 }).summary).toContain("Too few different returns");
    }
  });
});
