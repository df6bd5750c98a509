/** Days, from the first to the last, both among them; any ascending numbers. */
export interface Span {
  readonly symbol: string;
  readonly from: number;
  /** Infinity: still there. */
  readonly to: number;
}

/** Whether what was traded could have been chosen at the time. */
export interface Survivorship {
  /** Instruments that were held. */
  readonly traded: number;
  /** Held on days on which they were in no universe: chosen because they are known today. Ascending. */
  readonly early: readonly string[];
  /** Members while the run went on, whose prices it didn't have. Ascending. */
  readonly missing: readonly string[];
  /** Of all members while the run went on, the share that was still there at its end; NaN without members. */
  readonly survivors: number;
}

/**
 * A universe as of each date against today's list. Two faults make a history of winners: instruments that are held before they
 * belonged to the universe (they are on the list because they grew), and members that have no prices (they are off it
 * because they died). `survivors` says how large the second may be: what a run on today's list would have been blind to.
 *
 * Brown, Goetzmann, Ibbotson & Ross (1992), "Survivorship Bias in Performance Studies", Review of Financial Studies 5(4).
 * Assumes that the members are complete; a symbol that came back has several spans.
 *
 * @param held what was held and when, one span per holding
 * @param members the universe as of each date
 * @param priced symbols whose prices the run had
 * @param from first day of the run
 * @param to its last day
 * @example Members A (days 1 to ∞), B (1 to 5), C (8 to ∞); held A (2 to 9) and C (3 to 9), prices of A and C, days 1 to 9:
 * C is early, B missing, and 2 of 3 survive.
 */
export function survivorship(
  held: readonly Span[],
  members: readonly Span[],
  { priced, from, to }: { readonly priced: Iterable<string>; readonly from: number; readonly to: number },
): Survivorship {
  const isCovered = ({ symbol, from, to }: Span) => {
    // Spans may follow each other without a gap.
    let reached = from;
    const own = members.filter((span) => span.symbol === symbol).sort((a, b) => a.from - b.from);
    for (const span of own) if (span.from <= reached && span.to >= reached) reached = span.to + 1;
    return reached > to;
  };
  const known = new Set(priced);
  const during = members.filter((span) => span.from <= to && span.to >= from);
  const names = new Set(during.map(({ symbol }) => symbol));
  const alive = new Set(during.filter((span) => span.to >= to).map(({ symbol }) => symbol));
  const sorted = (symbols: Iterable<string>) => [...new Set(symbols)].sort();
  return {
    traded: new Set(held.map(({ symbol }) => symbol)).size,
    early: sorted(held.filter((span) => !isCovered(span)).map(({ symbol }) => symbol)),
    missing: sorted([...names].filter((symbol) => !known.has(symbol))),
    survivors: alive.size / names.size,
  };
}
