import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSha256 } from "../core/sha256.ts";
import { createNativeSha256 } from "./native-sha256.ts";

describe("createNativeSha256", () => {
  it("gives the digests of the universal one, however the bytes are cut", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 4 }), (chunks) => {
        const native = createNativeSha256();
        const universal = createSha256();
        for (const chunk of chunks) {
          native.update(chunk);
          universal.update(chunk);
        }
        expect(native.digest()).toBe(universal.digest());
      }),
    );
  });
});
