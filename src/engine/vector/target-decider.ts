import type { Bars } from "../../market/bars.ts";
import type { FillPlace, Ledger } from "../../trading/ledger/ledger.ts";
import type { OrderDesk } from "../../trading/orders/order-desk.ts";
import type { Size } from "../../trading/orders/size.ts";
import type { Decider } from "./run-bars.ts";

/** What to hold: a signed fraction of equity, or signed units. NaN keeps what is held. */
export interface Targets {
  readonly kind: "weight" | "units";
  readonly values: Float64Array;
  /** on-change: trades when the target changes; always: at every bar, so that drift is traded too. */
  readonly rebalance: "on-change" | "always";
}

/** Decides by targets: trades the difference between what is held and what should be. */
export function targetDecider(
  bars: Bars,
  { kind, values, rebalance }: Targets,
  direction: "long" | "short" | "both",
  firstDecision: number,
  ledger: Ledger,
  desk: OrderDesk,
): Decider {
  const { lot, multiplier } = bars.instrument;
  const allowed = (target: number) =>
    direction === "long" ? Math.max(0, target) : direction === "short" ? Math.min(0, target) : target;
  let last = NaN;
  let target = NaN;

  const execute = (decisionBar: number, reference: number, place: FillPlace, mayEnter: boolean): void => {
    const unit = reference * multiplier;
    const exact = kind === "units" ? target : (target * ledger.equityAt(reference)) / unit;
    const wanted = lot === null ? exact : Math.trunc(exact / lot + Math.sign(exact) * 1e-9) * lot;
    const held = ledger.quantity;
    if (held !== 0 && wanted * held <= 0) {
      desk.close(decisionBar, reference, place, wanted === 0 ? "signal" : "reverse");
    } else if (Math.abs(wanted) < Math.abs(held)) {
      desk.reduce(decisionBar, Math.abs(held) - Math.abs(wanted), reference, place, "signal");
      return;
    }
    const missing = Math.abs(wanted) - Math.abs(ledger.quantity);
    if (missing <= 0 || wanted === 0) return;
    const side = wanted > 0 ? 1 : -1;
    const size: Size =
      kind === "units" ? { kind: "quantity", quantity: missing } : { kind: "cash", cash: missing * unit };
    if (mayEnter) desk.increase(decisionBar, side, reference, place, size);
    else desk.expire(decisionBar, side, kind === "units" ? missing : NaN, "last-bar");
  };

  return {
    decide(i) {
      const value = values[i]!;
      if (i < firstDecision || Number.isNaN(value)) return false;
      const next = allowed(value);
      if (next === last && rebalance === "on-change") return false;
      last = next;
      target = next;
      return target !== 0 || ledger.quantity !== 0;
    },
    execute: (decisionBar, reference, place) => execute(decisionBar, reference, place, true),
    expire(i, closePlace) {
      if (closePlace !== null) execute(i, bars.close[i]!, closePlace, false);
      else desk.expire(i, target >= ledger.quantity ? 1 : -1, NaN, "last-bar");
    },
  };
}
