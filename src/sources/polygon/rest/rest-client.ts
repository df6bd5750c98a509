import { throwIfCancelled } from "../../../core/cancellation.ts";
import { checkEndpoint } from "../../net/endpoint.ts";
import { type Retry, type RetryPolicy, retrying } from "../../net/retry.ts";
import { sleep } from "../../net/sleep.ts";
import { connectionFailureOf, systemCodeOf } from "../../net/system-codes.ts";
import { type ApiKey, revealApiKey, withoutKey } from "./api-key.ts";
import { RateLimiter, type RequestRate } from "./rate-limiter.ts";
import { isJsonObject, type JsonObject, readAnswer } from "./rest-answer.ts";
import { isRetryableRestFailure, RestFailure, restError } from "./rest-failure.ts";

export interface RestClientOptions {
  readonly apiKey: ApiKey;
  /** https, or http to this machine: https://api.massive.com (the default), https://api.polygon.io. */
  readonly baseUrl?: string | undefined;
  /** Never more than this many requests; without it 5 a minute, the free plan's. */
  readonly rate?: RequestRate | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** For one request from its start to the last byte of its answer, milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Told of each request that will be tried again. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** The seams of tests: the date, epoch milliseconds; a clock that never goes back, milliseconds; waits; chance. */
  readonly monotonic?: (() => number) | undefined;
  readonly now?: (() => number) | undefined;
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  readonly random?: (() => number) | undefined;
}

export interface RestCall {
  /** What is asked for, in words: "bars of AAPL". */
  readonly what: string;
  readonly signal?: AbortSignal | undefined;
}

/** Query parameters; undefined ones are left out. */
export type RestQuery = Readonly<Record<string, string | number | boolean | undefined>>;

/** One page of results and where the next one is. */
export interface RestPage {
  readonly rows: readonly JsonObject[];
  /** Path and query, or null on the last page. */
  readonly next: string | null;
}

export const POLYGON_REST_URL = "https://api.massive.com";
/** The free plan's limit. */
const FREE_RATE: RequestRate = { requests: 5, perMs: 60_000 };
const RETRY: RetryPolicy = { attempts: 6, baseMs: 500, maxMs: 30_000 };
const TIMEOUT_MS = 60_000;

/**
 * Asks the vendor's REST interface. The key travels in a header, to the base address alone: of a page's `next_url` only
 * path and query are used, and redirects are refused. All requests share one rate; what may pass is tried again.
 */
export class PolygonRestClient {
  /** Host, and port where it isn't the usual one. */
  readonly host: string;
  private readonly base: URL;
  private readonly key: () => string;
  private readonly limiter: RateLimiter;
  private readonly retry: RetryPolicy;
  private readonly timeoutMs: number;
  private readonly onRetry: RestClientOptions["onRetry"];
  private readonly now: () => number;
  private readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  private readonly random: () => number;

  /** @throws {BacksightError} BACKSIGHT_ARGUMENT for a key or an address that can't be */
  constructor(options: RestClientOptions) {
    const { apiKey } = options;
    revealApiKey(apiKey);
    // Behind a function, so that an inspection of this object doesn't show it.
    this.key = () => revealApiKey(apiKey);
    this.base = checkEndpoint("baseUrl", options.baseUrl ?? POLYGON_REST_URL);
    this.host = this.base.host;
    this.now = options.now ?? Date.now;
    this.sleep = options.sleep ?? sleep;
    this.random = options.random ?? Math.random;
    this.limiter = new RateLimiter(options.rate ?? FREE_RATE, {
      now: options.monotonic ?? (() => performance.now()),
      sleep: this.sleep,
    });
    this.retry = { ...RETRY, ...options.retry };
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.onRetry = options.onRetry;
  }

