import { describe, expect, it } from "vitest";
import { readCount } from "./read-count.ts";

describe("readCount", () => {
  it("reads whole numbers and leaves out what isn't given", () => {
    expect(readCount("--paths", "250", 1)).toBe(250);
    expect(readCount("--paths", undefined, 1)).toBeUndefined();
  });

  it.each(["0", "-1", "1.5", "many", "", "1000001", "1e3"])("refuses %j by the flag's name", (text) => {
    expect(() => readCount("--paths", text, 1)).toThrow(`--paths ${text} isn't a whole number from 1 to 1000000.`);
  });
});
