import { isBacksightError } from "../../core/errors.ts";
import type { ParameterValue } from "../../core/params/parameter.ts";
import { AccountStatistics } from "../../engine/vector/fast/account-statistics.ts";
import type { CrossingCombination, MaskCombination, SweepKernels } from "../../engine/vector/fast/kernel-contract.ts";
import { type LaneRule, LaneSignals, LaneTargets } from "../../engine/vector/fast/lane-rule.ts";
import { type LaneSettings, outsideOfLanes } from "../../engine/vector/fast/lane-settings.ts";
import { MaskBits } from "../../engine/vector/fast/mask-bits.ts";
import type { TakeMarks } from "../../engine/vector/fast/measured-marks.ts";
import type { SignalBits } from "../../engine/vector/fast/signal-bits.ts";
import { wordsFor } from "../../engine/vector/fast/signal-bits.ts";
import { LaneSimulation } from "../../engine/vector/fast/simulate-lane.ts";
import { anySparseSettings, sparseSettings } from "../../engine/vector/fast/sparse-settings.ts";
import { createSweepKernels } from "../../engine/vector/fast/sweep-kernels.ts";
import { SWEEP_STATISTICS } from "../../engine/vector/fast/sweep-statistics.ts";
import type { Bars } from "../../market/bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import type { Panel } from "../../market/panel.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import {
  askSignals,
  evaluateAnswer,
  lineOf,
  MASKS,
  type SignalAnswer,
  TARGETS,
} from "../../strategy/evaluate-signals.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import { RULE_BOOKS } from "../../trading/rules/presets.ts";
import { finerElsewhere } from "../finer-of-run.ts";
import { measuredRange, requiredHistoryOf } from "../measured-range.ts";
import { inMoney, runPrices } from "../run-prices.ts";
import type { ExecutionSettings } from "../run-spec.ts";
import { type MeasuredRange, simulate } from "../simulate.ts";
import type { ActionsOfSeveral } from "../simulate-portfolio.ts";
import { accountOf } from "../simulated-account.ts";
import { ticksElsewhere } from "../ticks-of-run.ts";
import { accountOverBars } from "./account-over-bars.ts";
import {
  type AnsweredMasks,
  answeredMasks,
  bitsOf,
  expressionsOf,
  hasLevels,
  isFilled,
  isNode,
} from "./answered-masks.ts";
import { measuredMarks } from "./measured-marks.ts";
import { NotedRuns } from "./noted-runs.ts";
import { plainStatistics } from "./plain-statistics.ts";
import { createBlock, type RowsBlock, SWEEP_DOORS, type SweepDoor, type SweepRows } from "./rows-block.ts";

/** Values of every parameter of the strategy. */
export type SweepParams = Readonly<Record<string, ParameterValue>>;

/** Instruments that share cash. */
export interface SeveralInstruments {
  readonly panel: Panel;
  readonly actionsOf?: ActionsOfSeveral;
}

export interface SweepRequest {
  readonly strategy: Strategy;
  /** Bars of the range, and earlier ones for warm-up where there are any; of several instruments their index, `axisOf`. */
  readonly bars: Bars;
  /** The instruments whose index the bars are; null, or absent: there is one, and the bars are its own. */
  readonly several?: SeveralInstruments | null;
  readonly settings: ExecutionSettings;
  /** Splits and dividends of raw bars, point in time; null, or absent: prices are what their tag says. */
  readonly actions?: readonly CorporateAction[] | null;
  /** Start of the measured range, epoch milliseconds; null: the first bar. */
  readonly from?: number | null;
  /** Combinations that are computed, and handed out, together; 1,024. Memory grows with it, not with their number. */
  readonly blockSize?: number;
  /** Ids of metrics beyond those of every row; they are made from whole runs, and close the faster doors. */
  readonly metrics?: readonly string[];
  /** Seconds that the code of a combination may run at one go; null, or absent: as long as it wants. */
  readonly timeLimit?: number | null | undefined;
  /** Without it WebAssembly, where it is to be had and there is enough to do that its memory is worth setting up. */
  readonly kernels?: SweepKernels["kind"];
}

