import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepOutOfSight, looksLikeKey, namesSecret, redact } from "./redaction.ts";

describe("redact", () => {
  it("takes a secret out in every form in which it may be written", () => {
    const value = 'canary "é" +/ päß&1';
    keepOutOfSight(value);
    const forms = [
      value,
      JSON.stringify(value),
      JSON.stringify({ a: JSON.stringify(value) }),
      encodeURIComponent(value),
      `https://x/?q=${new URLSearchParams({ q: value }).get("q")}`,
      new URLSearchParams({ q: value }).toString(),
      Buffer.from(value).toString("hex"),
      Buffer.from(value).toString("hex").toUpperCase(),
    ];
    for (const form of forms) {
      const clean = redact(`before ${form} after`);
      expect(clean).toMatch(/^before .*\[secret\].* after$/);
      expect(clean).not.toMatch(/canary|63616e617279/i);
    }
  });

  it("finds a secret inside longer Base64, at any offset", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 12, maxLength: 40, unit: "grapheme-ascii" }),
        fc.string({ maxLength: 7 }),
        fc.string({ maxLength: 7 }),
        fc.constantFrom("base64" as const, "base64url" as const),
        (secret, before, after, encoding) => {
          keepOutOfSight(secret);
          const text = Buffer.from(`${before}${secret}${after}`).toString(encoding);
          expect(redact(text)).toContain("[secret]");
        },
      ),
      { numRuns: 40 },
    );
  });

  it("takes out what a text itself calls a key", () => {
    expect(redact("GET /v2?a=1&apiKey=abc&b=2")).toBe("GET /v2?a=1&apiKey=[secret]&b=2");
    expect(redact("MASSIVE_API_KEY=abc access_token=x")).toBe("MASSIVE_API_KEY=[secret] access_token=[secret]");
    expect(redact("authorization: Bearer abcdefgh123")).toBe("authorization: Bearer [secret]");
    expect(redact(redact("apiKey=abc"))).toBe("apiKey=[secret]");
  });

  it("doesn't look for one secret in what stands for another", () => {
    keepOutOfSight("secret");
    keepOutOfSight("a-longer-secret");
    expect(redact("x a-longer-secret y secret z")).toBe("x [secret] y [secret] z");
  });

  it("leaves ordinary texts alone", () => {
    const text = "run 01m82s19 of sma-cross fast=10 slow=50, key file keys.json, tokens: 3";
    expect(redact(text)).toBe(text);
  });
});

describe("looksLikeKey", () => {
  it.each(["0f8fad5b-d9cb-469f-a165-70867728950e", "Zx93Kq7LmVt20RbWyUoPnZx93Kq7LmVt"])("%s does", (text) => {
    expect(looksLikeKey(text)).toBe(true);
  });

  it.each(["sma-cross", "2024-01-31", "data/synthetic-daily.csv", "everything-that-was-downloaded", "1".repeat(40)])(
    "%s doesn't",
    (text) => expect(looksLikeKey(text)).toBe(false),
  );
});

describe("namesSecret", () => {
  it("knows parameters that are called a secret", () => {
    expect(namesSecret("polygon:SPY?apiKey=x")).toBe(true);
    expect(namesSecret("--token=x")).toBe(true);
    expect(namesSecret("csv:a.csv?symbol=KEY&tz=UTC")).toBe(false);
    expect(namesSecret("token=")).toBe(false);
  });
});
