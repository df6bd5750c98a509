import type { EvidenceLine } from "./evidence-line.ts";
import { evidenceLines } from "./evidence-lines.ts";
import type { VerdictEvidence } from "./verdict-evidence.ts";
import { wouldSettleIt } from "./would-settle-it.ts";

export type VerdictLabel = "likely real" | "can't tell" | "likely luck";

/** One card: what to think of a result, and why. */
export interface Verdict {
  readonly label: VerdictLabel;
  /** The three strongest for the label, the strongest first; fewer where less is known. */
  readonly reasons: readonly string[];
  /** How much more data, or what must be repaired, until the question has an answer. */
  readonly wouldSettleIt: string;
}

const REASONS = 3;

/**
 * Is it real or luck? The rule:
 *
 * 1. A result whose numbers mean nothing (look-ahead, two runs that differ) is *likely luck*.
 * 2. So is one where luck is the better explanation: nothing earned above cash, a chance of luck of 50 % or more (the best
 *    of that many worthless tries would show as much more often than not), a further test that says so, an edge smaller than
 *    its costs.
 * 3. *Likely real* is one whose chance of luck is at most 1.5 %, and against which no evidence stands.
 * 4. Everything else: *can't tell*.
 *
 * So pure noise is called likely real in at most 1.5 % of cases, however many were tried, as long as they are counted;
 * docs/verdict.md shows it on simulated worlds.
 *
 * @example A year of days that lose 0.2 % and gain 0.1 % in turn, tried once: "likely luck", as nothing was earned above cash.
 */
export function verdict(evidence: VerdictEvidence): Verdict {
  const lines = evidenceLines(evidence);
  const label = labelOf(lines);
  return { label, reasons: reasonsFor(label, lines), wouldSettleIt: wouldSettleIt(evidence, lines) };
}

function labelOf(lines: readonly EvidenceLine[]): VerdictLabel {
  const says = new Set(lines.map((line) => line.says));
  if (says.has("void") || says.has("luck")) return "likely luck";
  const isUnlikelyLuck = lines.some(({ id, says }) => id === "luck" && says === "real");
  return isUnlikelyLuck && !says.has("doubt") ? "likely real" : "can't tell";
}

/** Those that led to the label before the others; a doubt also explains why it isn't called luck or real. */
function reasonsFor(label: VerdictLabel, lines: readonly EvidenceLine[]): string[] {
  const order = {
    "likely real": ["real"],
    "can't tell": ["doubt", "real"],
    "likely luck": ["void", "luck", "doubt", "real"],
  };
  return order[label]
    .flatMap((wanted) => lines.filter(({ says }) => says === wanted).sort((a, b) => b.weight - a.weight))
    .slice(0, REASONS)
    .map(({ text }) => text);
}