/** Computes combinations of one strategy, on one thread. */
export interface SweepRunner {
  /** The fastest door that the settings leave open, and what closed the others. */
  readonly door: { readonly fastest: SweepDoor; readonly reason: string | null };
  /** What computes where the plain engine doesn't, of the combinations so far; null where it computes everything. */
  readonly kernels: SweepKernels["kind"] | null;
  /** Computes combinations, and hands out their rows block by block in order. */
  run(combos: readonly SweepParams[], emit: (rows: SweepRows) => void): void;
  /** Gives back the memory that it computes in; when it runs again it sets one up anew. */
  close(): void;
}

const BLOCK_SIZE = 1024;
/** Bars times combinations that TypeScript has computed by the time that a memory for WebAssembly is set up. */
const LEAST_FOR_WASM = 1 << 19;

/** Bytes that the masks of combinations under way may take, and the columns that they are made of. */
const MASK_BYTES = 64 * 1_048_576;
const COLUMN_BYTES = 256 * 1_048_576;

/** A combination whose strategy has answered. */
interface Asked {
  readonly row: number;
  readonly range: MeasuredRange;
  readonly answer: SignalAnswer;
  /** What it answered with, where that is masks and nothing else. */
  readonly masks: AnsweredMasks | null;
  /** Why it takes no faster door; null: nothing is known against it. */
  slowed: string | null;
}

const GONE = "equity was gone, or an entry could not be paid";

/**
 * A sweep over one strategy, bars and settings. Its rows are the numbers that single runs give; which door computed them
 * is a matter of time only.
 *
 * @param takeMarks is given equity at the end of each period of a row's returns, by the row's place in its block, before
 * the block is handed out; not for rows that fail
 * @throws {BacksightError} BACKSIGHT_BARS_EMPTY when no bar lies in the range; BACKSIGHT_NOT_SUPPORTED for finer bars
 */
