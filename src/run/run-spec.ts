import type { ParameterValue } from "../core/params/parameter.ts";
import type { Direction } from "../strategy/strategy.ts";
import type { CostSettings } from "../trading/costs/cost-settings.ts";
import type { BreakEven } from "../trading/fills/exit-guard.ts";
import type { IntrabarMode, Trail } from "../trading/fills/protective-exit.ts";
import type { RangeDistance } from "../trading/fills/range-distance.ts";
import type { TakeProfit } from "../trading/fills/take-profit.ts";
import type { AccountRules } from "../trading/ledger/account-rules.ts";
import type { TradeUnit } from "../trading/ledger/trade-units.ts";
import type { Latency } from "../trading/orders/order-delay.ts";
import type { Size } from "../trading/orders/size.ts";
import type { OrderTimeouts } from "../trading/orders/time-in-force.ts";
import type { RiskLimits } from "../trading/risk/risk-limits.ts";
import type { FillTime, RuleBookName } from "../trading/rules/rule-book.ts";
import type { WalkForwardSpec } from "./walk-forward/walk-forward-spec.ts";

/** Which strategy, so that another process can find the same code. */
export interface StrategyReference {
  readonly source: "library" | "file" | "signals" | "inline";
  readonly name: string;
  /** Path or file URL of a strategy file; address of a signals file. */
  readonly url?: string;
  /**
   * SHA-256 of the strategy's sources (its file and local imports), of the library version, of the callbacks' text, or of
   * the signals that a file gives.
   */
  readonly codeHash: string;
}

/** How a run is executed; all resolved, no defaults left open. */
export interface ExecutionSettings {
  readonly cash: number;
  /** Conventions where nothing below says otherwise. */
  readonly rules: RuleBookName;
  /** A decision at a bar's close fills at the next bar's open, at that same close, or at the next bar's close. */
  readonly fill: FillTime;
  readonly size: Size;
  readonly sizeAt: "fill" | "decision";
  readonly costs: CostSettings;
  /** Sides that may be taken. */
  readonly direction: Direction;
  /** Entries that one position may be made of. */
  readonly accumulate: number;
  /** Gross exposure that equity may carry; 1: no borrowing. */
  readonly leverage: number;
  /** How long orders wait for their prices. */
  readonly orderTimeout: OrderTimeouts;
  /** T+1: what a sale out of a long position brings can buy from the next session on. */
  readonly settlement: "T+0" | "T+1";
  /** Fractions of the average entry price; null: none. */
  readonly stopLoss: number | null;
  readonly takeProfit: TakeProfit | null;
  readonly trailingStop: Trail | null;
  /** Bars after the entry's at whose open a position leaves; absent: never. */
  readonly timeStop?: number | undefined;
  /** Stop, and trailing stop, so many average ranges of the deciding bar away; absent: none. */
  readonly stopRange?: RangeDistance | undefined;
  readonly trailRange?: RangeDistance | undefined;
  /** Absent: the stop stays where it is. */
  readonly breakEven?: BreakEven | undefined;
  /** What the account may hold, lose and trade; absent: no limits. */
  readonly risk?: RiskLimits | undefined;
  /** Share of a bar's volume that fills may take together; absent: any size fills. */
  readonly participation?: number | undefined;
  /** How long decided orders are on their way; absent: to the next bar's open. */
  readonly latency?: Latency | undefined;
  /** What the account may borrow and must keep; absent: `leverage`, and nothing. */
  readonly account?: AccountRules | undefined;
  /** Order of prices inside a bar where it matters. */
  readonly intrabar: IntrabarMode;
  /** Address of shorter bars, which settle the order of prices inside a bar; absent: none. */
  readonly finer?: string | undefined;
  /** Addresses of quotes and trades, which orders of callbacks meet; or quotes for costs by quotes; absent: none. */
  readonly quotes?: string | undefined;
  readonly trades?: string | undefined;
  /** Currency of the account, where instruments may be quoted in others. */
  readonly base?: string | undefined;
  /** Addresses of exchange rates by pair, such as EURUSD; absent: all prices are in one currency. */
  readonly fx?: Readonly<Record<string, string>> | undefined;
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
  /** Those of further instruments that share the cash, in their order. */
  readonly moreData?: readonly string[];
  /** Half-open range of bar opens, epoch milliseconds; null: from the first, to the last. */
  readonly from: number | null;
  readonly to: number | null;
  readonly settings: ExecutionSettings;
  readonly seed: number;
  readonly rulesVersion: number;
  /** A walk-forward: the range is that of its stitched tests, the parameters those of its last window. */
  readonly walkForward?: WalkForwardSpec;
}
