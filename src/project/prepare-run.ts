import { dirname, resolve } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { resolveParams } from "../core/params/resolve-params.ts";
import { noProgress, type ProgressListener } from "../core/progress.ts";
import type { Bars } from "../market/bars.ts";
import { resolveRange } from "../market/calendar/resolve-range.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import { isoTime } from "../market/iso-time.ts";
import { panelOf } from "../market/panel.ts";
import { sliceBars } from "../market/slice-bars.ts";
import type { AnyRunRequest } from "../run/execute.ts";
import type { PortfolioRunRequest } from "../run/execute-portfolio-run.ts";
import { RULES_VERSION } from "../run/rules-version.ts";
import type { RunSpec } from "../run/run-spec.ts";
import { sizeOfSeveral } from "../run/size-of-several.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { completeAddress } from "./complete-address.ts";
import type { LoadedConfig } from "./config.ts";
import { absoluteAddress } from "./data-address.ts";
import { inCurrencyOf } from "./in-currency.ts";
import { loadRunBars } from "./load-bars.ts";
import type { LoadOptions } from "./load-options.ts";
import type { LoadedBars } from "./loaded-bars.ts";
import { nameStrategy, nameStrategyOfRun } from "./name-strategy.ts";
import { riskKeysInForce } from "./read-risk.ts";
import { resolveSettings, type SimulationFlags } from "./resolve-settings.ts";
import { isStrategyPath } from "./resolve-strategy.ts";
import { absoluteSignalsAddress, isSignalsAddress } from "./signals-address.ts";

/** A run as a person asks for it, in texts. */
export interface RunWish {
  /** A ready strategy, a path or `signals:path`; undefined: the configuration's. */
  readonly strategy: string | undefined;
  /** A data address; undefined: the configuration's. */
  readonly data: string | undefined;
  /** Those of further instruments that share the cash. */
  readonly moreData?: readonly string[];
  readonly params: Readonly<Record<string, string>>;
  readonly flags: SimulationFlags;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** How prices are adjusted, before what their address says. */
  readonly adjust?: string | undefined;
  readonly seed: number;
  readonly tag?: string | undefined;
  readonly note?: string | undefined;
}

/**
 * Everything a run needs, resolved: strategy loaded, parameters checked, settings complete, prices read, of vendors no
 * later ones than the run asks for.
 *
 * @throws {BacksightError} whatever is wrong with the wish; nothing has been written by then
 */
export async function prepareRun(
  wish: RunWish,
  loaded: LoadedConfig | null,
  loading: LoadOptions = {},
): Promise<AnyRunRequest> {
  const config = loaded?.config ?? null;
  const root = loaded === null ? "." : dirname(resolve(loaded.path));
  const name = wish.strategy ?? fromRoot(root, config?.backtesting?.strategy);
  if (name === undefined) {
    throw new BacksightError("BACKSIGHT_USAGE", {
      problem: "no strategy is named.",
      help: "Name one (`backsight strategies` lists them) or a .ts file, or set backtesting.strategy in config.yaml.",
    });
  }
  const configured = config?.data?.source;
  const address = wish.data ?? (configured === undefined ? undefined : absoluteAddress(configured, root));
  if (address === undefined) {
    throw new BacksightError("BACKSIGHT_USAGE", {
      problem: "no prices are named.",
      help: "Give --data csv:prices.csv or --data synthetic:gbm?seed=7, or set data.source in config.yaml.",
    });
  }
  if (isSignalsAddress(name)) refuseParams(wish.params);
  const data = completeAddress(address, wish);
  const named = await nameStrategy(name, loading.onProgress ?? noProgress);
  const params = resolveParams(named.name, named.params, wish.params);
  const settings = resolveSettings(wish.flags, config, named.direction);
  const { bars: all, actions } = await loadRunBars(data, { ...loading, until: wish.to });
  const { from, to } = resolveRange(all.calendar, wish.from, wish.to);
  const bars = until(all, to);
  const moreData = (wish.moreData ?? []).map((one) => completeAddress(one, wish));
  const others = await loadOthers(moreData, to, { ...loading, until: wish.to });
  if (isSignalsAddress(name)) refuseSeveral(name, others);
  const { strategy, reference, notes } = named.on(bars, data);
  const isSizeGiven = wish.flags.size !== undefined || strategy.allocator !== undefined;
  const instruments = 1 + others.length;
  const spec: RunSpec = {
    strategy: reference,
    params,
    data: absoluteAddress(data),
    ...(others.length === 0 ? {} : { moreData: moreData.map((one) => absoluteAddress(one)) }),
    from,
    to,
    settings: {
      ...(isSizeGiven ? settings : sizeOfSeveral(settings, instruments)),
      benchmark: absoluteBenchmark(settings.benchmark),
    },
    seed: wish.seed,
    rulesVersion: RULES_VERSION,
  };
  const about = {
    ...{ spec, strategy, tag: wish.tag ?? null, note: wish.note ?? null },
    notes: [...notes, ...riskNotes(wish.flags, loaded)],
  };
  const [own, ...more] = await inCurrencyOf(settings, [{ bars, actions }, ...others], loading);
  return { ...about, ...pricesFor(strategy, own!, more) };
}

