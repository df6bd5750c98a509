import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { readFraction, readMoney, readSize } from "./read-size.ts";

const refused = (read: () => unknown, name: string, text: string) => {
  const error = thrown(read);
  expect(error.code).toBe("BACKSIGHT_ARGUMENT");
  expect(error.message).toMatch(new RegExp(`^${name} must be `));
  expect(error.details).toMatchObject({ name, value: text });
};

/** The same value twice: 1234 as "12.34%" and as "0.1234". */
const spellings = fc
  .tuple(fc.integer({ min: 0, max: 99 }), fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 12 }))
  .map(([percent, decimals]) => ({
    percent: `${percent}${decimals === "" ? "" : `.${decimals}`}%`,
    fraction: `0.${String(percent).padStart(2, "0")}${decimals}`,
  }));

describe("readSize", () => {
  it.each([
    ["100", { kind: "quantity", quantity: 100 }],
    ["0.5", { kind: "quantity", quantity: 0.5 }],
    ["95%", { kind: "fraction", fraction: 0.95 }],
    [" 100% ", { kind: "fraction", fraction: 1 }],
    ["cash:10000", { kind: "cash", cash: 10_000 }],
    ["cash:1e4", { kind: "cash", cash: 10_000 }],
    ["risk:1%", { kind: "risk", fraction: 0.01 }],
    ["risk:0.02", { kind: "risk", fraction: 0.02 }],
  ])("reads %j", (text, size) => {
    expect(readSize(text)).toEqual(size);
  });

  it.each(["", " ", "0", "0%", "-5", "100.1%", "150%", "cash:", "cash:0", "cash:50%", "cash:-1", "1e400"])(
    "refuses %j",
    (text) => refused(() => readSize(text), "size", text),
  );
  it.each(["lots", "1,000", "0x10", "Infinity", "NaN", "cash: all", "shares:5", "5%%", "5 %"])("refuses %j", (text) =>
    refused(() => readSize(text), "size", text),
  );
  it.each(["risk:", "risk:100%", "risk:1", "risk:-1%", "risk:all"])("refuses %j, naming what follows risk:", (text) =>
    refused(() => readSize(text), "size", text.slice("risk:".length)),
  );
});

describe("readFraction", () => {
  it("gives a percentage the very double of its fraction", () => {
    expect(readFraction("rf", "0.07%", 1)).toBe(0.0007);
    fc.assert(
      fc.property(spellings, ({ percent, fraction }) => {
        expect(readFraction("rf", percent, 1)).toBe(Number(fraction));
        expect(readFraction("rf", fraction, 1)).toBe(Number(fraction));
      }),
    );
  });

  it("takes what is below the limit only", () => {
    expect(readFraction("rf", "99.99%", 1)).toBe(0.9999);
    expect(readFraction("gain", "250%", Infinity)).toBe(2.5);
    for (const text of ["1", "100%", "-0.01", "", "two", "1e999"])
      refused(() => readFraction("rf", text, 1), "rf", text);
    expect(thrown(() => readFraction("rf", "2", 1)).message).toContain("from 0 to below 1 (0.02 or 2%), was 2.");
    expect(thrown(() => readFraction("rf", "x", Infinity)).message).toContain("from 0 (0.02 or 2%), was x.");
  });
});

describe("readMoney", () => {
  it("takes amounts above 0", () => {
    expect(readMoney("cash", "100000")).toBe(100_000);
    expect(readMoney("cash", " 1e5 ")).toBe(100_000);
    expect(readMoney("cash", "0.01")).toBe(0.01);
    for (const text of ["0", "-1", "", "1e999", "10%", "1,000", "all", "$5", "NaN"])
      refused(() => readMoney("cash", text), "cash", text);
  });
});
