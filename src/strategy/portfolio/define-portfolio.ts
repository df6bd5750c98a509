import { BacksightError } from "../../core/errors.ts";
import type { ParamSet, Values } from "../../core/params/parameter.ts";
import { checkDefinition, DEFINITION_KEYS } from "../check-definition.ts";
import { type Direction, STRATEGY, type Strategy } from "../strategy.ts";
import type { Weights } from "./allocator.ts";
import type { PortfolioView } from "./portfolio-view.ts";
import { problemOfSchedule, type RebalanceSchedule } from "./rebalance-schedule.ts";

/** What `definePortfolio` takes. */
export interface PortfolioSpec<P extends ParamSet> {
  /** Lower case words joined by hyphens. */
  readonly name: string;
  readonly description?: string;
  readonly family?: string;
  readonly version?: number;
  readonly params?: P;
  where?(p: Values<NoInfer<P>>): boolean;
  /** Rows needed before the first allocation; 1. */
  requiredHistory?(p: Values<NoInfer<P>>): number;
  /** Sides taken unless the run says otherwise; both. */
  readonly direction?: Direction;
  /** When it is allocated anew: the last close of each session, week, month, quarter or year, every so many bars, or at a time of day; "month". */
  readonly rebalance?: RebalanceSchedule | ((p: Values<NoInfer<P>>) => RebalanceSchedule);
  /** Weights that what is held is nearer to than this share of equity aren't traded, unless they are 0; 0. */
  readonly band?: number | ((p: Values<NoInfer<P>>) => number);
  /** The weights from this close on. It sees the past only, and must give the same weights for the same view. */
  allocate(view: PortfolioView, p: Values<NoInfer<P>>): Weights;
}

const KEYS = [...DEFINITION_KEYS, "rebalance", "band", "allocate"];
const CALLBACKS = ["where", "requiredHistory", "allocate"] as const;

/**
 * Makes a strategy that holds several instruments by weight.
 *
 * @throws {BacksightError} BACKSIGHT_STRATEGY_DEFINITION: unknown key, bad name, missing `allocate`, wrong schedule
 * @example
 * definePortfolio({
 *   name: "momentum-of-many",
 *   params: { look: int(126), hold: int(5) },
 *   requiredHistory: (p) => p.look + 1,
 *   rebalance: "month",
 *   allocate({ symbols, isMember, returnsOver }, p) {
 *     const gains = returnsOver(p.look);
 *     const best = symbols.map((_, k) => k).filter((k) => isMember[k] && gains[k] > 0);
 *     best.sort((a, b) => gains[b] - gains[a]);
 *     return Object.fromEntries(best.slice(0, p.hold).map((k) => [symbols[k], 1 / p.hold]));
 *   },
 * });
 */
export function definePortfolio<P extends ParamSet = {}>(spec: PortfolioSpec<P>): Strategy<P> {
  check(spec as unknown as PortfolioSpec<ParamSet>);
  const { rebalance = "month", band = 0, params = {} as P } = spec;
  const schedule = typeof rebalance === "function" ? rebalance : () => rebalance;
  return {
    [STRATEGY]: true,
    name: spec.name,
    description: spec.description ?? "",
    family: spec.family ?? null,
    version: spec.version ?? 1,
    params,
    where: (p) => spec.where?.(p) ?? true,
    requiredHistory: (p) => spec.requiredHistory?.(p) ?? 1,
    direction: spec.direction ?? "both",
    signals: () => {
      throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
        what: `${spec.name} as signals of one instrument`,
        instead: "It allocates several instruments by weight: run it as it is.",
      });
    },
    allocator: {
      schedule: (p) => checkedSchedule(spec.name, schedule(p)),
      band: (p) => checkedBand(spec.name, typeof band === "function" ? band(p) : band),
      allocate: (view, p) => spec.allocate(view, p),
    },
    sourceText: [...CALLBACKS.map((name) => String(spec[name] ?? "")), textOf(rebalance), textOf(band)].join("\n"),
  };
}

function textOf(rule: unknown): string {
  return typeof rule === "object" ? JSON.stringify(rule) : String(rule);
}

function checkedSchedule(strategy: string, schedule: RebalanceSchedule): RebalanceSchedule {
  const wrong = problemOfSchedule(schedule);
  if (wrong === null) return schedule;
  const { problem, hint } = wrong;
  throw new BacksightError("BACKSIGHT_STRATEGY_DEFINITION", { strategy, problem: `rebalance ${problem}`, hint });
}

function checkedBand(strategy: string, band: number): number {
  if (typeof band === "number" && band >= 0 && band < 1) return band;
  throw new BacksightError("BACKSIGHT_STRATEGY_DEFINITION", {
    strategy,
    problem: `band must be a share of equity from 0 and below 1, was ${String(band)}`,
    hint: "",
  });
}

function check(spec: PortfolioSpec<ParamSet>): void {
  const fail = checkDefinition("definePortfolio", spec, KEYS, CALLBACKS);
  const { name, rebalance, band } = spec;
  if (spec.allocate === undefined) fail("allocate must be a function");
  if (rebalance !== undefined && typeof rebalance !== "function") checkedSchedule(name, rebalance);
  if (band !== undefined && typeof band !== "function") checkedBand(name, band);
}
