import type { ParameterValue } from "../core/params/parameter.ts";
import type { Direction } from "../strategy/strategy.ts";
import type { CostSettings } from "../trading/costs/cost-settings.ts";
import type { IntrabarMode, Trail } from "../trading/fills/protective-exit.ts";
import type { TakeProfit } from "../trading/fills/take-profit.ts";
import type { TradeUnit } from "../trading/ledger/trade-units.ts";
import type { Size } from "../trading/orders/size.ts";

/** Which strategy, so that another process can find the same code. */
export interface StrategyReference {
  readonly source: "library" | "file" | "inline";
  readonly name: string;
  /** Path or file URL of a strategy file. */
  readonly url?: string;
  /** SHA-256 of the strategy's sources (its file and local imports), of the library version, or of the callbacks' text. */
  readonly codeHash: string;
}

/** How a run is executed; all resolved, no defaults left open. */
export interface ExecutionSettings {
  readonly cash: number;
  /** A decision at a bar's close fills at the next bar's open, or at that same close. */
  readonly fill: "next-open" | "close";
  readonly size: Size;
  readonly sizeAt: "fill" | "decision";
  readonly costs: CostSettings;
  /** Sides that may be taken. */
  readonly direction: Direction;
  /** Entries that one position may be made of. */
  readonly accumulate: number;
  /** T+1: what a sale out of a long position brings can buy from the next session on. */
  readonly settlement: "T+0" | "T+1";
  /** Fractions of the average entry price; null: none. */
  readonly stopLoss: number | null;
  readonly takeProfit: TakeProfit | null;
  readonly trailingStop: Trail | null;
  /** Order of prices inside a bar where it matters. */
  readonly intrabar: IntrabarMode;
  /** Weights and units: traded when the target changes, or at every bar. */
  readonly rebalance: "on-change" | "always";
  /** What one trade of the list is; fills and equity don't depend on it. */
  readonly tradeUnit: TradeUnit;
  /** Returns per session, or per bar. */
  readonly returns: "session" | "bar";
  /** Annual, a fraction. */
  readonly riskFree: number;
  /** "hold": the same instrument bought and held at the same costs; "none"; or a data address. */
  readonly benchmark: string;
}

/** A described run, as plain data. Its hash names the run; whoever has it and the data gets the same result. */
export interface RunSpec {
  readonly strategy: StrategyReference;
  readonly params: Readonly<Record<string, ParameterValue>>;
  /** A data address: csv:…, synthetic:…. */
  readonly data: string;
  /** Half-open range of bar opens, epoch milliseconds; null: from the first, to the last. */
  readonly from: number | null;
  readonly to: number | null;
  readonly settings: ExecutionSettings;
  readonly seed: number;
  readonly rulesVersion: number;
}
