import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrapText } from "./wrap-text.ts";

describe("wrapText", () => {
  it("breaks at spaces and indents what follows", () => {
    expect(wrapText("one two three four", 9, "  ")).toEqual(["one two", "  three", "  four"]);
    expect(wrapText("one", 9, "  ")).toEqual(["one"]);
    expect(wrapText("", 9, "  ")).toEqual([""]);
  });

  it("breaks inside a word that is longer than a line", () => {
    expect(wrapText("see abcdefghijkl", 6, " ")).toEqual(["see", " abcde", " fghij", " kl"]);
  });

  it("fits the width and loses no word", () => {
    const text = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { maxLength: 20 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 40 }), (words, width) => {
        const lines = wrapText(words, width, "  ");
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(words.replaceAll(" ", ""));
      }),
    );
  });
});
