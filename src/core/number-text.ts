const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:e([+-]?\d+))?(%?)$/i;

/**
 * The number that a person wrote: `5`, `0.02`, `1e-3`, `2%`. A percentage is the very double of its fraction (`0.07%`
 * is 0.0007, where 0.07 / 100 is one bit more), so that both spellings name the same run. Undefined for other texts.
 */
export function numberOfText(text: string): number | undefined {
  const match = NUMBER.exec(text.trim());
  if (match === null) return undefined;
  const [, digits, exponent = "0", percent] = match;
  return Number(`${digits}e${Number(exponent) - (percent === "%" ? 2 : 0)}`);
}
