import { describe, expect, it } from "vitest";
import { completeAddress } from "./complete-address.ts";

describe("completeAddress", () => {
  it.each([
    ["polygon:AAPL@5m", { from: "2024-01-02" }, "polygon:AAPL@5m?from=2024-01-02"],
    ["polygon:AAPL@5m", { from: "2024-01-02T09:30:00+01:00" }, "polygon:AAPL@5m?from=2024-01-02T09:30:00%2B01:00"],
    // The address's own beginning stays: what lies before --from warms up.
    ["polygon:AAPL@5m?from=2023-12-01", { from: "2024-01-02" }, "polygon:AAPL@5m?from=2023-12-01"],
    [
      "polygon:AAPL@5m?adjust=none&from=2024-01-02",
      { adjust: "total" },
      "polygon:AAPL@5m?from=2024-01-02&adjust=total",
    ],
    ["polygon:AAPL@1d", { adjust: "point-in-time" }, "polygon:AAPL@1d?adjust=point-in-time"],
    ["yahoo:AAPL@1d?from=2024-01-02", { adjust: "splits" }, "yahoo:AAPL@1d?from=2024-01-02&adjustment=split"],
    ["csv:prices.csv", { adjust: "none", from: "2024-01-02" }, "csv:prices.csv"],
    ["synthetic:gbm?seed=7", { from: "2024-01-02" }, "synthetic:gbm?seed=7"],
    ["binance:BTCUSDT@1h?from=2024-01-02", { adjust: "none" }, "binance:BTCUSDT@1h?from=2024-01-02"],
  ])("%s with %j is %s", (address, wishes, completed) => {
    expect(completeAddress(address, wishes)).toBe(completed);
  });

  it.each([
    ["prices.csv", "splits", "BACKSIGHT_NOT_SUPPORTED", "--adjust splits for csv: prices"],
    ["prices.csv", "point-in-time", "BACKSIGHT_NOT_SUPPORTED", "--adjust point-in-time for csv: prices"],
    ["yahoo:AAPL@1d", "point-in-time", "BACKSIGHT_NOT_SUPPORTED", "Yahoo has no raw prices"],
    ["binance:BTCUSDT@1h", "total", "BACKSIGHT_NOT_SUPPORTED", "--adjust total for binance: prices"],
    ["polygon:AAPL@1d", "split", "BACKSIGHT_OPTION_UNKNOWN", "split"],
  ])("refuses %s with --adjust %s", (address, adjust, code, says) => {
    expect(() => completeAddress(address, { adjust })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(says) }),
    );
  });
});
