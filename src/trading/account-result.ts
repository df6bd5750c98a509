import type { AccountHistory } from "./ledger/account-history.ts";
import { type InstrumentTrading, tradingOf } from "./open-trading.ts";
import type { SimulationResult } from "./simulation-result.ts";
import type { SimulationSettings } from "./simulation-settings.ts";

/** How an account fared. */
export interface AccountOutcome {
  readonly account: AccountHistory;
  /** Bar at whose close equity was gone; −1 when it never was. */
  readonly ruinedAt: number;
}

/** What an engine returns of one instrument; whole columns are worked out when they are read first. */
export function accountResult(
  { account, ruinedAt }: AccountOutcome,
  traded: InstrumentTrading,
  input: SimulationSettings,
): SimulationResult {
  let equity: Float64Array | undefined;
  let cash: Float64Array | undefined;
  let quantity: Float64Array | undefined;
  return {
    account,
    ruinedAt,
    get equity() {
      equity ??= account.equityColumn();
      return equity;
    },
    get cash() {
      cash ??= account.cashColumn();
      return cash;
    },
    get quantity() {
      quantity ??= account.quantityColumn();
      return quantity;
    },
    startingCash: input.cash,
    start: input.start,
    marginCalls: traded.ledger.account.margin?.calls ?? 0,
    ...tradingOf(traded, input),
  };
}
