import { sharpeStandardErrorOf } from "../../metrics/sharpe-standard-error.ts";
import { luckZScore } from "../luck-p-value.ts";
import type { EvidenceLine } from "./evidence-line.ts";
import type { VerdictEvidence } from "./verdict-evidence.ts";
import { LIKELY_REAL } from "./verdict-limits.ts";

/** Years of a record at which its Sharpe ratio would be proved, if it stays what it is. */
export interface SettlingYears {
  /** In all, with the tries so far counted against it. */
  readonly inAll: number;
  /** Of returns it has never been fitted to, which count as one try. */
  readonly fresh: number;
}

/**
 * How long a record of this quality must be: the minimum track record length (Bailey & López de Prado 2012) at the
 * verdict's own limit, once with the z-score that the best of all trials needs, once with that of a single one. Dependence
 * between neighbouring returns makes both longer. Infinity for a Sharpe ratio not above 0; NaN where it isn't known.
 */
export function settlingYears({ record, inflation, trials, periodsPerYear }: VerdictEvidence): SettlingYears {
  const error = sharpeStandardErrorOf({ ...record, periods: 2 }) * Math.sqrt(inflation);
  const years = (zScore: number) => {
    if (Number.isNaN(record.sharpe)) return NaN;
    if (record.sharpe <= 0) return Infinity;
    const ratio = (error * zScore) / record.sharpe;
    return (1 + ratio * ratio) / periodsPerYear;
  };
  return { inAll: years(luckZScore(LIKELY_REAL, trials.count)), fresh: years(luckZScore(LIKELY_REAL, 1)) };
}

/** What to repair where something other than a shortness of data stands in the way; the first that applies. */
const REPAIRS: Readonly<Record<string, string>> = {
  lookAhead: "Repair the look-ahead first, or compute the signals where they can be checked.",
  trials: "Run it where trials are counted, and judge it again.",
  costs: "Run it with the costs that an account would pay, and find trades that earn more than those.",
  capacity: "Trade it with less money, or in larger markets.",
  survivorship: "Run it on all members of its universe as of each date, with those that have gone since.",
  benchmark: "Show an edge over the benchmark: a market-neutral form, or a history in which holding earned nothing.",
  warmUp: "Declare the history that the strategy really needs, and run it again.",
  intrabar: "Finer bars would show what happened inside those bars.",
  trades: "More trades of its kind: more instruments or a longer history.",
  periods: "A longer history, or more instruments: one day must not decide.",
  regimes: "A history with other kinds of market in it.",
  permutation: "Fewer parameters to choose from, and a longer history for the same search.",
  superiorPredictiveAbility: "Fewer parameters to choose from, and a longer history for the same search.",
  overfitting: "Fewer parameters to choose from, and a longer history for the same search.",
};

/** One or two sentences: how much more data, or what must be repaired, until the question has an answer. */
export function wouldSettleIt(evidence: VerdictEvidence, lines: readonly EvidenceLine[]): string {
  const luck = lines.find(({ id }) => id === "luck");
  const others = lines.filter(({ id, says }) => id !== "luck" && says !== "real");
  const isVoid = others.some(({ says }) => says === "void");
  if (isVoid) return REPAIRS.lookAhead!;
  const [worst] = [...others].sort((a, b) => b.weight - a.weight);
  const repair = worst === undefined ? "" : (REPAIRS[worst.id] ?? "");
  if (luck?.says === "real" && worst === undefined) {
    return `${yearsText(settlingYears(evidence).fresh)} of returns it has never seen, at the same Sharpe ratio, would confirm it.`;
  }
  if (luck?.says === "real") return repair;
  const { inAll, fresh } = settlingYears(evidence);
  if (!Number.isFinite(inAll)) {
    return "No amount of data like this would prove an edge: there must be a profit above cash first.";
  }
  const more = Math.max(0, inAll - evidence.years);
  const data = `${yearsText(more)} more of returns like these (${yearsText(inAll)} in all), or ${yearsText(fresh)} that it has never seen, would settle it if the Sharpe ratio stays.`;
  return [data, repair].join(" ").trim();
}

function yearsText(years: number): string {
  if (years < 1 / 12) return "a month";
  if (years < 1) return `${Math.ceil(years * 12)} months`;
  if (years > 200) return "more than 200 years";
  return `${years.toFixed(1)} years`;
}
