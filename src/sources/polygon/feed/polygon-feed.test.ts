import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { collect } from "../../../../test/support/collect.ts";
import { serveFeed } from "../../../../test/support/polygon-feed.ts";
import { closedPort } from "../../../../test/support/rest-server.ts";
import type { FeedEvent } from "./feed-event.ts";
import { PolygonFeed, type PolygonFeedOptions } from "./polygon-feed.ts";

const KEY = "canary-live-77aa";
const MINUTE_BAR = { ev: "AM", sym: "SPY", v: 4110, av: 9_470_157, op: 0.4372, vw: 0.4488, o: 0.4488, c: 0.4486 };
const BAR = { ...MINUTE_BAR, h: 0.4489, l: 0.4486, a: 0.4352, z: 685, s: 1610144640000, e: 1610144700000 };

function connect(url: string, options: Partial<PolygonFeedOptions> = {}): PolygonFeed {
  const feed = new PolygonFeed({ apiKey: KEY, url, retry: { attempts: 5, baseMs: 1, maxMs: 5 }, ...options });
  onTestFinished(() => feed.close());
  return feed;
}

async function take(feed: PolygonFeed, count: number): Promise<FeedEvent[]> {
  const events: FeedEvent[] = [];
  const reader = feed[Symbol.asyncIterator]();
  while (events.length < count) {
    const { value, done } = await reader.next();
    if (done === true) break;
    events.push(value);
  }
  return events;
}

describe("PolygonFeed", () => {
  it("gives bars, trades and quotes of what was subscribed, until it is closed", async () => {
    const server = await serveFeed(KEY);
    const feed = connect(server.url);
    feed.subscribe(["AM.SPY", "T.SPY"]);
    feed.subscribe(["Q.SPY", "T.SPY"]);
    await server.heard(2);
    expect(server.asked).toEqual([
      ["auth", KEY],
      ["subscribe", "AM.SPY,T.SPY,Q.SPY"],
    ]);
    feed.unsubscribe(["Q.SPY", "Q.NONE"]);
    await server.heard(3);
    expect(server.asked[2]).toEqual(["unsubscribe", "Q.SPY"]);
    server.send([
      BAR,
      {
        ev: "T",
        sym: "SPY",
        x: 4,
        i: "12345",
        z: 3,
        p: 114.125,
        s: 0,
        ds: "0.5",
        c: [0, 12],
        t: 1536036818784,
        q: 3681328,
      },
      {
        ev: "Q",
        sym: "SPY",
        bx: 4,
        bp: 114.125,
        bs: 100,
        ax: 7,
        ap: 114.128,
        as: 160,
        c: 0,
        t: 1536036818784,
        q: 50385480,
      },
    ]);
    server.send([{ ...BAR, ev: "A", dv: "4110.25" }]);
    const bar = { kind: "bar", timeframe: "1m", symbol: "SPY", time: 1610144640000, closeTime: 1610144700000 };
    const prices = { open: 0.4488, high: 0.4489, low: 0.4486, close: 0.4486, vwap: 0.4488 };
    expect(await take(feed, 4)).toEqual([
      { ...bar, ...prices, volume: 4110 },
      {
        ...{ kind: "trade", symbol: "SPY", time: 1536036818784, sequence: 3681328, price: 114.125, size: 0.5 },
        ...{ exchange: 4, conditions: [0, 12] },
      },
      {
        ...{
          kind: "quote",
          symbol: "SPY",
          time: 1536036818784,
          sequence: 50385480,
          bidPrice: 114.125,
          askPrice: 114.128,
        },
        ...{ bidSize: 100, askSize: 160, bidExchange: 4, askExchange: 7 },
      },
      { ...bar, ...prices, timeframe: "1s", volume: 4110.25 },
    ]);
    await feed.close();
    expect(await collect(feed)).toEqual([]);
  });

  it("comes back after a cut, subscribes anew and says from when to when it heard nothing", async () => {
    const server = await serveFeed(KEY);
    let time = 1000;
    const feed = connect(server.url, { now: () => time++ });
    feed.subscribe(["AM.SPY", "T.MSFT"]);
    await server.heard(2);
    server.send([BAR]);
    const [first] = await take(feed, 1);
    expect(first).toMatchObject({ kind: "bar" });
    server.cut();
    await server.heard(4);
    expect(server.asked[3]).toEqual(["subscribe", "AM.SPY,T.MSFT"]);
    server.send([BAR]);
    expect(await take(feed, 2)).toMatchObject([{ kind: "gap", from: 1000, to: 1001 }, { kind: "bar" }]);
  });

  it("says what a slow reader lost, what the vendor says, and what can't be read", async () => {
    const server = await serveFeed(KEY);
    const feed = connect(server.url, { capacity: 4 });
    feed.subscribe(["T.*"]);
    await server.heard(2);
    server.send("not json");
    server.send([{ ev: "status", status: "error", message: `not authorized: T.* ${KEY}` }]);
    server.send([{ ev: "T", sym: "SPY", p: "1", s: 1, t: 1 }]);
    server.send([{ ev: "XL2" }, 7]);
    // An answer to a later request comes behind all of these.
    feed.subscribe(["T.LAST"]);
    await server.heard(3);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await take(feed, 5)).toEqual([
      { kind: "dropped", count: 1 },
      { kind: "status", status: "error", message: "not authorized: T.* [key]" },
      { kind: "unreadable", reason: expect.stringContaining('p must be a number, was "1"') },
      { kind: "unreadable", reason: "a message of a kind that wasn't asked for" },
      { kind: "unreadable", reason: "a message of a kind that wasn't asked for" },
    ]);
  });

  it("ends with an error when the key is wrong, a connection too many, or nobody answers; never with the key", async () => {
    const server = await serveFeed("another");
    const thrown = await collect(connect(server.url)).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      code: "BACKSIGHT_REMOTE_KEY",
      message: expect.stringContaining("no such key: [key]"),
    });
    expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain(KEY);
    expect(server.asked).toHaveLength(1);
    const full = await serveFeed(KEY, "max_connections");
    await expect(collect(connect(full.url))).rejects.toMatchObject({ code: "BACKSIGHT_REMOTE_PLAN" });
    const nobody = connect(`ws://127.0.0.1:${await closedPort()}/stocks`);
    await expect(collect(nobody)).rejects.toMatchObject({ code: "BACKSIGHT_NETWORK" });
  });

  it("takes safe addresses and known channels only", () => {
    expect(() => connect("ws://socket.massive.com/stocks")).toThrow("url must be an https address");
    const feed = connect("ws://127.0.0.1:9/stocks");
    for (const channel of ["SPY", "X.SPY", "AM.", "AM.SPY,T.SPY"]) {
      expect(() => feed.subscribe([channel])).toThrow("channel must be AM., A., T. or Q. and a symbol");
    }
    expect(inspect(feed, { depth: 9, showHidden: true })).not.toContain(KEY);
  });
});
