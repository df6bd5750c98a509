import type { GuardFinding, Guards } from "../run-record.ts";

/** The numbers that findings are worded from. */
export interface GuardNumbers {
  readonly guards: Omit<Guards, "findings">;
  /** Commission and slippage over traded notional, per side; NaN without a fill. */
  readonly paidCost: number;
  readonly totalReturn: number;
  /** NaN without a benchmark. */
  readonly benchmarkReturn: number;
  readonly benchmark: string;
  /** Its attempts are the walk-forwards of its strategy. */
  readonly isWalkForward: boolean;
}

/** Below this probability a result isn't told from luck. */
const CONFIDENT = 0.95;

/** Every guard's answer for people, in the order in which a sceptic asks. */
export function guardFindings(numbers: GuardNumbers): GuardFinding[] {
  const { guards } = numbers;
  const isVoid = guards.lookAhead.status === "failed" || guards.lookAhead.status === "nondeterministic";
  const numbersOf = [
    breakEvenCost(guards.breakEvenCost, numbers.paidCost),
    deflatedSharpe(guards),
    benchmark(numbers),
  ].map((finding) => (isVoid ? voided(finding) : finding));
  const [cost, sharpe, against] = numbersOf as [GuardFinding, GuardFinding, GuardFinding];
  return [
    lookAhead(guards.lookAhead),
    nondeterminism(guards.lookAhead),
    ambiguousTrades(guards.ambiguousTrades),
    cost,
    trials(guards.trials, numbers.isWalkForward),
    sharpe,
    against,
  ];
}

/** What is concluded from the numbers of a run that can't be trusted concludes nothing. */
function voided(finding: GuardFinding): GuardFinding {
  return { ...finding, status: "not checked", headline: "void: the numbers of this run mean nothing", detail: "" };
}

function lookAhead({ status, boundaries, finding }: Guards["lookAhead"]): GuardFinding {
  const base = { id: "lookAhead", label: "Look-ahead" } as const;
  switch (status) {
    case "proved":
      return {
        ...base,
        status: "ok",
        headline: "impossible by construction",
        detail: "All signals are built from causal columns.",
      };
    case "passed":
      return {
        ...base,
        status: "ok",
        headline: `none at ${boundaries} boundaries`,
        detail: "Signals stayed the same when the future was removed or replaced.",
      };
    case "failed":
      return {
        ...base,
        status: "failed",
        headline: `SEES THE FUTURE: ${finding?.column ?? "a column"} at bar ${finding?.bar ?? "?"}`,
        detail: `The value at ${finding?.time ?? "?"} changes when what comes after bar ${finding?.cut ?? "?"} is taken away. No number of this run means anything.`,
      };
    case "nondeterministic":
      return { ...base, status: "not checked", headline: "not checked: the strategy isn't deterministic", detail: "" };
    case "not checkable":
      return {
        ...base,
        status: "not checked",
        headline: "not checkable: the signals were computed elsewhere",
        detail:
          "They say what was decided, not how. Each must follow from what was known at its bar's close; no test here can tell.",
      };
    default:
      return {
        ...base,
        status: "not checked",
        headline: `not checked (${boundaries} boundaries in the time allowed)`,
        detail: "Fewer than three boundaries prove nothing.",
      };
  }
}

function nondeterminism({ status }: Guards["lookAhead"]): GuardFinding {
  const base = { id: "nondeterminism", label: "Determinism" } as const;
  if (status === "nondeterministic") {
    return {
      ...base,
      status: "failed",
      headline: "TWO RUNS ON THE SAME DATA DIFFER",
      detail: "The strategy uses chance, the clock or state that outlives a run; its numbers can't be repeated.",
    };
  }
  if (status === "not checkable") {
    return {
      ...base,
      status: "not checked",
      headline: "not checkable: the signals were computed elsewhere",
      detail: "",
    };
  }
  return { ...base, status: "ok", headline: "same input, same signals", detail: "" };
}

