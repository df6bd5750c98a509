import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleLine, visibleText } from "./visible-text.ts";

describe("visibleText", () => {
  it("shows what would steer a terminal or turn text around", () => {
    expect(visibleText("a\u001b[31mb\u0000\u009b\u202ec\u2066")).toBe("a\ufffd[31mb\ufffd\ufffd\ufffdc\ufffd");
    expect(visibleText("Ünïcode — 漢字 🚀\tand\nlines")).toBe("Ünïcode — 漢字 🚀\tand\nlines");
  });
});

describe("visibleLine", () => {
  it("is one line, whatever the text", () => {
    expect(visibleLine(" a\r\n b\u2028c\t d ")).toBe("a b c d");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be gone
        expect(visibleLine(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      }),
    );
  });
});
