import type { Json } from "../core/canonical-json.ts";
import type { VerdictCard } from "../run/verdict/verdict-card.ts";

type JsonObject = Readonly<Record<string, Json>>;

/** A verdict as part of a JSON document: the label, the three strongest reasons, what would settle it, all lines weighed. */
export function verdictDocument({ label, reasons, wouldSettleIt, lines }: VerdictCard): JsonObject {
  return {
    label,
    reasons: [...reasons],
    wouldSettleIt,
    lines: lines.map(({ id, says, text }) => ({ id, says, text })),
  };
}
