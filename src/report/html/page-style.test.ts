import { describe, expect, it } from "vitest";
import { pageCss, TEXT_PAIRS } from "./page-style.ts";

/** Contrast of two colours as WCAG 2.2 defines it: (lighter + 0.05) / (darker + 0.05) of relative luminance. */
function contrast(a: string, b: string): number {
  const luminance = (color: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter! + 0.05) / (darker! + 0.05);
}

describe("the page's colours", () => {
  it("measures contrast as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 12);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2); // the well-known grey just below 4.5
  });

  it.each(["light", "dark"] as const)("keep text readable on its ground (%s)", (scheme) => {
    const at = scheme === "light" ? 0 : 1;
    const low = TEXT_PAIRS.map(([text, ground]) => ({
      text: text[at],
      ground: ground[at],
      ratio: contrast(text[at], ground[at]),
    })).filter(({ ratio }) => ratio < 4.5);
    expect(low).toEqual([]);
  });
});

describe("pageCss", () => {
  it("loads nothing and has a rule for dark, for print and for a chosen theme", () => {
    const css = pageCss();
    expect(css).not.toMatch(/url\(|@import|http/);
    for (const part of ["prefers-color-scheme:dark", "@media print", "data-theme=dark"]) expect(css).toContain(part);
  });

  it("closes every block", () => {
    let depth = 0;
    for (const character of pageCss()) {
      if (character === "{") depth++;
      if (character === "}") depth--;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
  });

  it("defines every colour that it uses", () => {
    const css = pageCss();
    const defined = new Set(Array.from(css.matchAll(/--([a-z-]+):/g), ([, name]) => name));
    for (const [, name] of css.matchAll(/var\(--([a-z-]+)\)/g)) expect(defined).toContain(name);
  });
});