  /**
   * What the vendor has at a path: `/v3/reference/conditions`.
   *
   * @throws {BacksightError} BACKSIGHT_REMOTE_KEY, _PLAN, _WINDOW, _ABSENT, _RATE, _FAILED, BACKSIGHT_NETWORK,
   * BACKSIGHT_CANCELLED
   */
  async get(path: string, query: RestQuery, call: RestCall): Promise<unknown> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
    const url = this.urlOf(given.length === 0 ? path : `${path}?${search}`);
    let tries = 0;
    try {
      return await retrying(
        () => {
          tries++;
          return this.limiter.run(() => this.attempt(url, call.signal), call.signal);
        },
        {
          ...this.retry,
          random: this.random,
          sleep: this.sleep,
          signal: call.signal,
          isRetryable: isRetryableRestFailure,
          retryAfterOf: (error) => (error instanceof RestFailure ? error.retryAfterMs : undefined),
          onRetry: this.onRetry,
        },
      );
    } catch (error) {
      throw restError(error, { host: this.host, what: call.what }, tries);
    }
  }

  /** One page of a paged list. @throws {BacksightError} as `get` */
  async page(path: string, query: RestQuery, call: RestCall): Promise<RestPage> {
    const body = await this.get(path, query, call);
    return this.pageOf(body, call);
  }

  /** A page and all that follow it, one request each, as they are asked for. @throws {BacksightError} as `get` */
  async *pages(path: string, query: RestQuery, call: RestCall): AsyncGenerator<readonly JsonObject[]> {
    const seen = new Set<string>();
    for (let page = await this.page(path, query, call); ; ) {
      yield page.rows;
      const { next } = page;
      if (next === null) return;
      if (seen.has(next)) throw this.nonsense("its pages go round in a circle", call);
      seen.add(next);
      page = await this.page(next, {}, call);
    }
  }

  /** All rows of all pages. @throws {BacksightError} as `get` */
  async all(path: string, query: RestQuery, call: RestCall): Promise<JsonObject[]> {
    const rows: JsonObject[] = [];
    for await (const page of this.pages(path, query, call)) for (const row of page) rows.push(row);
    return rows;
  }

  private pageOf(body: unknown, call: RestCall): RestPage {
    if (!isJsonObject(body)) throw this.nonsense("what it sent is no page of results", call);
    // An empty list is left out altogether.
    const { results = [], next_url: next } = body;
    if (!Array.isArray(results) || !results.every(isJsonObject)) {
      throw this.nonsense("its results are no list of rows", call);
    }
    return { rows: results, next: typeof next === "string" && next !== "" ? this.localPart(next, call) : null };
  }

  private nonsense(reason: string, call: RestCall): unknown {
    return restError(new RestFailure("nonsense", reason), { host: this.host, what: call.what }, 1);
  }

  /** Path and query of a page's address, whatever host it names; without a key, should it carry one. */
  private localPart(next: string, call: RestCall): string {
    const url = URL.parse(next, this.base.href);
    if (url === null) throw this.nonsense("it names a next page that is no address", call);
    url.searchParams.delete("apiKey");
    return url.pathname + url.search;
  }

  private urlOf(pathAndQuery: string): URL {
    return new URL(this.base.origin + this.base.pathname.replace(/\/$/, "") + pathAndQuery);
  }

  private async attempt(url: URL, signal: AbortSignal | undefined): Promise<unknown> {
    const key = this.key();
    const timeout = AbortSignal.timeout(this.timeoutMs);
    try {
      const response = await fetch(url, {
        headers: { authorization: `Bearer ${key}`, accept: "application/json" },
        redirect: "manual",
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      const answer = await readAnswer(response, this.now());
      this.limiter.accepted();
      return answer;
    } catch (error) {
      throwIfCancelled(signal);
      throw this.failureOf(error, timeout, key);
    }
  }

  private failureOf(error: unknown, timeout: AbortSignal, key: string): RestFailure {
    if (!(error instanceof RestFailure)) {
      if (timeout.aborted) return new RestFailure("timeout", "");
      const code = systemCodeOf(error);
      return new RestFailure(connectionFailureOf(code), code);
    }
    const { kind, reason, status, retryAfterMs } = error;
    if (status === 429) this.limiter.refused(retryAfterMs);
    return new RestFailure(kind, withoutKey(reason, key), status, retryAfterMs);
  }
}
