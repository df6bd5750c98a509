import { createHash } from "node:crypto";
import { BacksightError } from "../../core/errors.ts";
import type { FetchContext } from "../../data/market-data/data-source.ts";
import type { Timeframe } from "../../market/timeframe.ts";
import type { TimeRange } from "../cache/time-ranges.ts";
import { HttpClient, type HttpClientOptions } from "../http/http-client.ts";
import { HttpFailure, httpError } from "../http/http-failure.ts";
import { checkEndpoint } from "../net/endpoint.ts";
import type { Archive } from "./archive-plan.ts";
import type { Kline } from "./kline-columns.ts";
import { readArchive } from "./read-archive.ts";

export interface BinanceClientOptions extends HttpClientOptions {
  /** https, or http to this machine. */
  readonly archiveUrl?: string | undefined;
  /** The same; `api.binance.com` is blocked in some countries, the default one isn't. */
  readonly restUrl?: string | undefined;
}

const ARCHIVE_URL = "https://data.binance.vision";
const REST_URL = "https://data-api.binance.vision";
/** A month of seconds has some 60 MB. */
const LONGEST_ARCHIVE = 256e6;
const LONGEST_ANSWER = 16e6;
/** What one REST request gives at most. */
export const KLINES_A_PAGE = 1000;
const INVALID_SYMBOL = -1121;
/** An archive may be replaced between its checksum and itself: both are fetched again then. */
const MOST_FETCHES = 2;

/** Asks Binance's public hosts, without a key. */
export class BinanceClient {
  private readonly http: HttpClient;
  private readonly archives: URL;
  private readonly rest: URL;

  /** @throws {BacksightError} BACKSIGHT_ARGUMENT for an address that can't be */
  constructor(options: BinanceClientOptions = {}) {
    this.http = new HttpClient(options);
    this.archives = checkEndpoint("archiveUrl", options.archiveUrl ?? ARCHIVE_URL);
    this.rest = checkEndpoint("restUrl", options.restUrl ?? REST_URL);
  }

  get restHost(): string {
    return this.rest.host;
  }

  get archiveHost(): string {
    return this.archives.host;
  }

  /**
   * The klines of an archive, verified by the SHA-256 beside it; undefined where there is no such archive.
   *
   * @throws {BacksightError} BACKSIGHT_REMOTE_DAMAGED, BACKSIGHT_REMOTE_FAILED, BACKSIGHT_NETWORK, BACKSIGHT_CANCELLED
   */
  async archive(
    symbol: string,
    { label }: Timeframe,
    { period, date }: Archive,
    { signal, onProgress }: FetchContext,
  ): Promise<readonly Kline[] | undefined> {
    const name = `${symbol}-${label}-${date}`;
    const url = urlOf(this.archives, `/data/spot/${period}/klines/${symbol}/${label}/${name}.zip`);
    const fail = (reason: string): never => {
      const details = { what: `${name}.zip`, host: this.archives.host, reason };
      throw new BacksightError("BACKSIGHT_REMOTE_DAMAGED", details);
    };
    for (let fetches = 1; ; fetches++) {
      const task = `fetching ${name}.zip`;
      const onBytes = (done: number, total: number | undefined) =>
        onProgress?.({ task, done, ...(total !== undefined && { total }), unit: "bytes" });
      const zip = await this.ask(url, { what: `${name}.zip`, maxBytes: LONGEST_ARCHIVE, signal, onBytes });
      if (zip === undefined) return undefined;
      const sumUrl = new URL(`${url.href}.CHECKSUM`);
      const sum = await this.ask(sumUrl, { what: `${name}.zip.CHECKSUM`, maxBytes: 4096, signal });
      if (sum === undefined) return fail("no checksum stands beside it");
      const expected = new TextDecoder().decode(sum).trim().split(/\s/)[0]!.toLowerCase();
      const actual = createHash("sha256").update(zip).digest("hex");
      if (actual === expected) return readArchive(zip, `${name}.csv`, fail);
      if (fetches === MOST_FETCHES) return fail("its SHA-256 isn't the one that stands beside it");
    }
  }

  /**
   * Up to 1,000 klines that open in a range, from its start.
   *
   * @throws {BacksightError} BACKSIGHT_REMOTE_ABSENT for a symbol that isn't traded now, BACKSIGHT_REMOTE_DAMAGED,
   * BACKSIGHT_REMOTE_FAILED, BACKSIGHT_NETWORK, BACKSIGHT_CANCELLED
   */
  async klines(
    symbol: string,
    { label }: Timeframe,
    { from, to }: TimeRange,
    { signal }: FetchContext,
    limit = KLINES_A_PAGE,
  ): Promise<readonly Kline[]> {
    const interval = label.replace("mo", "M");
    const query = { symbol, interval, startTime: from, endTime: to - 1, limit };
    const url = urlOf(this.rest, "/api/v3/klines");
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const what = `${symbol} ${label}`;
    const { status, body } = await this.http.get(url, { what, maxBytes: LONGEST_ANSWER, signal });
    const answer = parseJson(body);
    if (status !== 200) {
      const { code, msg } = (answer ?? {}) as { readonly code?: unknown; readonly msg?: unknown };
      if (code === INVALID_SYMBOL) {
        const details = { host: this.rest.host, what: `pair ${symbol}`, advice: "Check the spelling: BTCUSDT." };
        throw new BacksightError("BACKSIGHT_REMOTE_ABSENT", details);
      }
      const reason = typeof msg === "string" ? msg.slice(0, 200) : "";
      throw httpError(new HttpFailure("status", reason, status), this.rest.host, what);
    }
    if (!Array.isArray(answer) || !answer.every(Array.isArray)) {
      const reason = "what it sent is no list of klines";
      throw new BacksightError("BACKSIGHT_REMOTE_DAMAGED", { what, host: this.rest.host, reason });
    }
    return answer as readonly Kline[];
  }

  /** Undefined where there is nothing. */
  private async ask(url: URL, get: Parameters<HttpClient["get"]>[1]): Promise<Uint8Array | undefined> {
    const { status, body } = await this.http.get(url, get);
    if (status === 200) return body;
    if (status === 404) return undefined;
    throw httpError(new HttpFailure("status", "", status), url.host, get.what);
  }
}

function urlOf(base: URL, path: string): URL {
  return new URL(base.origin + base.pathname.replace(/\/$/, "") + path);
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
