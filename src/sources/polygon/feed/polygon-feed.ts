import { BacksightError, isBacksightError } from "../../../core/errors.ts";
import { checkEndpoint } from "../../net/endpoint.ts";
import { backoffMs, type RetryPolicy } from "../../net/retry.ts";
import { sleep } from "../../net/sleep.ts";
import { AnswerFields } from "../rest/answer-fields.ts";
import { type ApiKey, revealApiKey, withoutKey } from "../rest/api-key.ts";
import { parseExactJson } from "../rest/exact-json.ts";
import { isJsonObject, type JsonObject } from "../rest/rest-answer.ts";
import { type FeedEvent, feedEventOf } from "./feed-event.ts";
import { FeedQueue } from "./feed-queue.ts";

export interface PolygonFeedOptions {
  readonly apiKey: ApiKey;
  /** wss, or ws to this machine; without it wss://socket.massive.com/stocks. One connection to an asset class. */
  readonly url?: string | undefined;
  /** Events that may wait for a slow reader. Without it 100,000. */
  readonly capacity?: number | undefined;
  /** How often a connection is tried anew without success in between, and how long to wait: 500 ms doubling to 30 s. */
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** For a connection to be made and accepted, milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** For tests: uniform in [0, 1), and epoch milliseconds. */
  readonly random?: (() => number) | undefined;
  readonly now?: (() => number) | undefined;
}

const URL_OF_STOCKS = "wss://socket.massive.com/stocks";
const RETRY: RetryPolicy = { attempts: 10, baseMs: 500, maxMs: 30_000 };
const CAPACITY = 100_000;
const TIMEOUT_MS = 20_000;
const CHANNEL = /^(AM|A|T|Q)\.(\*|[A-Za-z][A-Za-z0-9.:-]*)$/;

/**
 * The vendor's live feed: bars of a second and of a minute, trades, quotes. It connects when it is made, subscribes
 * anew after each lost connection and says what was missed: a gap in the connection and events that a slow reader lost
 * are events themselves. For one reader; it goes on until it is closed.
 *
 * @example
 * const feed = new PolygonFeed({ apiKey });
 * feed.subscribe(["AM.SPY", "T.SPY"]);
 * for await (const event of feed) if (event.kind === "bar") use(event);
 */
export class PolygonFeed implements AsyncIterable<FeedEvent> {
  private readonly key: () => string;
  private readonly url: string;
  private readonly fields: AnswerFields;
  private readonly host: string;
  private readonly queue: FeedQueue<FeedEvent>;
  private readonly retry: RetryPolicy;
  private readonly timeoutMs: number;
  private readonly random: () => number;
  private readonly now: () => number;
  private readonly channels = new Set<string>();
  private readonly stop = new AbortController();
  private readonly finished: Promise<void>;
  /** The connection, once it was let in. */
  private open: WebSocket | undefined;

  /** @throws {BacksightError} BACKSIGHT_ARGUMENT for a key or an address that can't be */
  constructor(options: PolygonFeedOptions) {
    const { apiKey, url = URL_OF_STOCKS } = options;
    revealApiKey(apiKey);
    this.key = () => revealApiKey(apiKey);
    const endpoint = checkEndpoint("url", url.replace(/^ws/, "http"));
    this.url = endpoint.href.replace(/^http/, "ws");
    this.host = endpoint.host;
    this.fields = new AnswerFields({ host: this.host, what: "a message of the feed" });
    this.queue = new FeedQueue(options.capacity ?? CAPACITY, (count) => ({ kind: "dropped", count }));
    this.retry = { ...RETRY, ...options.retry };
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.random = options.random ?? Math.random;
    this.now = options.now ?? Date.now;
    this.finished = this.keepConnected().then(
      () => this.queue.end(),
      (error: unknown) => this.queue.end(error),
    );
  }

