import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BacksightError } from "../../../core/errors.ts";
import { RateLimiter, type RequestRate } from "./rate-limiter.ts";

/** A clock that stands still until `passTo` moves it from one due sleeper to the next. */
class ManualClock {
  time = 0;
  private sleepers: { at: number; wake: () => void }[] = [];
  readonly now = () => this.time;
  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const sleeper = { at: this.time + ms, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener("abort", () => {
        this.sleepers = this.sleepers.filter((one) => one !== sleeper);
        reject(new BacksightError("BACKSIGHT_CANCELLED", {}));
      });
    });

  async passTo(end: number): Promise<void> {
    for (;;) {
      await settle();
      const due = this.sleepers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.sleepers.splice(this.sleepers.indexOf(due), 1);
      this.time = due.at;
      due.wake();
    }
    this.time = end;
  }
  get asleep(): number {
    return this.sleepers.length;
  }
}

const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

const FREE: RequestRate = { requests: 5, perMs: 60_000 };

describe("RateLimiter", () => {
  it("lets five through at once and the sixth a minute after the first answer", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter(FREE, clock);
    const begun: number[] = [];
    const work = async () => {
      begun.push(clock.now());
      await clock.sleep(200);
    };
    const all = Array.from({ length: 7 }, () => limiter.run(work));
    await clock.passTo(300_000);
    await Promise.all(all);
    // Answers come at 200; the tokens come back a minute later, two of them taken at once.
    expect(begun).toEqual([0, 0, 0, 0, 0, 60_200, 60_200]);
  });

  it("never exceeds its rate on the service's own clock, wherever between start and answer it counts", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ requests: fc.integer({ min: 1, max: 6 }), perMs: fc.integer({ min: 1, max: 1000 }) }),
        fc.array(fc.record({ latency: fc.nat(700), countedAt: fc.double({ min: 0, max: 1, noNaN: true }) }), {
          minLength: 1,
          maxLength: 30,
        }),
        async (rate, requests) => {
          const clock = new ManualClock();
          const limiter = new RateLimiter(rate, clock);
          const counted: number[] = [];
          const all = requests.map(({ latency, countedAt }) =>
            limiter.run(async () => {
              counted.push(clock.now() + latency * countedAt);
              await clock.sleep(latency);
            }),
          );
          await clock.passTo(1e6);
          await Promise.all(all);
          counted.sort((a, b) => a - b);
          expect(counted).toHaveLength(requests.length);
          for (let i = rate.requests; i < counted.length; i++) {
            expect(counted[i]! - counted[i - rate.requests]!).toBeGreaterThanOrEqual(rate.perMs);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps everyone waiting as long as the service asks, then goes on slower and recovers", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter({ requests: 4, perMs: 100 }, clock);
    const begun: number[] = [];
    const answer = async () => {
      begun.push(clock.now());
      limiter.accepted();
    };
    expect(limiter.refused(5000)).toBe(5000);
    // Refused while paused: the same event, so still two of four tokens.
    expect(limiter.refused(3000)).toBe(5000);
    const all = Array.from({ length: 9 }, () => limiter.run(answer));
    await clock.passTo(10_000);
    await Promise.all(all);
    // Two tokens; after two answers three; those three are back at 5100; after three answers four.
    expect(begun).toEqual([5000, 5000, 5000, 5100, 5100, 5100, 5100, 5200, 5200]);
  });

  it("waits a token's share of the window where no wait is named, doubled each time, a minute at most", () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter(FREE, clock);
    const pauses: number[] = [];
    for (let i = 0; i < 5; i++) {
      const pause = limiter.refused(undefined);
      pauses.push(pause);
      clock.time += pause;
    }
    expect(pauses).toEqual([12_000, 24_000, 48_000, 60_000, 60_000]);
    limiter.accepted();
    expect(limiter.refused(undefined)).toBe(12_000);
  });

  it("forgets who gave up, at once, and sleeps for nobody", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter({ requests: 1, perMs: 1000 }, clock);
    await limiter.run(async () => {});
    const controller = new AbortController();
    const outcomes = [controller.signal, undefined].map((signal) => limiter.run(async () => clock.now(), signal));
    await settle();
    controller.abort();
    await expect(outcomes[0]).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
    await clock.passTo(1000);
    expect(await outcomes[1]).toBe(1000);
    const last = new AbortController();
    const lone = limiter.run(async () => {}, last.signal);
    await settle();
    expect(clock.asleep).toBe(1);
    last.abort();
    await expect(lone).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
    expect(clock.asleep).toBe(0);
    await expect(limiter.run(async () => {}, AbortSignal.abort())).rejects.toMatchObject({
      code: "BACKSIGHT_CANCELLED",
    });
  });

  it("gives the token back when the work fails", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter({ requests: 1, perMs: 10 }, clock);
    await expect(
      limiter.run(async () => {
        throw new TypeError("no");
      }),
    ).rejects.toThrow("no");
    const next = limiter.run(async () => clock.now());
    await clock.passTo(10);
    expect(await next).toBe(10);
  });
});
