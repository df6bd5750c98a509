import type { RiskView } from "../risk-view.ts";

/** The last `window` returns of a symbol; null where fewer are known, or one of them isn't. */
export function lastReturns({ returns }: RiskView, symbol: string, window: number): Float64Array | null {
  const all = returns?.get(symbol);
  if (all === undefined || all.length < window) return null;
  const last = Float64Array.from({ length: window }, (_, i) => all[all.length - window + i]!);
  return last.every((value) => Number.isFinite(value)) ? last : null;
}
