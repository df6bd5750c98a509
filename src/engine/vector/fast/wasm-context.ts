/** The fields of assembly/context.ts, in order: whole numbers and pointers of 4 bytes, then numbers of 8. */
export const CONTEXT_INTEGERS = [
  "length",
  "start",
  "fillsAtClose",
  "markCount",
  "blocks",
  "rows",
  "close",
  "ranges",
  "priceRanges",
  "most",
  "markBars",
  "markOf",
  "scratch",
  "longExits",
  "longReferences",
  "shortExits",
  "shortReferences",
  "open",
  "high",
  "low",
] as const;

export const CONTEXT_NUMBERS = [
  "cash",
  "multiplier",
  "fraction",
  "concession",
  "commission",
  "stopLoss",
  "takeProfit",
  "trailingStop",
  "ratePerPeriod",
  "periodsPerYear",
  "ratePerBar",
  "barsPerYear",
  "years",
] as const;

export type KernelContext = Readonly<
  Record<(typeof CONTEXT_INTEGERS)[number] | (typeof CONTEXT_NUMBERS)[number], number>
>;

/** Numbers begin at a multiple of 8. */
const INTEGER_BYTES = 8 * Math.ceil(CONTEXT_INTEGERS.length / 2);

export const CONTEXT_BYTES = INTEGER_BYTES + 8 * CONTEXT_NUMBERS.length;

/** Writes the fields where the kernels read them. @param at byte offset, a multiple of 8 */
export function writeContext(buffer: ArrayBuffer, at: number, context: KernelContext): void {
  const integers = new Uint32Array(buffer, at, CONTEXT_INTEGERS.length);
  const numbers = new Float64Array(buffer, at + INTEGER_BYTES, CONTEXT_NUMBERS.length);
  for (const [k, name] of CONTEXT_INTEGERS.entries()) integers[k] = context[name];
  for (const [k, name] of CONTEXT_NUMBERS.entries()) numbers[k] = context[name];
}
