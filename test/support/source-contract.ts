import { describe, expect, it } from "vitest";
import { BacksightError } from "../../src/core/errors.ts";
import type { InstrumentSource, VendorBars } from "../../src/data/market-data/data-source.ts";
import type { BarColumns } from "../../src/market/bars-check.ts";
import { parseTimeframe } from "../../src/market/timeframe.ts";
import { CacheManager } from "../../src/sources/cache/cache-manager.ts";
import type { ExpectedRow } from "./emulators/hourly-market.ts";
import { codeOf } from "./fake-market.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A source, its emulator, and what must come of them. */
export interface SourceSubject {
  /** The bars that open in a range, as the product loads them: what was fetched before is kept between the calls. */
  load(from: number, to: number, signal?: AbortSignal): Promise<BarColumns>;
  /** The same of an instrument that the vendor doesn't have. */
  loadUnknown(): Promise<unknown>;
  /** The emulator's market in a range. */
  expected(from: number, to: number): readonly ExpectedRow[];
  /** A range with bars, all of which have ended; its middle lies between bars. */
  readonly from: number;
  readonly to: number;
  /** Requests that reached the emulator so far; without it the source asks nobody. */
  readonly requests?: () => number;
  /** Whether the emulator answers; without it the source asks nobody. */
  readonly setDown?: (isDown: boolean) => void;
  /** Where the vendor's newest bars are: a range to which the bar that is going on belongs. */
  readonly latest?: { readonly from: number; readonly to: number; readonly now: number };
  /** Asked without the cache: the parts of its answer are looked at. */
  readonly source?: { readonly source: InstrumentSource; readonly symbol: string; readonly timeframe: string };
}

/**
 * What every source of bars must do, whoever the vendor is: exact bars of the range asked for, nothing twice over the
 * network, failures that are errors and never empty history.
 */
export function describeSourceContract(name: string, open: () => Promise<SourceSubject>): void {
  describe(`${name}: source contract`, () => {
    it("gives exactly the bars that open in the range", async () => {
      const subject = await open();
      const { from, to } = subject;
      expect(subject.expected(from, to).length).toBeGreaterThan(10);
      expect(rowsOf(await subject.load(from, to))).toEqual(subject.expected(from, to));
      const inner = { from: from + 1, to: to - 1 };
      expect(rowsOf(await subject.load(inner.from, inner.to))).toEqual(subject.expected(inner.from, inner.to));
    });

    it("asks for what it lacks alone, and gives the same whichever way it came", async () => {
      const subject = await open();
      const { from, to, requests = () => 0 } = subject;
      const middle = (from + to) / 2;
      expect(rowsOf(await subject.load(from, middle))).toEqual(subject.expected(from, middle));
      expect(rowsOf(await subject.load(from, to))).toEqual(subject.expected(from, to));
      const asked = requests();
      expect(rowsOf(await subject.load(from, to))).toEqual(subject.expected(from, to));
      expect(requests()).toBe(asked);
      subject.setDown?.(true);
      expect(rowsOf(await subject.load(from, to))).toEqual(subject.expected(from, to));
    });

    it("names an instrument that isn't there, and gives the others afterwards", async () => {
      const subject = await open();
      const error = await subject.loadUnknown().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(BacksightError);
      expect((error as BacksightError).message).not.toContain("BACKSIGHT_INTERNAL");
      const { from, to } = subject;
      expect(rowsOf(await subject.load(from, to))).toEqual(subject.expected(from, to));
    });

    it("takes a failure for an error, never for a time without bars", async () => {
      const subject = await open();
      const { from, to, setDown } = subject;
      if (setDown === undefined) {
        expect(subject.requests, "a source that asks nobody can't fail to be answered").toBeUndefined();
        return;
      }
      setDown(true);
      expect(await codeOf(subject.load(from, to))).toMatch(/^BACKSIGHT_(NETWORK|REMOTE_FAILED|REMOTE_RATE)$/);
      setDown(false);
      expect(rowsOf(await subject.load(from, to))).toEqual(subject.expected(from, to));
    });

    it("stops when it is told to", async () => {
      const subject = await open();
      expect(await codeOf(subject.load(subject.from, subject.to, AbortSignal.abort()))).toBe("BACKSIGHT_CANCELLED");
    });

    it("never gives a bar that hasn't ended", async () => {
      const { latest, load, requests } = await open();
      if (latest === undefined) {
        expect(requests === undefined || name === "https", "files hold what they hold").toBe(true);
        return;
      }
      const { closeTime } = await load(latest.from, latest.to);
      expect(closeTime.length).toBeGreaterThan(0);
      expect(Math.max(...closeTime)).toBeLessThanOrEqual(latest.now);
    });

    it("answers in consecutive parts of the range", async () => {
      const subject = await open();
      if (subject.source === undefined) return expect(["folder", "https"]).toContain(name);
      const { source, symbol, timeframe } = subject.source;
      const { from, to } = subject;
      const request = {
        source: source.id,
        dataset: "bars",
        symbol,
        timeframe: parseTimeframe(timeframe),
        from,
        to,
      } as const;
      let at = from;
      for await (const part of source.fetch(request, {})) {
        expect(part.from).toBe(at);
        expect(part.to).toBeGreaterThan(part.from);
        const rows = rowsOf(part.data.rows as VendorBars);
        expect(rows).toEqual(subject.expected(part.from, part.to));
        at = part.to;
      }
      expect(at).toBe(to);
    });
  });
}

/** Loads through a cache of its own, as the product does. */
export function throughCache(
  source: InstrumentSource,
  { symbol, timeframe, now }: { readonly symbol: string; readonly timeframe: string; readonly now: () => number },
): SourceSubject["load"] {
  const cache = new CacheManager({ folder: temporaryFolder(), sources: new Map([[source.id, source]]), now });
  return async (from, to, signal) => {
    const frame = parseTimeframe(timeframe);
    const request = { source: source.id, dataset: "bars", symbol, timeframe: frame, from, to } as const;
    const { data } = await cache.getOrDownload(request, signal === undefined ? {} : { signal });
    return data.rows as VendorBars;
  };
}

export function rowsOf({ time, closeTime, open, high, low, close, volume }: BarColumns): ExpectedRow[] {
  return Array.from(time, (at, i) => [at, closeTime[i]!, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!]);
}
