import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHtml, html, scriptJson } from "./html.ts";

describe("html", () => {
  it("escapes text and numbers, keeps markup, joins lists and drops what is absent", () => {
    const items = ["<a>", "b"].map((text) => html`<li>${text}</li>`);
    expect(html`<ul title="${'"&'}">${items}${null}${undefined}${1.5}</ul>`.markup).toBe(
      '<ul title="&quot;&amp;"><li>&lt;a&gt;</li><li>b</li>1.5</ul>',
    );
  });
});

describe("escapeHtml", () => {
  it("leaves nothing that ends an attribute or opens a tag", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/);
      }),
    );
  });
});

describe("scriptJson", () => {
  it("is the same JSON, and can't end its element", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { markup } = scriptJson(value);
        expect(markup).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(markup)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(scriptJson("</script>\u2028").markup).toBe('"\\u003c/script\\u003e\\u2028"');
  });
});
