import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../run/default-settings.ts";
import { executionText } from "./execution-text.ts";

it("names costs, size, fills and cash always, sides and stops where they aren't the default", () => {
  expect(executionText(DEFAULT_SETTINGS)).toBe(
    "costs commission 0.1%, slippage 0.05%; size 100% of equity; fills at the next bar's open; cash 100,000.00",
  );
  expect(executionText({ ...DEFAULT_SETTINGS, direction: "long", stopLoss: 0.02 })).toContain(
    "; cash 100,000.00; long only; stop-loss 2%; ",
  );
  expect(executionText({ ...DEFAULT_SETTINGS, risk: { maxPositionSize: 0.1 } })).toContain(
    "; cash 100,000.00; limits: max position size 10%",
  );
});
