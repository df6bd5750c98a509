import { aggregatesReply, groupedReply } from "./aggregates-route.ts";
import { actionsReply, eventsReply, tableReply, tickersReply } from "./reference-routes.ts";
import type { RestMarket } from "./rest-market.ts";
import type { EmulatedPlan } from "./rest-plan.ts";
import { NOT_FOUND, type RestAsk, type RestReply } from "./rest-reply.ts";
import { ticksReply } from "./ticks-route.ts";

type Route = (part: (name: string) => string, ask: RestAsk, market: RestMarket, plan: EmulatedPlan) => RestReply;

/** The vendor's paths, with the names of their variable parts. */
const ROUTES: readonly (readonly [pattern: string, route: Route])[] = [
  [
    "/v2/aggs/ticker/:ticker/range/:multiplier/:timespan/:from/:to",
    (part, ask, market, plan) => {
      const from = part("from");
      const path = { ticker: part("ticker"), multiplier: part("multiplier"), timespan: part("timespan") };
      return aggregatesReply({ ...path, from, to: part("to") }, ask, market, plan);
    },
  ],
  [
    "/v2/aggs/grouped/locale/us/market/stocks/:date",
    (part, ask, market, plan) => groupedReply(part("date"), ask, market, plan),
  ],
  ["/v3/trades/:ticker", (part, ask, market, plan) => ticksReply("trades", part("ticker"), ask, market, plan)],
  ["/v3/quotes/:ticker", (part, ask, market, plan) => ticksReply("quotes", part("ticker"), ask, market, plan)],
  ["/stocks/v1/splits", (_, ask, market) => actionsReply("splits", true, ask, market)],
  ["/stocks/v1/dividends", (_, ask, market) => actionsReply("dividends", true, ask, market)],
  ["/v3/reference/splits", (_, ask, market) => actionsReply("splits", false, ask, market)],
  ["/v3/reference/dividends", (_, ask, market) => actionsReply("dividends", false, ask, market)],
  ["/v3/reference/tickers", (_, ask, market) => tickersReply(ask, market)],
  ["/vX/reference/tickers/:id/events", (part, _, market) => eventsReply(part("id"), market)],
  ["/v3/reference/conditions", (_, ask, market) => tableReply(market.conditions, ask)],
  ["/v3/reference/exchanges", (_, ask, market) => tableReply(market.exchanges, ask)],
  ["/v1/marketstatus/upcoming", (_, __, market) => ({ status: 200, body: market.holidays })],
];

const TABLE = ROUTES.map(([pattern, route]) => ({
  parts: pattern.split("/"),
  route,
}));

/** What the vendor would answer. */
export function restReplyOf(ask: RestAsk, market: RestMarket, plan: EmulatedPlan): RestReply {
  const given = ask.path.split("/");
  for (const { parts, route } of TABLE) {
    if (parts.length !== given.length) continue;
    if (!parts.every((part, i) => part.startsWith(":") || part === given[i])) continue;
    return route((name) => given[parts.indexOf(`:${name}`)]!, ask, market, plan);
  }
  return NOT_FOUND;
}
