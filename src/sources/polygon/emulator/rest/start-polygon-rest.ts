import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sha256 } from "../../../../core/sha256.ts";
import { exactJson } from "../../rest/exact-json.ts";
import { answerWithFault } from "./rest-fault-answers.ts";
import { type RestFaultOptions, RestFaultPlan } from "./rest-faults.ts";
import type { RestMarket } from "./rest-market.ts";
import { type EmulatedPlan, RequestCount, TOO_MANY } from "./rest-plan.ts";
import { badRequest, NOT_FOUND, type RestAsk, type RestReply } from "./rest-reply.ts";
import { restReplyOf } from "./rest-routes.ts";

export interface PolygonRestEmulatorOptions {
  readonly market: RestMarket;
  /** The keys that it knows. */
  readonly keys: readonly string[];
  readonly plan?: EmulatedPlan;
  readonly faults?: RestFaultOptions;
  /** False: splits and dividends only at their older addresses, as before 2026. */
  readonly hasNewActions?: boolean;
  /** Of the faults and the request ids. */
  readonly seed?: number;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** What a page's `next_url` begins with: like the vendor's, another host than the one that was asked. */
  readonly nextUrlOrigin?: string;
  /** Epoch milliseconds: what is later isn't known yet. */
  readonly now?: () => number;
}

export interface PolygonRestEmulator {
  /** http://127.0.0.1:port */
  readonly url: string;
  /** Path and query of every request that was answered, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** An HTTP server on this machine that speaks the vendor's REST: for tests, and for trying things without an account. */
export async function startPolygonRest(options: PolygonRestEmulatorOptions): Promise<PolygonRestEmulator> {
  const { plan = {}, seed = 1, now = Date.now, nextUrlOrigin = "https://api.polygon.io" } = options;
  const faults = new RestFaultPlan(options.faults ?? { rate: 0 }, seed);
  const count = new RequestCount(plan.requestsPerMinute ?? Infinity);
  const requests: string[] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const target = request.url ?? "/";
    requests.push(target);
    const requestId = sha256(`${seed}/${requests.length}`).slice(0, 32);
    const url = new URL(target, "http://emulator");
    const reply = replyTo(request, url);
    const body = Array.isArray(reply.body) ? reply.body : { ...reply.body, request_id: requestId };
    const text = exactJson(body);
    answerWithFault(response, { status: reply.status, text }, faults.next(target), options.faults);
  }

  function replyTo(request: IncomingMessage, url: URL): RestReply {
    const key = keyOf(request, url);
    if (key === undefined) return unauthorized("API Key was not provided");
    if (!options.keys.includes(key)) return unauthorized("Unknown API Key");
    if (count.isOneTooMany(key, now())) return TOO_MANY;
    if (request.method !== "GET") return badRequest(`no ${request.method} here`);
    const ask = askOf(url);
    if (options.hasNewActions === false && url.pathname.startsWith("/stocks/v1/")) return NOT_FOUND;
    return ask === undefined ? badRequest("bad cursor") : restReplyOf(ask, options.market, plan);
  }

  function askOf(url: URL): RestAsk | undefined {
    const cursor = url.searchParams.get("cursor");
    const page = cursor === null ? { query: url.search, position: 0 } : openCursor(cursor);
    if (page === undefined) return undefined;
    const query = new URLSearchParams(page.query);
    query.delete("apiKey");
    const path = decodeURIComponent(url.pathname);
    const nextUrl = (position: number, nextPath = path) =>
      `${nextUrlOrigin}${nextPath}?cursor=${makeCursor(String(query), position)}`;
    return { path, query, position: page.position, now: now(), nextUrl };
  }

  const server = createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function keyOf(request: IncomingMessage, url: URL): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? url.searchParams.get("apiKey") ?? undefined;
}

function unauthorized(error: string): RestReply {
  return { status: 401, body: { status: "ERROR", error } };
}

function makeCursor(query: string, position: number): string {
  return Buffer.from(`${position} ${query}`).toString("base64url");
}

function openCursor(cursor: string): { query: string; position: number } | undefined {
  const match = /^(\d+) (.*)$/.exec(Buffer.from(cursor, "base64url").toString());
  return match === null ? undefined : { position: Number(match[1]), query: match[2]! };
}
