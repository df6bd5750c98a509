import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { isSatisfied, readRequirement, requirementText } from "./requirement.ts";

const KNOWN = ["maxDrawdown", "tradesCount"];

describe("readRequirement", () => {
  it.each([
    ["tradesCount>=30", { metric: "tradesCount", comparison: ">=", bound: 30 }],
    [" maxDrawdown > -20% ", { metric: "maxDrawdown", comparison: ">", bound: -0.2 }],
    ["maxDrawdown<=-.5", { metric: "maxDrawdown", comparison: "<=", bound: -0.5 }],
    ["tradesCount<1e3", { metric: "tradesCount", comparison: "<", bound: 1000 }],
  ])("reads %j", (text, expected) => {
    expect(readRequirement(text, KNOWN)).toEqual(expected);
  });

  it.each(["tradesCount", "tradesCount=3", "tradesCount>many", ">3", "tradesCount>3>2", ""])("refuses %j", (text) => {
    const { code, message } = thrown(() => readRequirement(text, KNOWN));
    expect(code).toBe("BACKSIGHT_ARGUMENT");
    expect(message).toContain(JSON.stringify(text));
  });

  it("names the nearest metric", () => {
    expect(thrown(() => readRequirement("maxDrawdon>-0.2", KNOWN)).message).toContain('Did you mean "maxDrawdown"?');
  });
});

describe("isSatisfied", () => {
  const holds = (text: string, value: number) => isSatisfied(readRequirement(text, KNOWN), () => value);

  it("compares, the bound itself by the sign", () => {
    expect([2, 3, 4].map((value) => holds("tradesCount>=3", value))).toEqual([false, true, true]);
    expect([2, 3, 4].map((value) => holds("tradesCount>3", value))).toEqual([false, false, true]);
    expect([2, 3, 4].map((value) => holds("tradesCount<=3", value))).toEqual([true, true, false]);
    expect([2, 3, 4].map((value) => holds("tradesCount<3", value))).toEqual([true, false, false]);
  });

  it("is never satisfied by what is undefined", () => {
    for (const sign of [">", ">=", "<", "<="]) expect(holds(`tradesCount${sign}3`, NaN)).toBe(false);
  });

  it("is written as it is read", () => {
    for (const text of ["tradesCount>=3", "maxDrawdown>-0.2"]) {
      expect(requirementText(readRequirement(text, KNOWN))).toBe(text);
    }
  });
});
