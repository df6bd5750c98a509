import { onTestFinished } from "vitest";
import { type RestBar, type RestTables, restMarketOf } from "../../src/sources/polygon/emulator/rest/rest-market.ts";
import {
  type PolygonRestEmulator,
  type PolygonRestEmulatorOptions,
  startPolygonRest,
} from "../../src/sources/polygon/emulator/rest/start-polygon-rest.ts";
import type { RestClientOptions } from "../../src/sources/polygon/rest/rest-client.ts";

export const TEST_KEY = "canary-4f1b9c27d0e8";

/** Tries often, waits hardly at all. */
export const IMPATIENT = {
  apiKey: TEST_KEY,
  rate: { requests: 1000, perMs: 1 },
  retry: { attempts: 12, baseMs: 1, maxMs: 4 },
} satisfies Omit<RestClientOptions, "baseUrl">;

/** The emulator for the length of a test. */
export async function emulate(
  tables: RestTables,
  options: Omit<PolygonRestEmulatorOptions, "market" | "keys"> = {},
): Promise<PolygonRestEmulator> {
  const emulator = await startPolygonRest({ market: restMarketOf(tables), keys: [TEST_KEY], ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** A bar whose every field is a function of its time, so that a wrong one shows. */
export function barAt(t: number): RestBar {
  const o = 100 + ((t / 60_000) % 997) / 10;
  return { t, o, h: o + 0.75, l: o - 0.5, c: o + 0.25, v: 100 + ((t / 60_000) % 89) + 0.5, vw: o + 0.1, n: 7 };
}

/** Bars of each minute in [from, to). */
export function minutes(from: number, to: number): RestBar[] {
  return Array.from({ length: (to - from) / 60_000 }, (_, i) => barAt(from + i * 60_000));
}
