import { describe, expect, it } from "vitest";
import { NO_COSTS } from "../trading/costs/cost-settings.ts";
import { readCosts } from "../trading/costs/read-costs.ts";
import { costsText } from "./costs-text.ts";

describe("costsText", () => {
  it.each([
    [{ commission: 0.001, slippage: 0.0005, spread: 0.0002 }, "commission 0.1%, slippage 0.05%, spread 0.02%"],
    [{ commission: "0.005/share" }, "commission 0.005 per unit"],
    [{}, "none"],
    [{ commission: "1/order", borrow: "3%" }, "commission 1.00 per order, borrow 3% a year"],
    [{ commission: "0.005/share,min:1,max:1%" }, "commission 0.005 per unit, at least 1.00, at most 1%"],
    [{ commission: "maker:0.02%,taker:0.05%" }, "commission 0.02% as maker and 0.05% as taker"],
    [
      { commission: "ibkr-tiered", slippage: "volume-share", spread: "edge", impact: "square-root:0.5" },
      "commission ibkr-tiered, slippage volume-share:0.1, spread edge, impact square-root:0.5",
    ],
    [
      { commission: "0.1%+sec-fee", financing: 0.05, taxes: "uk-stamp-duty" },
      "commission sum (of one's own), financing 5% a year, taxes 0.5% on buys, 0% on sells",
    ],
  ])("of %o", (given, text) => expect(costsText(readCosts(given, NO_COSTS))).toBe(text));
});
