import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { addressesOfSymbols } from "./addresses-of-symbols.ts";

function fileOf(text: string): string {
  const path = join(temporaryFolder(), "symbols.txt");
  writeFileSync(path, text);
  return path;
}

describe("addressesOfSymbols", () => {
  it("puts each symbol of the file once in the place of the star", () => {
    const path = fileOf("\uFEFFAAPL # a fruit\r\n\r\n# none\r\nBRK.B\nAAPL\nBTC/USD\n");
    expect(addressesOfSymbols(["polygon:*@1m?from=2024-01-02", "yahoo:*@1d"], path)).toEqual([
      "polygon:AAPL@1m?from=2024-01-02",
      "polygon:BRK.B@1m?from=2024-01-02",
      "polygon:BTC%2FUSD@1m?from=2024-01-02",
      "yahoo:AAPL@1d",
      "yahoo:BRK.B@1d",
      "yahoo:BTC%2FUSD@1d",
    ]);
  });

  it("refuses an address without a star, an empty file and none", () => {
    expect(() => addressesOfSymbols(["polygon:AAPL@1m"], fileOf("AAPL"))).toThrow("needs a * in place of its symbol");
    expect(() => addressesOfSymbols(["polygon:*@1m"], fileOf("# nothing\n"))).toThrow("holds no symbols");
    expect(() => addressesOfSymbols(["polygon:*@1m"], "absent.txt")).toThrow("absent.txt");
  });
});
