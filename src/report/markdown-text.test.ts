import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownCode, markdownTable, markdownText } from "./markdown-text.ts";

describe("markdownText", () => {
  it("opens nothing that Markdown knows", () => {
    expect(markdownText("<img src=x> & [a](b) | `c` *d* ~~e~~ \\")).toBe(
      "&lt;img src=x&gt; &amp; \\[a\\](b) \\| \\`c\\` \\*d\\* \\~\\~e\\~\\~ \\\\",
    );
    expect(markdownText("# head")).toBe("\\# head");
    expect(markdownText("1. item")).toBe("1\\. item");
    expect(markdownText("--- x")).toBe("\\--- x");
    expect(markdownText("a\nb\u001b")).toBe("a b\ufffd");
  });

  it("leaves ordinary names and numbers alone", () => {
    expect(markdownText("sma_cross fast_length=10 -0.5% 1.25")).toBe("sma_cross fast_length=10 -0.5% 1.25");
    expect(markdownText("_strong_")).toBe("\\_strong\\_");
  });

  it("is one line without a bare bracket, bar, tag or tick", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const safe = markdownText(text);
        expect(safe).not.toMatch(/[<>\n\r]/);
        expect(safe.replace(/\\[^\w\s]/g, "")).not.toMatch(/[|[\]`*~\\]/);
      }),
    );
  });
});

describe("markdownCode", () => {
  it("has a fence longer than any inside", () => {
    expect(markdownCode("a", "sh")).toBe("```sh\na\n```");
    expect(markdownCode("a\n````\nb", "sh")).toBe("`````sh\na\n````\nb\n`````");
  });
});

describe("markdownTable", () => {
  it("has a line a row", () => {
    expect(markdownTable(["a", "b"], [["1", "2"]])).toBe("| a | b |\n|---|---|\n| 1 | 2 |");
  });
});
