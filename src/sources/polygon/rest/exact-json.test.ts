import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExactJson } from "./exact-json.ts";

describe("parseExactJson", () => {
  it("keeps the digits of a real quote's time, which a double would round to …600", () => {
    expect(parseExactJson('{"t":1679990340010084598,"p":12.5}')).toEqual({ t: 1679990340010084598n, p: 12.5 });
  });

  it.each([
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["-9007199254740993", -9007199254740993n],
    ["1e300", 1e300],
    ["1e400", Infinity],
    ["0.1", 0.1],
  ])("%s is %s", (text, value) => {
    expect(parseExactJson(text)).toBe(value);
  });

  it("is JSON.parse for everything that doubles hold", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(text));
        expect(parseExactJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("keeps any whole number exactly", () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 70n), 2n ** 70n), (value) => {
        expect(BigInt(parseExactJson(`${value}`) as bigint | number)).toBe(value);
      }),
    );
  });
});
