import type { Json } from "../core/canonical-json.ts";
import { requirementText } from "../optimize/objectives/requirement.ts";
import { robustnessText } from "../optimize/objectives/robust-scores.ts";
import { valueOfScore } from "../optimize/objectives/search-objective.ts";
import { sweepView } from "../report/sweep-view.ts";
import { finiteOrNull } from "../report/trade-document.ts";
import type { SweepEvidence } from "../run/sweep/sweep-evidence.ts";
import type { SweepOutcome } from "./sweep-outcome.ts";

/** What a sweep came to, as `sweep --json` prints it and the store keeps it. */
export function sweepDocument(outcome: SweepOutcome): Json {
  const { id, summary, objective, robust, method, detail, evidence } = outcome;
  const record = detail?.record;
  const { importance, plateau } = sweepView(outcome);
  const { goals, requirements, minTrades } = objective;
  return {
    sweep: {
      id,
      strategy: record?.spec.strategy.name ?? null,
      method,
      metric: goals.map(({ name }) => name).join(","),
      goals: goals.map(({ name, better }) => ({ name, better })),
      require: requirements.map(requirementText),
      minTrades,
      robust: robust === null ? null : robustnessText(robust),
      trials: summary.trials,
      failed: summary.failed,
      unranked: summary.unranked,
      stoppedEarly: summary.isStoppedEarly,
      doors: { ...summary.doors },
    },
    best: summary.best.map(({ params, statistics, scores }) => ({
      params,
      metrics: Object.fromEntries(Object.entries(statistics).map(([name, value]) => [name, finiteOrNull(value)])),
      objective: Object.fromEntries(goals.map((goal, k) => [goal.name, finiteOrNull(valueOfScore(goal, scores[k]!))])),
    })),
    importance: Object.fromEntries(importance.map(({ name, share }) => [name, finiteOrNull(share)])),
    plateau: plateau === null ? null : numbersOf({ ...plateau }),
    run: record === undefined ? null : { id: record.id, params: record.spec.params, resultHash: record.resultHash },
    guards: { trials: record?.guards.trials.family ?? null, ...guardsOf(evidence) },
    verdict: record?.verdict?.label ?? null,
  };
}

function numbersOf(values: Readonly<Record<string, number>>): Json {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, finiteOrNull(value)]));
}

function guardsOf(found: SweepEvidence | null): Readonly<Record<string, number | null>> {
  if (found === null) return { deflatedSharpe: null, pbo: null, effectiveTrials: null };
  const { evidence, compared, counted } = found;
  const { overfitting, superiorPredictiveAbility, trials, deflatedSharpe } = evidence;
  return {
    deflatedSharpe: finiteOrNull(deflatedSharpe),
    pbo: overfitting === null ? null : finiteOrNull(overfitting.probability),
    pboLoss: overfitting === null ? null : finiteOrNull(overfitting.lossProbability),
    superiorPredictiveAbility: finiteOrNull(superiorPredictiveAbility),
    effectiveTrials: finiteOrNull(trials.count),
    sharpeVariance: trials.sharpeVariance === undefined ? null : finiteOrNull(trials.sharpeVariance),
    compared,
    counted,
  };
}
