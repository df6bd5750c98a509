import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BacksightError } from "../../core/errors.ts";
import { backoffMs, type Retry, type RetryOptions, retrying } from "./retry.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { sleep } from "./sleep.ts";

class Passing extends Error {
  readonly retryAfterMs: number | undefined;
  constructor(retryAfterMs?: number) {
    super("try again");
    this.retryAfterMs = retryAfterMs;
  }
}

function bench(overrides: Partial<RetryOptions> = {}) {
  const waits: number[] = [];
  const retries: Retry[] = [];
  const options: RetryOptions = {
    attempts: 5,
    baseMs: 250,
    maxMs: 1000,
    random: () => 0.5,
    sleep: async (ms) => {
      waits.push(ms);
    },
    isRetryable: (error) => error instanceof Passing,
    retryAfterOf: (error) => (error instanceof Passing ? error.retryAfterMs : undefined),
    onRetry: (retry) => retries.push(retry),
    ...overrides,
  };
  return { options, waits, retries };
}

/** Fails `times` times, then gives the number of the try. */
function failing(times: number, error: () => unknown) {
  return async (attempt: number) => {
    if (attempt <= times) throw error();
    return attempt;
  };
}

describe("retrying", () => {
  it("waits half of 250, 500, 1000, 1000 ms in the mean, and tells of each", async () => {
    const { options, waits, retries } = bench();
    expect(
      await retrying(
        failing(4, () => new Passing()),
        options,
      ),
    ).toBe(5);
    expect(waits).toEqual([125, 250, 500, 500]);
    expect(retries.map(({ attempt, waitMs }) => [attempt, waitMs])).toEqual([
      [1, 125],
      [2, 250],
      [3, 500],
      [4, 500],
    ]);
  });

  it("gives up after the last try, with its error", async () => {
    const { options, waits } = bench();
    const errors = [1, 2, 3, 4, 5].map(() => new Passing());
    let next = 0;
    await expect(
      retrying(async () => {
        throw errors[next++];
      }, options),
    ).rejects.toBe(errors[4]);
    expect(waits).toHaveLength(4);
  });

  it("never tries again what is final", async () => {
    const { options, waits } = bench();
    await expect(
      retrying(
        failing(1, () => new TypeError("final")),
        options,
      ),
    ).rejects.toThrow("final");
    expect(waits).toEqual([]);
  });

  it("waits as long as the server asks, and not at all when that is too long", async () => {
    const asked = bench();
    expect(
      await retrying(
        failing(1, () => new Passing(7000)),
        asked.options,
      ),
    ).toBe(2);
    expect(asked.waits).toEqual([7000]);
    const tooLong = bench();
    await expect(
      retrying(
        failing(1, () => new Passing(60_001)),
        tooLong.options,
      ),
    ).rejects.toThrow("try again");
    expect(tooLong.waits).toEqual([]);
  });

  it("counts anew from a failed try that brought the work forward", async () => {
    let tries = 0;
    const { options, waits } = bench({ attempts: 2, hasProgressed: () => tries <= 3 });
    await expect(
      retrying(async () => {
        tries++;
        throw new Passing();
      }, options),
    ).rejects.toThrow("try again");
    expect(tries).toBe(4);
    expect(waits).toEqual([125, 125, 125]);
  });

  it("stops when cancelled, before a try and after one", async () => {
    const cancelled = { code: "BACKSIGHT_CANCELLED" };
    const before = bench({ signal: AbortSignal.abort() });
    await expect(
      retrying(
        failing(0, () => new Passing()),
        before.options,
      ),
    ).rejects.toMatchObject(cancelled);
    const controller = new AbortController();
    const during = bench({ signal: controller.signal });
    await expect(
      retrying(async () => {
        controller.abort();
        throw new Passing();
      }, during.options),
    ).rejects.toMatchObject(cancelled);
    expect(during.waits).toEqual([]);
  });

  it("keeps every wait below its bound", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, baseMs, maxMs, uniform) => {
          const wait = backoffMs(attempt, { attempts: 99, baseMs, maxMs }, uniform);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThan(Math.min(maxMs, baseMs * 2 ** (attempt - 1)));
        },
      ),
    );
  });
});

describe("parseRetryAfter", () => {
  const now = Date.UTC(2024, 0, 2, 14, 30);
  it.each([
    ["3", 3000],
    [" 0.5 ", 500],
    ["Tue, 02 Jan 2024 14:30:30 GMT", 30_000],
    ["Tue, 02 Jan 2024 14:29:00 GMT", 0],
    ["soon", undefined],
    ["-3", undefined],
    ["", undefined],
    [undefined, undefined],
    [null, undefined],
  ])("%s asks for %s ms", (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });
});

describe("sleep", () => {
  it("ends by itself or when cancelled", async () => {
    await sleep(1);
    const controller = new AbortController();
    const long = sleep(600_000, controller.signal);
    controller.abort();
    await expect(long).rejects.toBeInstanceOf(BacksightError);
    await expect(sleep(1, AbortSignal.abort())).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
  });
});
