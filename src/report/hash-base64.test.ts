import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { policyHash } from "./hash-base64.ts";

it("is the hash that a content security policy names, as another implementation has it", () => {
  // RFC 6234's empty message, in base64.
  expect(policyHash("")).toBe("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(policyHash(text)).toBe(`sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`);
    }),
  );
});
