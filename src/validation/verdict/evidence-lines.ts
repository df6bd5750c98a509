import type { EvidenceLine, EvidenceSays } from "./evidence-line.ts";
import { listText, percentText, ratioText, sizeText, trialsText } from "./evidence-text.ts";
import type { VerdictEvidence } from "./verdict-evidence.ts";
import { LIKELY_LUCK, LIKELY_REAL, OTHER_TESTS, OVERFITTED } from "./verdict-limits.ts";

type Judge = (evidence: VerdictEvidence) => Omit<EvidenceLine, "id"> | null;

/** Every piece of evidence by name, in the order in which a sceptic asks; null where nothing is known. */
const JUDGES: Readonly<Record<string, Judge>> = {
  lookAhead: ({ lookAhead }) => {
    switch (lookAhead) {
      case null:
        return null;
      case "failed":
        return line("void", 10, "the strategy sees the future: its numbers mean nothing");
      case "nondeterministic":
        return line("void", 10, "two runs on the same data differ: its numbers can't be repeated");
      case "proved":
        return line("real", 0.3, "look-ahead is impossible by construction");
      case "passed":
        return line("real", 0.25, "no look-ahead was found when the future was taken away");
      case "not checked":
        return line("doubt", 3, "look-ahead could not be checked");
      case "not checkable":
        return line("doubt", 3, "the signals were computed elsewhere: whether they knew the future can't be checked");
    }
  },
  luck: (evidence) => {
    const { luck, annualSharpe, years, record, trials } = evidence;
    const shown = `an annual Sharpe ratio of ${ratioText(annualSharpe)} over ${ratioText(years)} years`;
    if (record.observations === 0 || Number.isNaN(luck)) {
      return line("doubt", 9, "the returns are too few, or don't vary: there is nothing to judge");
    }
    if (!(record.sharpe > 0)) return line("luck", 9, `${shown} earned no more than cash: there is nothing to explain`);
    const chance = `${shown} is what ${trialsText(trials.count)} by luck with a chance of ${percentText(luck)}`;
    return line(luck <= LIKELY_REAL ? "real" : luck >= LIKELY_LUCK ? "luck" : "doubt", 8, chance);
  },
  trials: ({ trials }) =>
    trials.isCounted
      ? null
      : line("doubt", 4, "attempts weren't counted: the best of many tries looks like the only one"),
  permutation: ({ permutation }) =>
    tested(permutation, (chance) => `prices in another order do as well or better with a chance of ${chance}`),
  superiorPredictiveAbility: ({ superiorPredictiveAbility }) =>
    tested(
      superiorPredictiveAbility,
      (chance) => `the best of all that was tried beats the benchmark by luck with a chance of ${chance} (SPA)`,
    ),
  overfitting: ({ overfitting }) => {
    if (overfitting === null || Number.isNaN(overfitting.probability)) return null;
    const { probability, lossProbability } = overfitting;
    const text = `what was best in one half of the history came in the worse half of the other in ${percentText(probability)} of the splits (PBO), and lost there in ${percentText(lossProbability)}`;
    // Near-copies of one good rule rank at random among themselves: only with losses does a high PBO speak of luck.
    const both = Math.min(probability, lossProbability);
    return line(both >= LIKELY_LUCK ? "luck" : both > OVERFITTED ? "doubt" : "real", 2 - both, text);
  },
  benchmark: ({ benchmark, record }) => {
    if (benchmark === null || Number.isNaN(benchmark.beta)) return null;
    const { probability, beta } = benchmark;
    if (Number.isNaN(probability)) return line("doubt", 3.5, "it is the benchmark itself, no more");
    const text = `beyond ${ratioText(beta)} times the benchmark it earned something with a probability of ${percentText(probability)}`;
    if (probability >= 1 - OTHER_TESTS) return line("real", 1.5, text);
    return line("doubt", 3.5, record.sharpe > 0 ? `${text}: holding may be all it does` : text);
  },
  costs: ({ costs }) => {
    if (costs === null || Number.isNaN(costs.paid)) return null;
    const { paid, breakEven, multiple } = costs;
    const text = `it breaks even at ${percentText(breakEven, 3)} a side and paid ${percentText(paid, 3)}`;
    if (paid === 0) return line("doubt", 2.5, "costs are off: a real account would earn less");
    if (multiple < 1) return line("luck", 3, `${text}: the edge is smaller than the costs`);
    if (multiple < 2) return line("doubt", 2.5, `${text}: twice the costs would eat the edge`);
    return line("real", 1 - 1 / multiple, text);
  },
  capacity: ({ capacity }) => {
    if (capacity === null || Number.isNaN(capacity.multiple)) return null;
    const { capital, multiple } = capacity;
    // Without an edge before impact there is nothing to eat: the line on luck says so.
    if (capital === 0 || multiple === Infinity) return null;
    const text = `market impact would eat the edge at ${sizeText(multiple)} times its size`;
    if (multiple < 1) return line("doubt", 2.4, `${text}: it is too large for its market`);
    if (multiple < 2) return line("doubt", 2.4, `${text}: it may not grow`);
    return line("real", 0.5 * (1 - 1 / multiple), text);
  },
  survivorship: ({ survivorship }) => {
    if (survivorship === null || survivorship.traded === 0) return null;
    const { traded, early, missing } = survivorship;
    if (early.length > 0) {
      const names = listText(early);
      return line(
        "doubt",
        3.2,
        `it traded what wasn't in its universe yet (${names}): they are known because they survived`,
      );
    }
    if (missing.length > 0) {
      return line(
        "doubt",
        3.2,
        `its prices leave out ${listText(missing)}, which its universe held: those that went are missing`,
      );
    }
    return line("real", 0.4, `all ${traded} instruments that it traded were in its universe at the time`);
  },
  trades: ({ trades }) => {
    if (trades === null || Number.isNaN(trades.total)) return null;
    if (trades.total > 0 && trades.withoutBest <= 0) {
      return line("doubt", 2.8, "without its best trade it would have earned nothing");
    }
    if (trades.total <= 0) return null;
    const share = trades.best / trades.total;
    return line(
      "real",
      0.6 * (1 - share),
      `its best trade is ${percentText(share)} of the profit; ${trades.carriers} carry all of it`,
    );
  },
  periods: ({ periods }) => {
    if (Number.isNaN(periods.total) || periods.total <= 0) return null;
    if (periods.withoutBest <= 0) return line("doubt", 2.8, "without its best day it would have earned nothing");
    const share = periods.best / periods.total;
    return line(
      "real",
      0.5 * (1 - share),
      `its best day is ${percentText(share)} of the return; ${periods.carriers} carry all of it`,
    );
  },
  regimes: ({ regimes, record }) => {
    const { parts, positive } = regimes;
    if (parts.some(Number.isNaN)) return null;
    const text = `it earned in ${positive} of ${parts.length} equal parts of its time`;
    if (positive === parts.length) return line("real", 0.8, text);
    if (2 * positive > parts.length) return line("real", 0.2, text);
    return line("doubt", 2.7, record.sharpe > 0 ? `${text}: one stretch made it` : text);
  },
  intrabar: ({ worstIntrabarPnl, record }) =>
    worstIntrabarPnl <= 0 && record.sharpe > 0
      ? line(
          "doubt",
          2.6,
          "if every trade that depends on the path inside a bar had gone worst, it would have earned nothing",
        )
      : null,
  warmUp: ({ isWarmUpEnough }) =>
    isWarmUpEnough === false
      ? line("doubt", 2.9, "its decisions change with more history before the first: the declared warm-up is too short")
      : null,
};

/**
 * All evidence in sentences, each weighed, in the order in which a sceptic asks.
 *
 * @example A year of days that lose 0.2 % and gain 0.1 % in turn: a line of luck (Sharpe ratio −5.28) and one of doubt (it earned
 * in 0 of 3 equal parts of its time).
 */
export function evidenceLines(evidence: VerdictEvidence): EvidenceLine[] {
  return Object.entries(JUDGES).flatMap(([id, judge]) => {
    const judged = judge(evidence);
    return judged === null ? [] : [{ id, ...judged }];
  });
}

function line(says: EvidenceSays, weight: number, text: string): Omit<EvidenceLine, "id"> {
  return { says, weight: Number.isFinite(weight) ? weight : 0, text };
}

/** A test beside the rule's own: its p-value must not be above the limit of the others. */
function tested(pValue: number, textOf: (chance: string) => string): Omit<EvidenceLine, "id"> | null {
  if (Number.isNaN(pValue)) return null;
  const says = pValue <= OTHER_TESTS ? "real" : pValue >= LIKELY_LUCK ? "luck" : "doubt";
  return line(says, says === "real" ? 2 : 4, textOf(percentText(pValue)));
}
