import type { RunRecord } from "../run/run-record.ts";
import { sweepLabel, sweepUnit } from "../run/sweep/sweep-metrics.ts";
import type { MatrixCell, ParameterDrift, WalkForwardRecord } from "../run/walk-forward/walk-forward-record.ts";
import { LONGEST_HOLDING, type WalkForwardSpec } from "../run/walk-forward/walk-forward-spec.ts";
import { formatByUnit, formatCounted, formatNumber, formatPercent, formatSignedPercent } from "./format.ts";
import type { TextColumn } from "./text-table.ts";

/** A walk-forward in words. */
export interface WalkForwardTexts {
  /** How windows are made, and by what each chooses. */
  readonly plan: string;
  /** Named findings. */
  readonly facts: readonly (readonly [label: string, text: string])[];
  readonly columns: readonly TextColumn[];
  /** One row of texts per window: IS is in training, OOS in the test, WFE the one over the other. */
  readonly rows: readonly (readonly string[])[];
  /** Of a matrix: a row per training length, a column per test length; out of sample, with the efficiency in brackets. */
  readonly matrix: { readonly columns: readonly TextColumn[]; readonly rows: readonly (readonly string[])[] } | null;
}

/** What every face says of a walk-forward; null of any other run. */
export function walkForwardTexts({ spec, walkForward }: RunRecord): WalkForwardTexts | null {
  if (walkForward === undefined || spec.walkForward === undefined) return null;
  const [goal = "sharpeRatio"] = spec.walkForward.goals.map((text) => text.split(":")[0]!);
  const names = [...new Set(walkForward.windows.flatMap(({ params }) => Object.keys(params ?? {})))];
  const moved = names.filter((name) => walkForward.drift.parameters.some((drift) => drift.name === name));
  const number = (head: string): TextColumn => ({ head, isNumber: true });
  return {
    plan: planText(spec.walkForward),
    facts: factsOf(walkForward, spec.walkForward),
    columns: [
      ...[number("#"), { head: "tested from" }, ...moved.map(number)],
      ...[number("IS a year"), number("OOS a year")],
      ...[number(`IS ${short(goal)}`), number(`OOS ${short(goal)}`), number("trades"), number("WFE")],
    ],
    rows: walkForward.windows.map(({ test, params, inSample, tested, efficiency }, k) => [
      ...[String(k + 1), test.start.slice(0, 10)],
      ...moved.map((name) => (params === null ? "cash" : String(params[name]))),
      formatSignedPercent(inSample.annualReturn ?? NaN, 1),
      formatSignedPercent(tested.annualReturn ?? NaN, 1),
      formatByUnit(inSample.metrics[goal] ?? NaN, sweepUnit(goal)),
      formatByUnit(tested.metrics[goal] ?? NaN, sweepUnit(goal)),
      formatNumber((tested.metrics.tradesCount ?? NaN) + (tested.metrics.openTrades ?? NaN), 0),
      formatNumber(efficiency ?? NaN, 2),
    ]),
    matrix: walkForward.matrix === undefined ? null : matrixTexts(walkForward.matrix, goal),
  };
}

function matrixTexts(cells: readonly MatrixCell[], goal: string): WalkForwardTexts["matrix"] {
  const tests = [...new Set(cells.map(({ test }) => test))];
  const trains = [...new Set(cells.map(({ train }) => train))];
  const textAt = (train: MatrixCell["train"], test: MatrixCell["test"]): string => {
    const cell = cells.find((one) => one.train === train && one.test === test);
    if (cell === undefined || cell.windows === 0) return "too short";
    const value = formatByUnit(cell.metrics[goal] ?? NaN, sweepUnit(goal));
    return `${value} (${formatNumber(cell.efficiency ?? NaN, 2)})`;
  };
  return {
    columns: [{ head: `OOS ${short(goal)} (WFE)` }, ...tests.map((test) => ({ head: `test ${test}`, isNumber: true }))],
    rows: trains.map((train) => [`train ${train}`, ...tests.map((test) => textAt(train, test))]),
  };
}

function short(goal: string): string {
  return goal === "sharpeRatio" ? "Sharpe" : sweepLabel(goal);
}

/** "train 252 sessions, test 63, step 21, rolling; …". */
function planText({ windows, positions, method, goals, robust }: WalkForwardSpec): string {
  const { unit, train, test, step, isAnchored, purge, embargo } = windows;
  const lengths = `train ${train}${unit === "calendar" ? "" : ` ${unit}`}, test ${test}, step ${step}`;
  const purged = purge === LONGEST_HOLDING ? "purged by the longest holding" : `purge ${purge}`;
  const by = goals.map((goal) => goal.split(":")[0]).join(" and ");
  const how = robust === null ? "" : `, ${robust}`;
  return `${lengths}, ${isAnchored ? "anchored" : "rolling"}, ${purged}, embargo ${embargo}; chosen by ${by}${how} from a ${method} search; positions: ${positions}`;
}

function factsOf(walk: WalkForwardRecord, { positions }: WalkForwardSpec): [string, string][] {
  const { windows, efficiency, profitableShare, drift, overlap, cutPositions, trials } = walk;
  const inCash = windows.filter(({ params }) => params === null).length;
  const facts: [string, string][] = [
    ["efficiency", efficiencyText(efficiency)],
    ["windows that gained", profitableShare === null ? "none had a choice" : formatPercent(profitableShare, 0)],
    [
      "trials",
      `${formatCounted(trials, "combination")} in ${formatCounted(windows.length, "window")}, each a trial of its window`,
    ],
    ...drift.parameters.map((one): [string, string] => [`drift of ${one.name}`, driftText(one)]),
  ];
  if (drift.distance !== null)
    facts.push([
      "drift in the search space",
      `${formatPercent(drift.distance, 0)} of its diagonal from window to window`,
    ]);
  if (overlap !== null)
    facts.push([
      "overlap of tests",
      `${formatCounted(overlap.bars, "bar")} tested by several windows, whose returns differ by ${formatPercent(overlap.dispersion, 3)} a bar`,
    ]);
  if (inCash > 0) facts.push(["in cash", `${formatCounted(inCash, "window")} in which no combination could be ranked`]);
  if (positions === "flatten" && cutPositions > 0)
    facts.push([
      "cut positions",
      `${formatCounted(cutPositions, "window")} ended with a position: marked at the close, as at the end of any run, without the cost of leaving`,
    ]);
  return facts;
}

function efficiencyText(efficiency: number | null): string {
  if (efficiency === null) return "undefined: training earned nothing";
  const rest = efficiency >= 0.5 ? "half or more of what training earned" : "less than half of what training earned";
  return `${formatNumber(efficiency, 2)}: tests earned ${rest} a year`;
}

function driftText({ range, meanChange, changedShare }: ParameterDrift): string {
  const changed = changedShare === null ? "one choice" : `changed in ${formatPercent(changedShare, 0)} of the windows`;
  if (range === null) return changed;
  const [least, most] = range;
  const by = meanChange === null ? "" : `, by ${Number(meanChange.toPrecision(3))} on average`;
  return least === most ? `${least} throughout` : `${least} to ${most}, ${changed}${by}`;
}
