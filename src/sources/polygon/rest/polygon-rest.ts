import { BacksightError } from "../../../core/errors.ts";
import { didYouMean } from "../../../core/nearest-name.ts";
import type { DataRequest, Dataset } from "../../../data/market-data/data-request.ts";
import type { DataPart, FetchContext, InstrumentSource } from "../../../data/market-data/data-source.ts";
import { type AssetClass, assetClassOf } from "../asset-class.ts";
import { symbolFactsOf } from "../symbol-facts.ts";
import { fetchPolygonActions } from "./fetch-actions.ts";
import { fetchBars } from "./fetch-bars.ts";
import { fetchTicks } from "./fetch-ticks.ts";
import { HistoryWindow } from "./history-window.ts";
import { PLAN_TERMS, POLYGON_PLANS, type PolygonPlan, settledBefore } from "./polygon-plan.ts";
import { PolygonRestClient, type RestClientOptions } from "./rest-client.ts";

export interface PolygonRestOptions extends RestClientOptions {
  /** "basic", the free one, by default: it works with any key, only slower and a day later. */
  readonly plan?: PolygonPlan | undefined;
  /** "polygon" by default. */
  readonly id?: string | undefined;
}

/** What the vendor has of each class over REST. */
const DATASETS_OF: Readonly<Record<AssetClass, readonly Dataset[]>> = {
  stocks: ["bars", "trades", "quotes"],
  options: ["bars", "trades", "quotes"],
  indices: ["bars"],
  forex: ["bars", "quotes"],
  crypto: ["bars", "trades"],
  futures: [],
};

/**
 * Polygon's (Massive's) REST interface as a source: raw bars of seconds to months, trades, quotes, splits and dividends.
 * Symbols are spelled as in the flat files (X:BTC-USD). What isn't settled yet under the plan, the last unfinished bar
 * among it, is not covered.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a key or an address that can't be, BACKSIGHT_OPTION_UNKNOWN for a plan
 * that isn't known
 * @example
 * const polygon = polygonRest({ apiKey, plan: "starter" });
 * for await (const part of polygon.fetch(request, {})) keep(part);
 */
export function polygonRest(options: PolygonRestOptions): InstrumentSource {
  const { plan = "basic", id = "polygon", now = Date.now } = options;
  if (!Object.hasOwn(PLAN_TERMS, plan)) {
    const details = {
      kind: "plan",
      name: plan,
      hint: didYouMean(plan, POLYGON_PLANS),
      known: POLYGON_PLANS.join(", "),
    };
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", details);
  }
  const terms = PLAN_TERMS[plan];
  const client = new PolygonRestClient({ ...options, rate: options.rate ?? terms.rate });
  /** Plans are bought by asset class, and each dataset may reach back differently. */
  const histories = new Map<string, HistoryWindow>();
  const historyOf = (assetClass: AssetClass, dataset: Dataset): HistoryWindow => {
    const key = `${assetClass} ${dataset}`;
    const history = histories.get(key) ?? new HistoryWindow();
    histories.set(key, history);
    return history;
  };

  async function* fetchParts(request: DataRequest, context: FetchContext): AsyncGenerator<DataPart> {
    const { symbol, dataset, timeframe, from, to } = request;
    const { calendar } = symbolFactsOf(symbol);
    const assetClass = assetClassOf(symbol);
    if (!DATASETS_OF[assetClass].includes(dataset)) {
      const instead = `Over REST there are of ${assetClass}: ${DATASETS_OF[assetClass].join(", ") || "nothing yet; use the flat files"}.`;
      throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", { what: `${dataset} of ${symbol}`, instead });
    }
    const settled = settledBefore(terms, now(), calendar);
    const history = historyOf(assetClass, dataset);
    if (dataset !== "bars") {
      yield* fetchTicks(client, { dataset, symbol, calendar, settled, from, to }, history, context);
      return;
    }
    if (timeframe === null) {
      const details = { name: "timeframe", rule: "given for bars", value: timeframe };
      throw new BacksightError("BACKSIGHT_ARGUMENT", details);
    }
    yield* fetchBars(client, { symbol, timeframe, calendar, settled, from, to }, history, context);
  }

  return {
    kind: "instrument",
    id,
    datasets: ["bars", "trades", "quotes"],
    factsOf: symbolFactsOf,
    fetch: fetchParts,
    fetchActions: (symbol, context) => fetchPolygonActions(client, symbol, context),
  };
}
