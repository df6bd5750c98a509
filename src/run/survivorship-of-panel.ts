import type { Panel } from "../market/panel.ts";
import type { TradeColumns } from "../trading/trade-columns.ts";
import { type Span, type Survivorship, survivorship } from "../validation/audits/survivorship.ts";

/**
 * Whether the instruments of a panel could have been chosen when they were, by the universe that the panel was given. Days
 * are rows of the panel, and what counts is the row at whose close a position was decided: one that leaves the universe is
 * sold later. Null for a panel whose instruments were members since their first bars: a list, which says nothing.
 *
 * @param start first row that is measured
 * @param trades with rows as bars
 */
export function survivorshipOfPanel(panel: Panel, start: number, trades: TradeColumns): Survivorship | null {
  if (panel.bars.every((bars, k) => isAlwaysMember(bars, panel.isMember[k]!))) return null;
  const symbols = panel.instruments.map(({ instrument }) => instrument.symbol);
  const members = symbols.flatMap((symbol, k) => spansOf(panel.isMember[k]!, symbol));
  const held = Array.from(trades.instrument, (k, i): Span => {
    const decided = Math.max(start, trades.entryBar[i]! - 1);
    return { symbol: symbols[k]!, from: decided, to: decided };
  });
  return survivorship(held, members, { priced: symbols, from: start, to: panel.length - 1 });
}

function isAlwaysMember(bars: Int32Array, isMember: Uint8Array): boolean {
  return !isMember.includes(
    0,
    bars.findIndex((i) => i >= 0),
  );
}

/** The stretches of rows in which an instrument is a member. */
function spansOf(isMember: Uint8Array, symbol: string): Span[] {
  const spans: Span[] = [];
  for (let row = 0; row < isMember.length; row++) {
    if (isMember[row] !== 1) continue;
    const from = row;
    while (isMember[row + 1] === 1) row++;
    spans.push({ symbol, from, to: row });
  }
  return spans;
}
