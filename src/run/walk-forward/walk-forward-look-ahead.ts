import { isSameAgain } from "../engines-agree.ts";
import { lookAheadGuard } from "../guards/look-ahead.ts";
import { auditOf } from "../guards/portfolio-audit.ts";
import type { Guards } from "../run-record.ts";
import type { RunSpec } from "../run-spec.ts";
import { askPart, runPart, simulatePart, type WalkForwardSource } from "./run-part.ts";
import type { TrainedWindow } from "./train-window.ts";

type LookAhead = Guards["lookAhead"];

const WORST_FIRST: readonly LookAhead["status"][] = [
  "failed",
  "nondeterministic",
  "not checked",
  "not checkable",
  "passed",
  "proved",
];

/**
 * Whether the strategy knows the future under the choices of the first, the middle and the last window that has one: the
 * worst answer of these counts, with the boundaries of all.
 */
export function walkForwardLookAhead(
  source: WalkForwardSource,
  spec: RunSpec,
  windows: readonly TrainedWindow[],
  now: () => number,
): LookAhead {
  const chosen = windows.filter(({ best }) => best !== null);
  const checked = new Set([0, Math.floor(chosen.length / 2), chosen.length - 1]);
  const answers = [...checked].map((k) => checkWindow(source, spec, chosen[k]!, now));
  answers.sort((a, b) => WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status));
  const boundaries = answers.reduce((sum, answer) => sum + answer.boundaries, 0);
  return { ...answers[0]!, boundaries };
}

function checkWindow(
  source: WalkForwardSource,
  spec: RunSpec,
  { best, window }: TrainedWindow,
  now: () => number,
): LookAhead {
  const { params } = best!;
  const { outOfSample } = window;
  const { strategy, several } = source;
  const asked = { ...spec, params };
  if (several !== null) {
    const { simulation, requiredHistory } = simulatePart({ ...source, several }, params, outOfSample);
    const audited = { strategy, spec: asked, requiredHistory, ports: { stopwatch: now } };
    return auditOf(simulation, audited).lookAhead();
  }
  const { prices, graph, evaluated, requiredHistory } = askPart(source, params, outOfSample.end);
  if (evaluated.program !== undefined) {
    const run = () => runPart(source, params, outOfSample).results;
    if (!isSameAgain(run(), run)) return { status: "nondeterministic", boundaries: 0, finding: null };
  }
  return lookAheadGuard(prices.seen, strategy, asked, graph, evaluated, requiredHistory, now);
}
