import { join } from "node:path";
import { expect, it, test } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { absoluteSignalsAddress, isSignalsAddress, nameOfSignals, parseSignalsAddress } from "./signals-address.ts";

test.each([
  ["signals:a.parquet", { path: "a.parquet", format: "parquet", settings: {} }],
  [
    "SIGNALS:dir/A.CSV?tz=America/New_York",
    { path: "dir/A.CSV", format: "csv", settings: { timeZone: "America/New_York" } },
  ],
  [
    "signals:csv:a.txt?at=close&symbol=BRK.B",
    { path: "a.txt", format: "csv", settings: { at: "close", symbol: "BRK.B" } },
  ],
  ["signals:my%20signals.csv", { path: "my signals.csv", format: "csv", settings: {} }],
])("%s", (address, expected) => {
  expect(isSignalsAddress(address)).toBe(true);
  expect(parseSignalsAddress(address)).toEqual(expected);
  expect(parseSignalsAddress(absoluteSignalsAddress(address, "/base"))).toEqual({
    ...expected,
    path: join("/base", expected.path),
  });
});

test.each([
  ["signals:", "the path is missing"],
  ["signals:?tz=UTC", "the path is missing"],
  ["signals:a.xlsx", "its ending is neither .csv nor .parquet"],
  ["signals:synthetic:gbm", "synthetic is no form of a signals file"],
  ["signals:a.csv?at=noon", "at=noon must be open or close"],
  ["signals:a.csv?zt=UTC", 'unknown option "zt" (did you mean "tz"?); known: symbol, tz, at'],
  ["signals:a.csv?tz", '"tz" is no name=value'],
])("%s is refused", (address, reason) => {
  const error = thrown(() => parseSignalsAddress(address));
  expect(error).toMatchObject({ code: "BACKSIGHT_SIGNALS_ADDRESS", exitCode: 2 });
  expect(error.message).toContain(`can't understand ${address}: ${reason}.`);
});

it("refuses a zone that isn't known", () => {
  expect(thrown(() => parseSignalsAddress("signals:a.csv?tz=New_York")).code).toBe("BACKSIGHT_OPTION_UNKNOWN");
});

it("makes short addresses, and names of letters, digits and hyphens", () => {
  expect(absoluteSignalsAddress("signals:a.csv?tz=UTC", "/base")).toBe("signals:/base/a.csv?tz=UTC");
  expect(absoluteSignalsAddress("signals:csv:a.txt", "/base")).toBe("signals:csv:/base/a.txt");
  for (const [path, name] of [
    ["x/My signals (2).parquet", "My-signals-2"],
    ["rsi_2.v1.CSV", "rsi-2-v1"],
    ["日本.csv", "signals"],
  ] as const) {
    expect(nameOfSignals({ path, format: "csv", settings: {} })).toBe(name);
  }
});
