import { silentLogger } from "../core/logging/backtest-logger.ts";
import { sha256 } from "../core/sha256.ts";
import { compositeBars } from "../market/composite-bars.ts";
import { isoTime } from "../market/iso-time.ts";
import type { Panel } from "../market/panel.ts";
import type { Strategy } from "../strategy/strategy.ts";
import type { PortfolioResult } from "../trading/panel/simulate-panel.ts";
import { benchmarkOfPanel } from "./benchmark-of-panel.ts";
import { currencyNotes } from "./currency-effect.ts";
import { type EngineChoice, engineOfSeveral } from "./engine-choice.ts";
import { finishRun } from "./finish-run.ts";
import { auditOf } from "./guards/portfolio-audit.ts";
import { dataHash } from "./identity.ts";
import { limitedTime } from "./limited-time.ts";
import { measuredRange, requiredHistoryOf } from "./measured-range.ts";
import { portfolioAccountOf } from "./portfolio-account.ts";
import type { RunDetail } from "./run-detail.ts";
import type { RunPorts } from "./run-ports.ts";
import { isPointInTime } from "./run-prices.ts";
import type { RunSpec } from "./run-spec.ts";
import {
  type ActionsOfSeveral,
  notesOfSeveral,
  panelPrices,
  portfolioSettings,
  simulatePortfolio,
} from "./simulate-portfolio.ts";
import type { SimulatedAccount } from "./simulated-account.ts";
import { survivorshipOfPanel } from "./survivorship-of-panel.ts";

/** A described run on several instruments that share cash, with what it needs at hand. */
export interface PortfolioRunRequest {
  /** Splits and dividends of each instrument, for a run as of each day's knowledge; null: none. */
  readonly actionsOf?: ActionsOfSeveral;
  /** `from` and `to` may be null: from the first row, to the last. */
  readonly spec: RunSpec;
  readonly strategy: Strategy;
  readonly panel: Panel;
  readonly engine?: EngineChoice | undefined;
  /** Seconds that the strategy's code may run at one go; null, or absent: as long as it wants. */
  readonly timeLimit?: number | null | undefined;
  readonly tag?: string | null;
  readonly note?: string | null;
  readonly notes?: readonly string[];
}

export interface PortfolioRunOutcome {
  readonly detail: RunDetail;
  readonly account: SimulatedAccount;
  readonly result: PortfolioResult;
  /** Nothing is drawn over the index of several instruments. */
  readonly plot: ReadonlyMap<string, Float64Array>;
}

/**
 * One backtest of several instruments in full: signals of each, weights of all, or callbacks → engine → metrics → guards → record.
 *
 * @throws {BacksightError} what the strategy, the data or the settings did wrong
 */
export async function executePortfolioRun(
  { spec: asked, strategy, panel, actionsOf = null, engine, timeLimit = null, ...words }: PortfolioRunRequest,
  ports: RunPorts,
): Promise<PortfolioRunOutcome> {
  const { tag = null, note = null, notes = [] } = words;
  const simulatedBy = engineOfSeveral(strategy, engine);
  const market = panelPrices(panel, actionsOf);
  const { prices } = market;
  const axis = compositeBars(market.seen);
  const requiredHistory = requiredHistoryOf(strategy, asked.params);
  const range = measuredRange(axis, asked.from, requiredHistory);
  const [from, to] = [axis.time[range.start]!, axis.closeTime[axis.length - 1]!];
  const spec: RunSpec = { ...asked, from, to };
  const { settings } = spec;
  const log = (ports.logger ?? silentLogger).with({ strategy: strategy.name, symbol: axis.instrument.symbol });
  const began = ports.stopwatch();
  log.info("run.started", { params: spec.params, bars: axis.length, from: isoTime(from), to: isoTime(to) });
  const limited = limitedTime(ports, strategy.name, timeLimit);
  const simulation = limited(() =>
    simulatePortfolio({ ...market, strategy, params: spec.params, settings, axis, range, requiredHistory }),
  );
  const { result } = simulation;
  const { lookAhead, more } = auditOf(simulation, { strategy, spec, requiredHistory, ports });
  await ports.breathe?.();
  const account = portfolioAccountOf(panel, axis, result);
  log.debug("run.simulated", { trades: account.trades.length, notFilled: account.notFilled });
  const benchmark = await benchmarkOfPanel(
    panel,
    axis,
    { ...portfolioSettings(market, settings), ...range },
    settings,
    ports,
  );
  const detail = await finishRun(
    {
      ...{ spec, strategy, account, benchmark, tag, note, log, began },
      lookAhead: () => limited(lookAhead),
      notes: [...notes, ...notesOfSeveral(prices), ...currencyNotesOf(panel, result), ...more],
      survivorship: survivorshipOfPanel(panel, range.start, account.trades),
      adjustment: prices.some(isPointInTime) ? "point-in-time" : axis.adjustment,
      engine: simulatedBy,
      dataHash: () => sha256(prices.map(({ bars, actions }) => dataHash(bars, ports.createHasher, actions)).join(" ")),
    },
    ports,
  );
  return { detail, account, result, plot: new Map() };
}

function currencyNotesOf({ instruments }: Panel, result: PortfolioResult): string[] {
  return instruments.flatMap((bars, k) => currencyNotes(bars, result.instruments[k]!.trades));
}
