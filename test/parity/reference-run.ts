import type { Direction } from "./reference-money.ts";

export type Phase = "open" | "intrabar" | "close";

export interface ReferenceOrder {
  decisionBar: number;
  side: Direction;
  quantity: number;
  outcome: string;
}

export interface ReferenceFill {
  bar: number;
  phase: Phase;
  side: Direction;
  quantity: number;
  price: number;
  commission: number;
}

export interface ReferenceTrade {
  side: "long" | "short";
  entryBar: number;
  exitBar: number;
  entryPrice: number;
  exitPrice: number;
  quantity: number;
  pnl: number;
  returnFraction: number;
  commission: number;
  exitReason: string;
  isAmbiguous: boolean;
}

export interface ReferenceRun {
  orders: ReferenceOrder[];
  fills: ReferenceFill[];
  trades: ReferenceTrade[];
  cash: number[];
  equity: number[];
  /** Signals and orders without a fill, by reason. */
  notFilled: Record<string, number>;
}