export function createSweepRunner(request: SweepRequest, takeMarks?: TakeMarks): SweepRunner {
  const { strategy, bars, settings, from = null, blockSize = BLOCK_SIZE, actions = null, metrics = [] } = request;
  const prices = runPrices(bars, actions);
  const { start } = measuredRange(bars, from, 1);
  const { returns, riskFree, benchmark, rebalance, rules, finer, quotes, trades, base, fx, ...given } = settings;
  if (finer !== undefined) throw finerElsewhere();
  if ((quotes ?? trades) !== undefined) throw ticksElsewhere();
  const execution: LaneSettings = { ...given, rules: RULE_BOOKS[rules], actions, bars, start };
  const sparse = sparseSettings(execution);
  const needsRuns = metrics.length > 0 ? `${metrics.join(", ")} can only be made from whole runs` : null;
  const outside = outsideOfLanes(execution);
  const lanes = outside === null && needsRuns === null ? new LaneSimulation(bars, execution) : null;
  const slowed = needsRuns ?? (typeof sparse === "string" ? `the settings ask for ${sparse}` : null);
  const closed = needsRuns ?? (outside === null ? null : `the settings ask for ${outside}`);
  const bytesOfMasks = MASKS.length * wordsFor(bars.length) * Uint32Array.BYTES_PER_ELEMENT;
  const together = Math.max(1, Math.min(blockSize, Math.floor(MASK_BYTES / bytesOfMasks)));

  const marks = measuredMarks(bars, start, settings);
  const statistics = new AccountStatistics(bars, marks, takeMarks);
  const settingsOfKernels = typeof sparse === "string" || slowed !== null ? null : sparse;
  const settingsOfCrossings = settingsOfKernels ?? (lanes === null ? null : anySparseSettings(execution));
  /** What finds where averages cross, and simulates where the settings allow. */
  let crossings: SweepKernels | null = null;
  let kernels: SweepKernels | null = null;
  let wished: SweepKernels["kind"] | null = null;
  let notes: NotedRuns | null = null;
  const prepareFor = (combos: number): void => {
    const kind = request.kernels ?? (combos * bars.length < LEAST_FOR_WASM ? "typescript" : "wasm");
    if (settingsOfCrossings === null || wished === "wasm" || kind === wished) return;
    wished = kind;
    const room = { bars, settings: settingsOfCrossings, marks, masks: MASKS.length * together, takeMarks };
    crossings = createSweepKernels(room, kind);
    kernels = settingsOfKernels === null ? null : crossings;
  };

  /** Combinations that are asked together, from row `offset` of the block on: what can't share anything is run at once. */
  function runTogether(combos: readonly SweepParams[], offset: number, out: RowsBlock): void {
    const graph = new SeriesGraph(prices.seen);
    crossings?.release();
    const masks = crossings === null ? null : new MaskBits(graph, crossings);
    const shared: Asked[] = [];
    const packed: MaskCombination[] = [];
    const runOne = (asked: Asked): void => runAlone(asked, graph, masks, out);
    const attempt = (row: number, work: () => void): void => {
      try {
        work();
      } catch (error) {
        if (!isBacksightError(error)) throw error;
        out.errors.set(row, error);
      }
    };
    const ask = (k: number): Asked => {
      const params = combos[k]!;
      const firstDecision = Math.max(start, requiredHistoryOf(strategy, params) - 1);
      const answer = askSignals(strategy, graph, params, { capital: settings.cash });
      const answered = masks === null ? null : answeredMasks(strategy.name, answer, graph);
      return { row: offset + k, range: { start, firstDecision }, answer, masks: answered, slowed: null };
    };
    /** Simulates an answer that is signals, or keeps its bits to be simulated with others. @returns false where it can't */
    const runSparsely = (asked: Asked): boolean => {
      if (kernels === null || masks === null) return false;
      const { row, range } = asked;
      const bits = signalsOf(asked, masks, graph);
      if (bits === null) return false;
      noteDoor(out, row, ...doorOf(asked));
      const { firstDecision } = range;
      const isLong = settings.direction === "long" || bits.shortEntries === null;
      if (kernels.simulateMasks !== undefined && isLong) packed.push({ bits, firstDecision, row });
      else if (!kernels.simulate(bits, firstDecision, out.statistics, row)) asked.slowed = GONE;
      return asked.slowed !== GONE;
    };
    const run = (asked: Asked): void => {
      if (!runSparsely(asked)) runOne(asked);
    };
    for (const k of combos.keys()) {
      attempt(offset + k, () => {
        const asked = ask(k);
        if (asked.masks !== null && !isFilled(asked.masks)) shared.push(asked);
        else run(asked);
      });
      if (graph.computedBytes > COLUMN_BYTES) graph.forgetAllBut(new Set());
    }
    const others = masks === null ? shared : runCrossings(shared, masks, out);
    masks?.prepare(others.flatMap((asked) => expressionsOf(asked.masks!)));
    for (const asked of others) {
      attempt(asked.row, () => run(asked));
      if (graph.computedBytes > COLUMN_BYTES) graph.forgetAllBut(new Set());
    }
    if (packed.length === 0) return;
    // Asked anew: arrays that it filled may be others by now.
    for (const row of kernels!.simulateMasks!(packed, out.statistics))
      attempt(row, () => runOne({ ...ask(row - offset), slowed: GONE }));
  }

  /** Computes combinations that are plain crossings of averages, all at once. @returns the others */
  function runCrossings(all: readonly Asked[], bits: MaskBits, out: RowsBlock): readonly Asked[] {
    if (kernels?.simulateCrossings === undefined || settings.direction === "short") return all;
    const groups = new Map<Float64Array, { ticksPerUnit: number; combinations: CrossingCombination[] }>();
    const taken = new Set<number>();
    for (const { row, range, masks, answer } of all) {
      if (masks === null || hasLevels(answer) || !isNode(masks.entries) || !isNode(masks.exits)) continue;
      if (settings.direction !== "long" && (masks.shortEntries !== null || masks.shortExits !== null)) continue;
      const crossed = bits.crossingOf(masks.entries, masks.exits);
      if (crossed === null) continue;
      const { sums, ticksPerUnit, first, second } = crossed;
      const group = groups.get(sums) ?? { ticksPerUnit, combinations: [] };
      groups.set(sums, group);
      group.combinations.push({ first, second, firstDecision: range.firstDecision, row });
      out.door[row] = SWEEP_DOORS.indexOf("columns");
      taken.add(row);
    }
    for (const [sums, { ticksPerUnit, combinations }] of groups) {
      for (const row of kernels.simulateCrossings(sums, ticksPerUnit, combinations, out.statistics)) taken.delete(row);
    }
    return all.filter(({ row }) => !taken.has(row));
  }

  /** The signals of an answer that says no more than they do; null for any other. */
  function signalsOf(asked: Asked, bits: MaskBits, graph: SeriesGraph): SignalBits | null {
    const { answer, masks, range } = asked;
    if (answer.events === undefined)
      return masks === null || hasLevels(answer) ? null : bitsOf(strategy.name, masks, bits, graph);
    const { program } = answer.events;
    notes ??= new NotedRuns(bars, execution, settingsOfKernels!);
    const noted = notes.signalsOf(program, range.firstDecision, () => kernels!.room());
    if (typeof noted !== "string") return noted;
    asked.slowed = noted;
    return null;
  }

  /** Takes lanes, or else the plain engine. */
  function runAlone(asked: Asked, graph: SeriesGraph, bits: MaskBits | null, out: RowsBlock): void {
    const { row, range, answer } = asked;
    const rule = lanes === null ? null : laneRuleOf(asked, graph, bits);
    if (lanes !== null && rule !== null) {
      noteDoor(out, row, "lanes", asked.slowed ?? slowed ?? "the strategy gives prices or targets, not masks alone");
      const account = lanes.simulate(rule, range.firstDecision);
      if (account !== null) {
        statistics.write(account, out.statistics, row);
        return;
      }
      asked.slowed = "equity was gone";
    }
    noteDoor(out, row, "plain", asked.slowed ?? closed ?? openReason(answer));
    runPlainly(asked, graph, out);
  }

  /** Takes the engine that every single run takes. */
  function runPlainly({ row, range, answer }: Asked, graph: SeriesGraph, out: RowsBlock): void {
    const signals = evaluateAnswer(strategy.name, graph, answer);
    const level = strategy.isReplayed === true ? null : prices.level;
    const result = simulate(bars, inMoney(signals, level), settings, range, actions);
    if (metrics.length === 0 && result.ruinedAt < 0) {
      statistics.write(accountOverBars(bars, result), out.statistics, row);
      return;
    }
    const values = plainStatistics(accountOf(bars, result), settings, metrics);
    for (const name of SWEEP_STATISTICS) out.statistics[name][row] = values[name];
    for (const id of metrics) out.more[id]![row] = values[id]!;
    takeMarks?.(
      row,
      Float64Array.from(marks.bars, (bar) => result.equity.at(bar)!),
    );
  }

  /** What decides in lanes for an answer; null: they can't follow it. */
  function laneRuleOf({ answer, masks }: Asked, graph: SeriesGraph, bits: MaskBits | null): LaneRule | null {
    const { direction = "both", accumulate = 1, size } = settings;
    const { returned } = answer;
    if (TARGETS.some((key) => returned[key] !== undefined)) {
      const { targets } = evaluateAnswer(strategy.name, graph, answer);
      return new LaneTargets({ ...targets!, rebalance }, direction, bars.instrument);
    }
    if (masks === null || bits === null) return null;
    const level = (key: "stopLoss" | "takeProfit") =>
      returned[key] === undefined ? null : lineOf(strategy.name, key, returned[key], graph);
    const levels = { stop: level("stopLoss"), target: level("takeProfit") };
    return new LaneSignals(bitsOf(strategy.name, masks, bits, graph), bars.length, levels, size, direction, accumulate);
  }

  return {
    door: { fastest: settingsOfKernels !== null ? "columns" : lanes !== null ? "lanes" : "plain", reason: slowed },
    get kernels() {
      return crossings?.kind ?? null;
    },
    run(combos, emit) {
      prepareFor(combos.length);
      for (let first = 0; first < combos.length; first += blockSize) {
        const block = combos.slice(first, first + blockSize);
        const out = createBlock(first, block.length, metrics);
        for (let offset = 0; offset < block.length; offset += together)
          runTogether(block.slice(offset, offset + together), offset, out);
        emit(out);
      }
    },
    close() {
      crossings?.close();
      crossings = kernels = wished = null;
    },
  };
}

function noteDoor(out: RowsBlock, row: number, door: SweepDoor, reason: string | null): void {
  out.door[row] = SWEEP_DOORS.indexOf(door);
  if (reason === null) out.reasons.delete(row);
  else out.reasons.set(row, reason);
}

/** Which of the doors of signals an answer takes, and why no faster one. */
function doorOf({ masks, answer }: Asked): readonly [SweepDoor, string | null] {
  if (answer.events !== undefined) return ["callbacks", "the strategy decides bar by bar"];
  return masks !== null && isFilled(masks) ? ["masks", "the strategy fills arrays of its own"] : ["columns", null];
}

/** Why an answer goes through the plain engine although the settings don't ask for it. */
function openReason({ events }: SignalAnswer): string {
  if (events !== undefined) return "the strategy decides bar by bar";
  return "the strategy's orders wait for prices";
}
