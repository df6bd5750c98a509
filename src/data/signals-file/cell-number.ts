/** How programs write what is missing. */
const MISSING = new Set(["", "nan", "null", "none", "na", "n/a", "<na>", "nat"]);
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const INFINITE = /^([-+]?)inf(?:inity)?$/;

/**
 * The value of a cell of text: a number, 1 for true, 0 for false, NaN for what is missing, in any case; null for other
 * text. With `hasDecimalComma` a comma is the point.
 */
export function cellNumber(cell: string, hasDecimalComma: boolean): number | null {
  const text = cell.trim();
  const plain = hasDecimalComma ? text.replace(",", ".") : text;
  if (NUMBER.test(plain)) return Number(plain);
  const word = plain.toLowerCase();
  if (word === "true") return 1;
  if (word === "false") return 0;
  if (MISSING.has(word)) return NaN;
  const infinite = INFINITE.exec(word);
  return infinite === null ? null : infinite[1] === "-" ? -Infinity : Infinity;
}
