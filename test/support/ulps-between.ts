const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** How many doubles lie from `a` to `b`: 0 for the same number (NaN included, -0 is 0), 1 for neighbours. */
export function ulpsBetween(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  const distance = orderOf(a) - orderOf(b);
  return Number(distance < 0n ? -distance : distance);
}

/** The rank of a double among all doubles. */
function orderOf(x: number): bigint {
  double[0] = x;
  const order = bits[0]!;
  return order < 0n ? -(order & 0x7fffffffffffffffn) : order;
}
