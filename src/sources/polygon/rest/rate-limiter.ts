import { throwIfCancelled } from "../../../core/cancellation.ts";
import { BacksightError } from "../../../core/errors.ts";

/** At most so many requests within any `perMs` milliseconds. */
export interface RequestRate {
  /** From 1. */
  readonly requests: number;
  readonly perMs: number;
}

export interface RateLimiterClock {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

interface Waiter {
  readonly begin: () => void;
}

/** A pause after a refusal that names no wait doubles up to this. */
const LONGEST_PAUSE_MS = 60_000;

/**
 * A bucket of tokens that all requests with one key share, first come, first served. A token comes back `perMs` after
 * the *answer* to its request: the service counts a request somewhere between its start and its answer, so that no
 * window of `perMs` on the service's clock sees more than `requests`, whatever the network's delays.
 *
 * A refusal (429) stops everyone for a while and halves the number of tokens; each full round of answers without one
 * gives a token back (as TCP does: additive increase, multiplicative decrease).
 */
export class RateLimiter {
  private readonly rate: RequestRate;
  private readonly clock: RateLimiterClock;
  private readonly waiting: Waiter[] = [];
  /** When tokens come back, ascending. */
  private readonly returns: number[] = [];
  private underway = 0;
  private tokens: number;
  private pausedUntil = -Infinity;
  private refusalsInRow = 0;
  private acceptedInRound = 0;
  private wake: AbortController | undefined;

  constructor(rate: RequestRate, clock: RateLimiterClock) {
    this.rate = rate;
    this.clock = clock;
    this.tokens = rate.requests;
  }

  /** Runs `work` when a token is free. @throws {BacksightError} BACKSIGHT_CANCELLED, and whatever `work` throws */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.take(signal);
    try {
      return await work();
    } finally {
      this.underway--;
      this.returns.push(this.clock.now() + this.rate.perMs);
      this.begin();
    }
  }

  /** The service answered without a complaint about the rate. */
  accepted(): void {
    this.refusalsInRow = 0;
    if (this.tokens === this.rate.requests || ++this.acceptedInRound < this.tokens) return;
    this.acceptedInRound = 0;
    this.tokens++;
  }

  /**
   * The service refused a request as one too many: nobody asks for `askedMs`, or, where it named no wait, for a token's
   * share of the window, doubled with each refusal in a row.
   *
   * @returns the milliseconds until requests go on
   */
  refused(askedMs: number | undefined): number {
    const now = this.clock.now();
    // Requests that were underway together are refused together: that is one event.
    if (now >= this.pausedUntil) {
      this.tokens = Math.max(1, Math.floor(this.tokens / 2));
      this.acceptedInRound = 0;
      this.refusalsInRow++;
    }
    const share = this.rate.perMs / this.rate.requests;
    const pause = askedMs ?? Math.min(LONGEST_PAUSE_MS, share * 2 ** (this.refusalsInRow - 1));
    this.pausedUntil = Math.max(this.pausedUntil, now + pause);
    return this.pausedUntil - now;
  }

  private take(signal: AbortSignal | undefined): Promise<void> {
    throwIfCancelled(signal);
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        if (this.waiting.length === 0) this.wake?.abort();
        reject(new BacksightError("BACKSIGHT_CANCELLED", {}, { cause: signal?.reason }));
      };
      const waiter: Waiter = {
        begin: () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        },
      };
      signal?.addEventListener("abort", stop, { once: true });
      this.waiting.push(waiter);
      this.begin();
    });
  }

  /** Lets in whoever may come in now, and sees to it that the others are looked at in time. */
  private begin(): void {
    if (this.wake !== undefined) return;
    while (this.waiting.length > 0) {
      const wait = this.waitMs();
      if (wait > 0) {
        if (wait < Infinity) this.beginLater(wait);
        return;
      }
      this.underway++;
      this.waiting.shift()!.begin();
    }
  }

  private beginLater(ms: number): void {
    const wake = new AbortController();
    this.wake = wake;
    const next = () => {
      this.wake = undefined;
      this.begin();
    };
    this.clock.sleep(ms, wake.signal).then(next, next);
  }

  /** Milliseconds until the next may begin: 0 now, ∞ when only an answer can free a token. */
  private waitMs(): number {
    const now = this.clock.now();
    while (this.returns.length > 0 && this.returns[0]! <= now) this.returns.shift();
    const surplus = this.underway + this.returns.length - this.tokens;
    const freeAt = surplus < 0 ? now : (this.returns[surplus] ?? Infinity);
    return Math.max(freeAt, this.pausedUntil) - now;
  }
}
