import { isSameAgain } from "../engines-agree.ts";
import { lookAheadGuard } from "../guards/look-ahead.ts";
import type { Guards } from "../run-record.ts";
import type { RunSpec } from "../run-spec.ts";
import { askPart, runPart, type WalkForwardSource } from "./run-part.ts";
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
  const { prices, graph, evaluated, requiredHistory } = askPart(source, params, outOfSample.end);
  if (evaluated.program !== undefined) {
    const once = runPart(source, params, outOfSample).result;
    const again = () => [runPart(source, params, outOfSample).result];
    if (!isSameAgain([once], again)) return { status: "nondeterministic", boundaries: 0, finding: null };
  }
  const asked = { ...spec, params };
  return lookAheadGuard(prices.seen, source.strategy, asked, graph, evaluated, requiredHistory, now);
}
