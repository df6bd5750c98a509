import { readFileSync } from "node:fs";
import { BacksightError, reasonOf } from "../core/errors.ts";

/**
 * The addresses with each symbol of a file in place of their `*`: `polygon:*@1m?from=2024-01-02` and a file of AAPL and
 * MSFT are two. A line is a symbol; empty lines and what follows a `#` are passed over.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_READ, BACKSIGHT_FILE_EMPTY, BACKSIGHT_USAGE for an address without a `*`
 */
export function addressesOfSymbols(addresses: readonly string[], path: string): string[] {
  const symbols = symbolsIn(path);
  return addresses.flatMap((address) => {
    if (!address.includes(":*@")) {
      throw new BacksightError("BACKSIGHT_USAGE", {
        problem: `with --symbols the address ${address} needs a * in place of its symbol.`,
        help: 'Write "polygon:*@1m?from=2024-01-02", in quotes.',
      });
    }
    return symbols.map((symbol) => address.replace(":*@", () => `:${encodeURIComponent(symbol)}@`));
  });
}

function symbolsIn(path: string): string[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new BacksightError("BACKSIGHT_FILE_READ", { path, reason: reasonOf(error) }, { cause: error });
  }
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const symbols = new Set(lines.map((line) => line.replace(/#.*/, "").trim()));
  symbols.delete("");
  if (symbols.size === 0) throw new BacksightError("BACKSIGHT_FILE_EMPTY", { path, what: "symbols" });
  return [...symbols];
}