  /**
   * Asks for channels: `AM.SPY` minutes, `A.SPY` seconds, `T.SPY` trades, `Q.SPY` quotes, `T.*` those of all.
   *
   * @throws {BacksightError} BACKSIGHT_ARGUMENT for what is no channel
   */
  subscribe(channels: readonly string[]): void {
    for (const channel of channels) {
      if (CHANNEL.test(channel)) continue;
      const rule = "AM., A., T. or Q. and a symbol, or * for all";
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "channel", rule, value: JSON.stringify(channel) });
    }
    const added = channels.filter((channel) => !this.channels.has(channel));
    for (const channel of added) this.channels.add(channel);
    this.send("subscribe", added);
  }

  unsubscribe(channels: readonly string[]): void {
    const removed = channels.filter((channel) => this.channels.delete(channel));
    this.send("unsubscribe", removed);
  }

  /**
   * Events as they come, until `close`.
   *
   * @throws {BacksightError} BACKSIGHT_REMOTE_KEY, BACKSIGHT_REMOTE_PLAN when the vendor doesn't let it in,
   * BACKSIGHT_NETWORK when no connection comes about any more
   */
  [Symbol.asyncIterator](): AsyncGenerator<FeedEvent, void, undefined> {
    return this.queue.read();
  }

  /** Ends the connection; what waits can still be read. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.finished;
  }

  private async keepConnected(): Promise<void> {
    const { signal } = this.stop;
    let failures = 0;
    let lostAt: number | undefined;
    while (!signal.aborted) {
      const wasIn = await this.connectOnce(() => {
        if (lostAt !== undefined) this.queue.push({ kind: "gap", from: lostAt, to: this.now() });
        lostAt = undefined;
      });
      if (signal.aborted) return;
      failures = wasIn ? 1 : failures + 1;
      if (wasIn) lostAt = this.now();
      if (failures >= this.retry.attempts) {
        const details = {
          host: this.host,
          reason: "no connection came about",
          advice: "Check the network and the address.",
        };
        throw new BacksightError("BACKSIGHT_NETWORK", details);
      }
      const wait = backoffMs(failures, this.retry, this.random());
      await sleep(wait, signal).catch(() => {});
    }
  }

  /**
   * One connection, from its beginning to its end.
   *
   * @returns true when it was let in
   * @throws {BacksightError} when it never will be
   */
  private connectOnce(onReady: () => void): Promise<boolean> {
    const socket = new WebSocket(this.url);
    let isIn = false;
    return new Promise<boolean>((resolve, reject) => {
      const timer = setTimeout(() => end(() => resolve(false)), this.timeoutMs);
      const onStop = () => end(() => resolve(isIn));
      const end = (settle: () => void) => {
        clearTimeout(timer);
        this.stop.signal.removeEventListener("abort", onStop);
        if (this.open === socket) this.open = undefined;
        socket.onmessage = socket.onclose = null;
        socket.close();
        settle();
      };
      this.stop.signal.addEventListener("abort", onStop, { once: true });
      // A failed connection closes as well; without a listener nothing else happens.
      socket.onerror = () => {};
      socket.onclose = () => end(() => resolve(isIn));
      socket.onmessage = ({ data }) => {
        try {
          this.take(String(data), socket, () => {
            isIn = true;
            clearTimeout(timer);
            this.open = socket;
            onReady();
            this.send("subscribe", [...this.channels]);
          });
        } catch (error) {
          end(() => reject(error));
        }
      };
    });
  }

  /** A frame is a list of messages. */
  private take(frame: string, socket: WebSocket, onReady: () => void): void {
    let messages: unknown;
    try {
      messages = parseExactJson(frame);
    } catch {
      messages = undefined;
    }
    if (!Array.isArray(messages)) {
      this.queue.push({ kind: "unreadable", reason: "a frame that is no list" });
      return;
    }
    for (const message of messages) {
      if (isJsonObject(message) && message.ev === "status") this.takeStatus(message, socket, onReady);
      else this.queue.push(this.eventOf(message));
    }
  }

  private eventOf(message: unknown): FeedEvent {
    try {
      const event = isJsonObject(message) ? feedEventOf(message, this.fields) : undefined;
      return event ?? { kind: "unreadable", reason: "a message of a kind that wasn't asked for" };
    } catch (error) {
      if (!isBacksightError(error)) throw error;
      return { kind: "unreadable", reason: error.message };
    }
  }

  private takeStatus({ status, message }: JsonObject, socket: WebSocket, onReady: () => void): void {
    const key = this.key();
    const words = withoutKey(String(message ?? ""), key);
    switch (status) {
      case "connected":
        socket.send(JSON.stringify({ action: "auth", params: key }));
        break;
      case "auth_success":
        onReady();
        break;
      case "success":
        break;
      case "auth_failed": {
        const advice = "Copy the API key from the vendor's keys page; the flat files' pair is another.";
        throw new BacksightError("BACKSIGHT_REMOTE_KEY", { host: this.host, key: "REST key", reason: words, advice });
      }
      case "max_connections": {
        const advice = "Close the other connection: one is allowed for each asset class.";
        throw new BacksightError("BACKSIGHT_REMOTE_PLAN", { host: this.host, what: "another live feed", advice });
      }
      default:
        this.queue.push({ kind: "status", status: String(status), message: words });
    }
  }

  private send(action: "subscribe" | "unsubscribe", channels: readonly string[]): void {
    if (channels.length > 0) this.open?.send(JSON.stringify({ action, params: channels.join(",") }));
  }
}
