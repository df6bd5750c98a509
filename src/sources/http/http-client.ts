import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { throwIfCancelled } from "../../core/cancellation.ts";
import { type RetryPolicy, retrying } from "../net/retry.ts";
import { parseRetryAfter } from "../net/retry-after.ts";
import { sleep } from "../net/sleep.ts";
import { connectionFailureOf, systemCodeOf } from "../net/system-codes.ts";
import { FORBIDDEN_ADDRESS, guardedLookup, isAllowedAddress, numericHost } from "./allowed-address.ts";
import { HttpFailure, httpError, isPassingStatus, isRetryableHttpFailure } from "./http-failure.ts";

export interface HttpClientOptions {
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** A connection on which nothing moves for so long is given up, milliseconds. */
  readonly idleMs?: number | undefined;
  /** The seams of tests: the date, epoch milliseconds; waits; chance; name resolution. */
  readonly now?: (() => number) | undefined;
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  readonly random?: (() => number) | undefined;
  readonly lookup?: Parameters<typeof guardedLookup>[0];
}

export interface HttpGet {
  /** What is asked for, in words: "BTCUSDT-1h-2024-01.zip". */
  readonly what: string;
  /** A longer answer is refused. */
  readonly maxBytes: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told the bytes so far, and all where the server says how many there are. */
  readonly onBytes?: ((done: number, total: number | undefined) => void) | undefined;
}

/** A whole answer; its status isn't one of a server that is busy, broken or elsewhere. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

const RETRY: RetryPolicy = { attempts: 6, baseMs: 500, maxMs: 30_000 };
const IDLE_MS = 30_000;

/** What a cut answer left, for the next try to continue: only with an ETag can it be told that the rest belongs to it. */
interface Kept {
  chunks: Uint8Array[];
  length: number;
  etag: string | undefined;
}

/**
 * Gets what is public on the web, whole: retries what may pass, continues cut answers by range, follows no redirect, and
 * connects only to addresses that were checked (`isAllowedAddress`).
 */
export class HttpClient {
  private readonly retry: RetryPolicy;
  private readonly idleMs: number;
  private readonly now: () => number;
  private readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  private readonly random: () => number;
  private readonly lookup: ReturnType<typeof guardedLookup>;

  constructor(options: HttpClientOptions = {}) {
    this.retry = { ...RETRY, ...options.retry };
    this.idleMs = options.idleMs ?? IDLE_MS;
    this.now = options.now ?? Date.now;
    this.sleep = options.sleep ?? sleep;
    this.random = options.random ?? Math.random;
    this.lookup = guardedLookup(options.lookup);
  }

  /**
   * The answer to a GET, whatever its status but those of a busy or broken server and of redirects.
   *
   * @throws {BacksightError} BACKSIGHT_NETWORK, BACKSIGHT_REMOTE_FAILED, BACKSIGHT_CANCELLED
   */
  async get(url: URL, ask: HttpGet): Promise<HttpAnswer> {
    const kept: Kept = { chunks: [], length: 0, etag: undefined };
    let before = 0;
    try {
      return await retrying(
        () => {
          if (kept.etag === undefined) forget(kept);
          before = kept.length;
          return this.attempt(url, ask, kept);
        },
        {
          ...this.retry,
          random: this.random,
          sleep: this.sleep,
          signal: ask.signal,
          isRetryable: isRetryableHttpFailure,
          retryAfterOf: (error) => (error instanceof HttpFailure ? error.retryAfterMs : undefined),
          hasProgressed: () => kept.etag !== undefined && kept.length > before,
        },
      );
    } catch (error) {
      throw httpError(error, url.host, ask.what);
    }
  }

  /** The body of an answer with status 200. @throws {BacksightError} as `get`, BACKSIGHT_REMOTE_ABSENT */
  async bytes(url: URL, ask: HttpGet): Promise<Uint8Array> {
    const { status, body } = await this.get(url, ask);
    if (status === 200) return body;
    throw httpError(new HttpFailure("status", "", status), url.host, ask.what);
  }

  private async attempt(url: URL, ask: HttpGet, kept: Kept): Promise<HttpAnswer> {
    const numeric = numericHost(url.hostname);
    if (numeric !== undefined && !isAllowedAddress(url.hostname, numeric)) throw new HttpFailure("forbidden");
    try {
      const rest: Readonly<Record<string, string>> =
        kept.length > 0 ? { range: `bytes=${kept.length}-`, "if-range": kept.etag! } : {};
      const answer = await this.send(url, { ...ask.headers, ...rest }, ask.signal);
      return await this.read(answer, ask, kept);
    } catch (error) {
      throwIfCancelled(ask.signal);
      if (error instanceof HttpFailure) throw error;
      const code = systemCodeOf(error);
      if (code === FORBIDDEN_ADDRESS) throw new HttpFailure("forbidden");
      throw new HttpFailure(connectionFailureOf(code), code);
    }
  }

  private send(url: URL, headers: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<IncomingMessage> {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const request = send(url, {
        headers: { accept: "*/*", "accept-encoding": "identity", "user-agent": "backsight", ...headers },
        lookup: this.lookup,
        timeout: this.idleMs,
        ...(signal && { signal }),
      });
      request.once("timeout", () => request.destroy(new HttpFailure("timeout")));
      request.once("error", reject);
      request.once("response", resolve);
      request.end();
    });
  }

  private async read(answer: IncomingMessage, ask: HttpGet, kept: Kept): Promise<HttpAnswer> {
    const { statusCode: status = 0, headers } = answer;
    const refuse = (failure: HttpFailure): never => {
      answer.destroy();
      throw failure;
    };
    if (status >= 300 && status < 400 && status !== 304) refuse(new HttpFailure("redirect", "", status));
    if (isPassingStatus(status)) {
      refuse(new HttpFailure("status", "", status, parseRetryAfter(headers["retry-after"], this.now())));
    }
    // A server may answer a wish for the rest with the whole; a rest from another place can't be used.
    if (status !== 206) forget(kept);
    else if (kept.length === 0 || startOfRange(headers["content-range"]) !== kept.length) {
      forget(kept);
      refuse(new HttpFailure("cut", "another range than was asked for"));
    }
    const etag = headers.etag;
    kept.etag = status === 200 || status === 206 ? (etag?.startsWith('"') === true ? etag : undefined) : undefined;
    const declared = headers["content-length"];
    const total = declared === undefined ? undefined : kept.length + Number(declared);
    const tooLong = () => new HttpFailure("long", `it is longer than ${Math.floor(ask.maxBytes / 1e6)} MB`);
    if (total !== undefined && total > ask.maxBytes) refuse(tooLong());
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      kept.chunks.push(chunk);
      kept.length += chunk.length;
      if (kept.length > ask.maxBytes) refuse(tooLong());
      ask.onBytes?.(kept.length, total);
    }
    return { status: status === 206 ? 200 : status, headers, body: Buffer.concat(kept.chunks) };
  }
}

function forget(kept: Kept): void {
  kept.chunks = [];
  kept.length = 0;
  kept.etag = undefined;
}

function startOfRange(header: string | undefined): number | undefined {
  const match = /^bytes (\d+)-\d+\/(?:\d+|\*)$/.exec(header ?? "");
  return match === null ? undefined : Number(match[1]);
}
