import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../run/default-settings.ts";
import { exitsText } from "./exits-text.ts";

describe("exitsText", () => {
  it("is short when nothing guards a position", () => {
    expect(exitsText(DEFAULT_SETTINGS)).toBe("none");
  });

  it("names every stop and target, and the order of prices that decides between them", () => {
    expect(
      exitsText({
        ...DEFAULT_SETTINGS,
        stopLoss: 0.02,
        takeProfit: 0.045,
        trailingStop: { kind: "fraction", fraction: 0.03, activateAt: 0.05 },
      }),
    ).toBe("stop-loss 2%, take-profit 4.5%, trailing stop 3% once 5% is gained; order of prices inside a bar: worst");
  });

  it("tells targets that change with the bars held, and distances in money", () => {
    const text = exitsText({
      ...DEFAULT_SETTINGS,
      takeProfit: [
        { afterBars: 0, fraction: 0.1 },
        { afterBars: 1, fraction: -0.05 },
      ],
      trailingStop: { kind: "amount", amount: 1.5 },
      intrabar: "ohlc",
    });
    expect(text).toBe(
      "take-profit 10% from 0 bars on, -5% from 1 bar on, trailing stop 1.50; order of prices inside a bar: ohlc",
    );
  });
});
