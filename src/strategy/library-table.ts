import type { Strategy } from "./strategy.ts";

/** Every ready strategy by name, each loaded alone: who runs one of them needn't read the code of all. */
export const LIBRARY_TABLE: Readonly<Record<string, () => Promise<Strategy>>> = {
  "bollinger-reversion": async () => (await import("./library/bollinger-reversion.ts")).bollingerReversion,
  "buy-and-hold": async () => (await import("./library/buy-and-hold.ts")).buyAndHold,
  "donchian-breakout": async () => (await import("./library/donchian-breakout.ts")).donchianBreakout,
  "ema-cross": async () => (await import("./library/ema-cross.ts")).emaCross,
  macd: async () => (await import("./library/macd.ts")).macd,
  momentum: async () => (await import("./library/momentum.ts")).momentum,
  "rsi-reversion": async () => (await import("./library/rsi-reversion.ts")).rsiReversion,
  "sma-cross": async () => (await import("./library/sma-cross.ts")).smaCross,
};

/** The ready strategy of that name, undefined when there is none. */
export async function loadLibraryStrategy(name: string): Promise<Strategy | undefined> {
  return Object.hasOwn(LIBRARY_TABLE, name) ? LIBRARY_TABLE[name]!() : undefined;
}