/** Which limits and stops come from which file: nobody should be bound by one that was forgotten. */
function riskNotes(flags: SimulationFlags, loaded: LoadedConfig | null): string[] {
  const keys = riskKeysInForce(flags, loaded?.config.risk);
  return keys.length === 0 ? [] : [`limits and stops from ${loaded!.path}: ${keys.join(", ")}`];
}

/**
 * A stored run, ready to be repeated.
 *
 * @throws {BacksightError} BACKSIGHT_RERUN, and what is wrong with the strategy file or the prices now
 */
export async function prepareRerun(id: string, spec: RunSpec, onProgress: ProgressListener): Promise<AnyRunRequest> {
  if (spec.rulesVersion !== RULES_VERSION) {
    throw new BacksightError("BACKSIGHT_RERUN", {
      id,
      reason: `it was made under version ${spec.rulesVersion} of the rules, this Backsight has ${RULES_VERSION}`,
      advice: "Run it anew; the numbers may differ.",
    });
  }
  const named = await nameStrategyOfRun(spec.strategy, id, onProgress);
  const last = spec.to === null ? {} : { until: isoTime(spec.to) };
  const { bars: all, actions } = await loadRunBars(spec.data, { onProgress, ...last });
  const bars = until(all, spec.to);
  const others = await loadOthers(spec.moreData ?? [], spec.to, { onProgress, ...last });
  const { strategy, reference, notes } = named.on(bars, spec.data);
  const [own, ...more] = await inCurrencyOf(spec.settings, [{ bars, actions }, ...others], { onProgress });
  return { spec: { ...spec, strategy: reference }, strategy, notes, ...pricesFor(strategy, own!, more) };
}

async function loadOthers(
  addresses: readonly string[],
  to: number | null,
  options: LoadOptions,
): Promise<LoadedBars[]> {
  const others: LoadedBars[] = [];
  for (const address of addresses) {
    const { bars, actions } = await loadRunBars(address, options);
    others.push({ bars: until(bars, to), actions });
  }
  return others;
}

/** A strategy that allocates takes a panel, if of one instrument only. */
function pricesFor(
  { allocator }: Strategy,
  loaded: LoadedBars,
  others: readonly LoadedBars[],
): LoadedBars | Pick<PortfolioRunRequest, "panel" | "actionsOf"> {
  if (others.length === 0 && allocator === undefined) return loaded;
  const all = [loaded, ...others];
  const isPointInTime = all.some(({ actions }) => actions !== null);
  return {
    panel: panelOf(all.map(({ bars }) => bars)),
    ...(isPointInTime ? { actionsOf: all.map(({ actions }) => actions) } : {}),
  };
}

/** @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED: a file of signals is of one instrument */
function refuseSeveral(name: string, others: readonly LoadedBars[]): void {
  if (others.length === 0) return;
  throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `${name} on several instruments`,
    instead: "Give --data once: a file holds the signals of one instrument.",
  });
}

/** @throws {BacksightError} BACKSIGHT_USAGE for any parameter of signals from a file */
function refuseParams(params: RunWish["params"]): void {
  const [first] = Object.entries(params);
  if (first === undefined) return;
  throw new BacksightError("BACKSIGHT_USAGE", {
    problem: `--param ${first.join("=")}: signals from a file take no parameters.`,
    help: "Leave --param out, or compute the signals anew and write another file.",
  });
}

/** A strategy named in the configuration: a path is meant from the configuration's folder. */
function fromRoot(root: string, strategy: string | undefined): string | undefined {
  if (strategy !== undefined && isSignalsAddress(strategy)) return absoluteSignalsAddress(strategy, root);
  return strategy !== undefined && isStrategyPath(strategy) ? resolve(root, strategy) : strategy;
}

/** The bars that open before `to`. @throws {BacksightError} BACKSIGHT_BARS_EMPTY */
function until(bars: Bars, to: number | null): Bars {
  if (to === null) return bars;
  const time = columnOf(bars, "time");
  let end = bars.length;
  while (end > 0 && time.at(end - 1)! >= to) end--;
  if (end === 0) {
    throw new BacksightError("BACKSIGHT_BARS_EMPTY", { source: bars.source, between: ` before ${isoTime(to)}` });
  }
  return end === bars.length ? bars : sliceBars(bars, 0, end);
}

function absoluteBenchmark(benchmark: string): string {
  return benchmark === "hold" || benchmark === "none" ? benchmark : absoluteAddress(benchmark);
}
