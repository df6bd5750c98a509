import type { VerdictCard } from "../run/verdict/verdict-card.ts";
import type { EvidenceSays } from "../validation/verdict/evidence-line.ts";
import { sentence } from "./sentence.ts";
import { verdictText } from "./verdict-text.ts";
import { wrapText } from "./wrap-text.ts";

const WORDS: Readonly<Record<EvidenceSays, string>> = { void: "void", luck: "luck", doubt: "doubt", real: "real" };
const COLUMN = 8;

/**
 * A verdict alone, for a terminal: label, reasons, what would settle it, and each piece of evidence with what it says.
 *
 * @param title what is judged
 * @param columns lines are wrapped to it, but never under 60 or over 110
 */
export function verdictCardText(card: VerdictCard, title: string, columns: number): string {
  const width = Math.max(60, Math.min(columns, 110));
  const evidence = card.lines.flatMap(({ says, text }) => {
    const [first = "", ...rest] = wrapText(sentence(text), width - COLUMN, "");
    return [WORDS[says].padEnd(COLUMN) + first, ...rest.map((line) => " ".repeat(COLUMN) + line)];
  });
  return [
    ...wrapText(`${verdictText(card.label)}: ${title}`, width, "  "),
    "",
    ...card.reasons.flatMap((reason) => wrapText(`- ${sentence(reason)}`, width, "  ")),
    "",
    ...wrapText(`What would settle it: ${card.wouldSettleIt}`, width, "  "),
    "",
    "evidence",
    ...evidence,
  ].join("\n");
}
