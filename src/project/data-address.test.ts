import { isAbsolute, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { absoluteAddress, inBrackets, parseDataAddress } from "./data-address.ts";

const parts = (text: string) => {
  const { scheme, body, options } = parseDataAddress(text);
  return { scheme, body, options: Object.fromEntries(options) };
};

describe("parseDataAddress", () => {
  it("takes scheme, body and options apart", () => {
    expect(parts("csv:data/goog.csv?symbol=GOOG&tz=America/New_York")).toEqual({
      scheme: "csv",
      body: "data/goog.csv",
      options: { symbol: "GOOG", tz: "America/New_York" },
    });
    expect(parts("synthetic:gbm?seed=7")).toEqual({ scheme: "synthetic", body: "gbm", options: { seed: "7" } });
    expect(parts("CSV:x.csv?")).toEqual({ scheme: "csv", body: "x.csv", options: {} });
  });

  it("reads a bare path by its ending, also a Windows one", () => {
    expect(parts("prices.csv")).toMatchObject({ scheme: "csv", body: "prices.csv" });
    expect(parts("a/b.PARQUET?symbol=SPY")).toEqual({
      scheme: "parquet",
      body: "a/b.PARQUET",
      options: { symbol: "SPY" },
    });
    for (const path of ["C:\\data\\x.csv", "c:/data/x.csv", "\\\\server\\share\\x.csv"]) {
      expect(parts(path)).toMatchObject({ scheme: "csv", body: path });
      expect(parts(`csv:${path}`)).toMatchObject({ scheme: "csv", body: path });
    }
  });

  it("decodes percent signs; in options a plus is a space, in paths a plus is a plus", () => {
    expect(parts("csv:a%3Fb+c.csv?symbol=A%26B+C%2B")).toEqual({
      scheme: "csv",
      body: "a?b+c.csv",
      options: { symbol: "A&B C+" },
    });
    expect(parts("csv:50% off.csv").body).toBe("50% off.csv");
    expect(parts("csv:x.csv?symbol=A?B=C").options).toEqual({ symbol: "A?B=C" });
  });

  it("leaves the query of a URL alone: its options follow a #", () => {
    expect(parts("HTTPS://example.com/x.csv?part=1#symbol=A%26B&timeframe=1d")).toEqual({
      scheme: "https",
      body: "https://example.com/x.csv?part=1",
      options: { symbol: "A&B", timeframe: "1d" },
    });
    expect(parts("https://example.com/x.csv").options).toEqual({});
  });

  it("takes a vendor's symbol as it is", () => {
    expect(parts("ccxt:kraken:BTC/USD@1h?from=2024-01-01")).toEqual({
      scheme: "ccxt",
      body: "kraken:BTC/USD@1h",
      options: { from: "2024-01-01" },
    });
  });

  it.each([
    ["", "it is empty"],
    ["  ", "it is empty"],
    ["GOOG", "it has no scheme such as csv:"],
    ["cvs:good.csv", 'unknown scheme "cvs" (did you mean "csv"?)'],
    ["ftp:good.csv", 'unknown scheme "ftp".'],
    ["csv:", "the path is missing"],
    ["csv:?symbol=A", "the path is missing"],
    ["synthetic:?seed=7", "the model is missing"],
    ["binance:?from=2024-01-01", "the symbol is missing"],
    ["binnance:BTCUSDT@1h", 'unknown scheme "binnance" (did you mean "binance"?)'],
    ["csv:x.csv?symbol", '"symbol" is no name=value'],
    ["csv:x.csv?symbol=A&symbol=B", "it gives symbol twice"],
    ["csv:x.csv?symbol=A&sym%62ol=B", "it gives symbol twice"],
  ])("refuses %j: %s", (text, reason) => {
    const error = thrown(() => parseDataAddress(text));
    expect(error.code).toBe("BACKSIGHT_DATA_URI");
    expect(error.message).toContain(reason);
  });
});

describe("absoluteAddress", () => {
  it("names the same file from any folder, and leaves what is no file where it is", () => {
    expect(absoluteAddress("csv:data/x.csv?symbol=A", "/home/ann")).toBe("csv:/home/ann/data/x.csv?symbol=A");
    expect(absoluteAddress("x.parquet", "/home/ann")).toBe("parquet:/home/ann/x.parquet");
    expect(absoluteAddress("csv:../x.csv", "/home/ann")).toBe("csv:/home/x.csv");
    expect(absoluteAddress("csv:/data/x.csv", "/home/ann")).toBe("csv:/data/x.csv");
    expect(absoluteAddress("csv:x.csv")).toBe(`csv:${resolve("x.csv")}`);
    expect(absoluteAddress("SYNTHETIC:gbm?seed=7")).toBe("synthetic:gbm?seed=7");
    expect(absoluteAddress("folder:prices?symbol=A", "/home/ann")).toBe("folder:/home/ann/prices?symbol=A");
    for (const text of ["binance:BTCUSDT@1h?from=2024-01-01", "https://example.com/x.csv?part=1#symbol=A"]) {
      expect(absoluteAddress(text, "/home/ann")).toBe(text);
    }
  });

  it("round-trips any path and any options", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    // A folder that begins the body keeps what follows from being read as a query, a drive or another scheme.
    const segment = name.filter((text) => !/[/\0]/.test(text) && text !== "." && text !== "..");
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.dictionary(name, name), (path, options) => {
        const query = Object.entries(options).map((pair) => pair.map(encodeURIComponent).join("="));
        const body = `/${path.join("/")}`;
        const address = `csv:${body.replace(/[%?#]/g, encodeURIComponent)}?${query.join("&")}`;
        expect(parts(address)).toEqual({ scheme: "csv", body, options: { ...options } });
        const absolute = absoluteAddress(address);
        expect(parts(absolute)).toEqual({ scheme: "csv", body: resolve(body), options: { ...options } });
        expect(absoluteAddress(absolute, "/elsewhere")).toBe(absolute);
        expect(isAbsolute(parts(absolute).body)).toBe(true);
      }),
    );
  });
});

it("inBrackets turns a hint into a part of a sentence", () => {
  expect(inBrackets(' Did you mean "csv"?')).toBe(' (did you mean "csv"?)');
  expect(inBrackets("")).toBe("");
});