function ambiguousTrades({ count, share, pnlRange }: Guards["ambiguousTrades"]): GuardFinding {
  const base = { id: "ambiguousTrades", label: "Intrabar ambiguity" } as const;
  if (count === 0) return { ...base, status: "ok", headline: "no trade depends on the path inside a bar", detail: "" };
  return {
    ...base,
    status: "warning",
    headline: `${count} ${count === 1 ? "trade depends" : "trades depend"} (${percent(share ?? 0, 1)}) on the path inside a bar`,
    detail: `Total profit could differ by ${pnlRange[0].toFixed(2)} to ${pnlRange[1].toFixed(2)}; finer bars would settle it.`,
  };
}

function breakEvenCost(value: number | null, paid: number): GuardFinding {
  const base = { id: "breakEvenCost", label: "Break-even cost" } as const;
  if (value === null) return { ...base, status: "not checked", headline: "nothing was traded", detail: "" };
  const headline = `${percent(value, 3)} a side; paid ${percent(paid, 3)}`;
  if (value <= 0) return { ...base, status: "warning", headline, detail: "It loses before costs." };
  if (paid === 0)
    return { ...base, status: "warning", headline, detail: "Costs are off: a real account would earn less." };
  if (value < paid) return { ...base, status: "warning", headline, detail: "The edge is smaller than the costs." };
  if (value < 2 * paid)
    return { ...base, status: "warning", headline, detail: "Twice these costs would eat the edge." };
  return { ...base, status: "ok", headline, detail: "" };
}

function trials(
  { counted, family, overlapping, since, storedBefore = 0 }: Guards["trials"],
  isWalkForward: boolean,
): GuardFinding {
  const base = { id: "trials", label: "Trials so far" } as const;
  if (!counted)
    return {
      ...base,
      status: "not checked",
      headline: "trials: not counted",
      detail: "Without a count the best of many tries looks like the only one.",
    };
  const counting = `Counted since ${since?.slice(0, 10) ?? "?"};`;
  if (isWalkForward)
    return {
      ...base,
      status: "ok",
      headline: `${family} ${family === 1 ? "walk-forward" : "walk-forwards"} of this strategy`,
      detail: `${counting} what was tried in training counts in its windows.`,
    };
  const headline = `${family} of this strategy, ${overlapping} on these prices`;
  if (storedBefore > 0) {
    const lost = "the ledger was removed or left behind. What is stored counts; what wasn't is forgotten.";
    const detail = `${counting} ${storedBefore} of them are stored and older: ${lost}`;
    return { ...base, status: "warning", headline, detail };
  }
  return {
    ...base,
    status: "ok",
    headline,
    detail: `${counting} the larger number deflates the Sharpe ratio.`,
  };
}

function deflatedSharpe({ deflatedSharpe: value, trials }: Omit<Guards, "findings">): GuardFinding {
  const base = { id: "deflatedSharpe", label: "Deflated Sharpe" } as const;
  if (value === null)
    return { ...base, status: "not checked", headline: "undefined: returns don't vary or are too few", detail: "" };
  const n = Math.max(trials.family ?? 1, trials.overlapping ?? 1);
  const beaten = n === 1 ? "that the true Sharpe ratio is above 0" : `to beat the luckiest of ${n} worthless tries`;
  const headline = `${percent(value, 1)} sure ${beaten}`;
  if (value >= CONFIDENT) return { ...base, status: "ok", headline, detail: "" };
  return {
    ...base,
    status: "warning",
    headline,
    detail: `Under ${percent(CONFIDENT, 0)}: it can't be told from luck.`,
  };
}

function benchmark({ benchmark: name, totalReturn, benchmarkReturn }: GuardNumbers): GuardFinding {
  const base = { id: "benchmark", label: "Benchmark" } as const;
  if (Number.isNaN(benchmarkReturn)) return { ...base, status: "not checked", headline: "none", detail: "" };
  const label = name === "hold" ? "buy and hold" : name;
  const headline = `${signed(totalReturn)} against ${signed(benchmarkReturn)} of ${label}`;
  if (totalReturn >= benchmarkReturn) return { ...base, status: "ok", headline, detail: "" };
  return { ...base, status: "warning", headline, detail: "Doing nothing would have earned more." };
}

function percent(fraction: number, digits: number): string {
  return `${(fraction * 100).toFixed(digits)}%`;
}

function signed(fraction: number): string {
  return `${fraction >= 0 ? "+" : ""}${percent(fraction, 1)}`;
}
