import type { VerdictCard } from "../run/verdict/verdict-card.ts";
import { sentence } from "./sentence.ts";
import { verdictText } from "./verdict-text.ts";
import { wrapText } from "./wrap-text.ts";

/** Where the text begins: as wide as the column of the guards' names. */
const INDENT = 22;

/**
 * A verdict for a terminal: the label, its reasons, and what would settle it.
 *
 * @param paint makes the label stand out; as it is without it
 */
export function verdictLines(card: VerdictCard, columns: number, paint = (text: string) => text): string[] {
  const indent = " ".repeat(INDENT);
  const room = columns - INDENT;
  const paragraphs = [...card.reasons.map(sentence), `What would settle it: ${card.wouldSettleIt}`];
  return [
    `${"  Real or luck?".padEnd(INDENT)}${paint(verdictText(card.label))}`,
    ...paragraphs.flatMap((text) => wrapText(text, room, "").map((line) => indent + line)),
  ];
}
