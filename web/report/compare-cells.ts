/** Numbers by size, everything else as text; dates in ISO order sort as text. */
export function compareCells(a: string, b: string): number {
  const x = numberOf(a);
  const y = numberOf(b);
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

function numberOf(text: string): number {
  return /^[-+]?[\d,]*\.?\d+%?$/.test(text) ? Number(text.replaceAll(",", "").replace("%", "")) : NaN;
}
