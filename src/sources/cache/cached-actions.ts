import { canonicalJson, type Json } from "../../core/canonical-json.ts";
import { BacksightError } from "../../core/errors.ts";
import { sha256 } from "../../core/sha256.ts";
import type { DataSource, FetchContext } from "../../data/market-data/data-source.ts";
import type { Adjustment } from "../../market/bars.ts";
import type { SessionDay } from "../../market/calendar/calendar.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import type { Database } from "../../platform/sqlite.ts";

/** Splits and dividends of a symbol as they were last fetched. */
export interface CachedActions {
  /** Ascending; null: the source has none to give. */
  readonly actions: readonly CorporateAction[] | null;
  /** Epoch milliseconds; null with `actions`. */
  readonly fetchedAt: number | null;
}

export interface ActionsOptions extends FetchContext {
  /** Older ones are fetched again; a day unless told. */
  readonly maxAgeMs?: number;
  /** Fetches again whatever their age. */
  readonly isRefresh?: boolean;
  /** Asks nobody: gives what is there, however old. */
  readonly isOffline?: boolean;
}

const ACTIONS_MAX_AGE_MS = 86_400_000;

/**
 * The corporate actions of a symbol, from the cache while they are fresh.
 *
 * @throws {BacksightError} BACKSIGHT_CACHE_OFFLINE when there are none and nobody may be asked, what the source throws,
 * BACKSIGHT_STORE
 */
export async function actionsOf(
  database: Database,
  source: DataSource,
  symbol: string,
  now: number,
  options: ActionsOptions = {},
): Promise<CachedActions> {
  const { maxAgeMs = ACTIONS_MAX_AGE_MS, isRefresh = false, isOffline = false, signal, onProgress } = options;
  if (source.fetchActions === undefined) return { actions: null, fetchedAt: null };
  const stored = selectActions(database, source.id, symbol);
  if (stored !== undefined && (isOffline || (!isRefresh && Math.abs(now - stored.fetchedAt) <= maxAgeMs)))
    return stored;
  if (isOffline) {
    const command = `backsight data fetch ${source.id}:${symbol}`;
    const series = `splits and dividends of ${source.id} ${symbol}`;
    throw new BacksightError("BACKSIGHT_CACHE_OFFLINE", { series, missing: "any time", command });
  }
  const context = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  const actions = await source.fetchActions(symbol, context);
  if (actions === null) return { actions: null, fetchedAt: null };
  database.write((db) =>
    db
      .prepare("INSERT OR REPLACE INTO actions (source, symbol, actions, fetched_at) VALUES (?, ?, ?, ?)")
      .run(source.id, symbol, canonicalJson(actions as unknown as Json), now),
  );
  return { actions, fetchedAt: now };
}

function selectActions(
  database: Database,
  source: string,
  symbol: string,
): { readonly actions: readonly CorporateAction[]; readonly fetchedAt: number } | undefined {
  const row = database.read((db) =>
    db.prepare("SELECT actions, fetched_at FROM actions WHERE source = ? AND symbol = ?").get(source, symbol),
  );
  if (row === undefined) return undefined;
  return { actions: JSON.parse(String(row.actions)) as CorporateAction[], fetchedAt: Number(row.fetched_at) };
}

/**
 * Names what adjusted prices know of, as `Segment.basis` says: a new split or dividend changes all adjusted prices
 * before it. "" for raw prices, "unknown" where the source doesn't tell its actions.
 *
 * @param today actions of later days haven't happened: no price knows of them
 */
export function basisOf(adjustment: Adjustment, actions: readonly CorporateAction[] | null, today: SessionDay): string {
  if (adjustment === "raw") return "";
  if (actions === null) return "unknown";
  const happened = actions.filter(({ kind, day }) => day <= today && (adjustment === "total" || kind === "split"));
  return sha256(canonicalJson(happened as unknown as Json)).slice(0, 16);
}
