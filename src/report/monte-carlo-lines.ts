import { metricById } from "../metrics/catalogue.ts";
import { DRAWDOWN_SHARES, type MonteCarloAnalysis } from "../run/monte-carlo/monte-carlo-analysis.ts";
import { MONTE_CARLO_METHODS } from "../run/monte-carlo/monte-carlo-methods.ts";
import { formatByUnit, formatCounted, formatNumber, formatPercent } from "./format.ts";

/** A table of an analysis, as texts: what all faces show. */
export interface MonteCarloTable {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** "1,000 paths of 2,520 sessions, seed 1: blocks of random length in a ring". */
export function monteCarloHeading({ method, paths, periods, noun, seed }: MonteCarloAnalysis): string {
  const summary = MONTE_CARLO_METHODS[method].summary.replace(/ \(.*\)$/, "");
  return `${method}: ${formatCounted(paths, "path")} of ${formatCounted(periods, noun)}, seed ${seed}: ${summary}`;
}

/** What was fitted, and what the paths say in sentences; may be empty. */
export function monteCarloFacts({ fit, endsInLoss, pValue, kelly, method }: MonteCarloAnalysis): string[] {
  const fitted = Object.entries(fit).map(([name, value]) => `${name} ${fitText(value)}`);
  return [
    ...(fitted.length === 0 ? [] : [`fitted: ${fitted.join(", ")}`]),
    ...(method === "trade-shuffle" ? [] : [`ends below its start in ${formatPercent(endsInLoss, 1)} of the paths`]),
    ...(pValue === null
      ? []
      : [
          `prices in another order do as well or better with a chance of ${formatPercent(pValue, 1)} (by the Sharpe ratio)`,
        ]),
    ...(kelly === null || Number.isNaN(kelly.full)
      ? []
      : [
          `Kelly: ${formatNumber(kelly.full, 2)} times this bet if the record were the truth; ${formatNumber(kelly.low, 2)} to ${formatNumber(kelly.high, 2)} in 9 of 10 paths; cautious ${formatNumber(kelly.cautious, 2)}`,
        ]),
  ];
}

/** Intervals of metrics, drawdowns and risk of ruin. */
export function monteCarloTables({ metrics, ruin, drawdowns }: MonteCarloAnalysis): MonteCarloTable[] {
  return [
    {
      title: "In 9 of 10 paths",
      heads: ["metric", "this run", "from", "median", "to"],
      rows: metrics.map(({ id, observed, low, median, high }) => {
        const { label, unit } = metricById(id);
        return [label, ...[observed, low, median, high].map((value) => formatByUnit(value, unit))];
      }),
    },
    {
      title: "Deepest drawdown",
      heads: DRAWDOWN_SHARES.map((share) => `${formatPercent(share, 0)} are deeper than`),
      rows: [drawdowns.map((drawdown) => formatPercent(drawdown))],
    },
    {
      title: "Risk of ruin",
      heads: ["loss", "of the start", "from a peak"],
      rows: ruin.map(({ loss, ofStart, fromPeak }) => [
        formatPercent(loss, 0),
        formatPercent(ofStart, 1),
        formatPercent(fromPeak, 1),
      ]),
    },
  ];
}

/** Losing by horizon: at about six places of the fan; empty without one. */
export function lossByHorizon({ fan, lossProbability, noun }: MonteCarloAnalysis): MonteCarloTable | null {
  if (fan === null || lossProbability === null) return null;
  const last = fan.horizons.length - 1;
  const places = [...new Set([0.05, 0.1, 0.25, 0.5, 0.75, 1].map((share) => Math.max(1, Math.round(share * last))))];
  return {
    title: "Chance of being below the start",
    heads: places.map((place) => `after ${formatCounted(fan.horizons[place]!, noun)}`),
    rows: [places.map((place) => formatPercent(lossProbability[place]!, 1))],
  };
}

function fitText(value: unknown): string {
  if (typeof value === "number") return String(Number(value.toPrecision(4)));
  return Array.isArray(value) ? value.map(fitText).join(" / ") : String(value);
}
