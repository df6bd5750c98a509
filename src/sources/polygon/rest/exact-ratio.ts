/**
 * `from` to `to` as the smallest whole numbers of the same ratio: 1 to 1.05 is 20 to 21. The decimals are taken as
 * written, so that no factor made of them is rounded. Numbers too long for that stay as they are.
 */
export function exactRatio(from: number, to: number): readonly [from: number, to: number] {
  const scale = 10 ** Math.max(decimalsOf(from), decimalsOf(to));
  const [a, b] = [Math.round(from * scale), Math.round(to * scale)];
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return [from, to];
  const divisor = greatestCommonDivisor(a, b);
  return [a / divisor, b / divisor];
}

/** Digits behind the point in a number's shortest text; ∞ for those with an exponent. */
function decimalsOf(value: number): number {
  const text = String(value);
  if (text.includes("e")) return Infinity;
  const point = text.indexOf(".");
  return point === -1 ? 0 : text.length - point - 1;
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
