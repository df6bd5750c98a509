import type { BacktestLogger } from "../core/logging/backtest-logger.ts";
import type { CreateHasher } from "../core/sha256.ts";
import type { Bars } from "../market/bars.ts";
import type { QuoteTicks } from "../market/quote-ticks.ts";
import type { TradeTicks } from "../market/trade-ticks.ts";
import type { TrialLedgerPort } from "./trial-ledger-port.ts";

/** What a run needs from outside. Universal defaults stand in `default-ports.ts`; Node binds its own. */
export interface RunPorts {
  /** Prices of a data address, for a benchmark that isn't the instrument itself. */
  readonly loadBars: (address: string) => Promise<Bars>;
  /** Quotes and trades of an address, of the instrument and the time of these bars; absent: nobody can. */
  readonly loadQuotes?: (address: string, bars: Bars) => Promise<QuoteTicks>;
  readonly loadTrades?: (address: string, bars: Bars) => Promise<TradeTicks>;
  readonly createHasher: CreateHasher;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Milliseconds of a clock that doesn't run backwards. */
  readonly stopwatch: () => number;
  readonly newRunId: () => string;
  /** Lets waiting events (Ctrl-C) in between two long steps; absent: nobody waits. */
  readonly breathe?: () => Promise<void>;
  /** Calls a function and stops it when it takes longer, with the error that `late` makes; absent: nobody can. */
  readonly withinTime?: (<T>(milliseconds: number, act: () => T, late: () => Error) => T) | undefined;
  /** Told what happens; absent: nobody. */
  readonly logger?: BacktestLogger;
  /** Absent: trials are not counted, and the run says so. */
  readonly trials?: TrialLedgerPort;
}
