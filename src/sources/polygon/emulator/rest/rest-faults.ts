import { randomStream } from "../../../../core/random.ts";

/**
 * What can go wrong on the way: a broken, busy or too busy server; one that answers late; a connection that ends
 * amid the answer; a web page, or half a JSON text, with a good status.
 */
export const REST_FAULTS = ["500", "503", "429", "retry-after", "slow", "cut", "html", "malformed"] as const;
export type RestFault = (typeof REST_FAULTS)[number];

export interface RestFaultOptions {
  /** Share of requests that fail, 0 to 1. */
  readonly rate: number;
  /** All by default, each as often as the others. */
  readonly kinds?: readonly RestFault[];
  /** How late a slow answer is, milliseconds. */
  readonly slowMs?: number;
  /** What `retry-after` asks for, seconds. */
  readonly retryAfterSeconds?: number;
}

/**
 * Which fault a request meets: a function of the seed, the address and how often that address was asked for, not of
 * the order in which parallel requests arrive.
 */
export class RestFaultPlan {
  private readonly asked = new Map<string, number>();
  private readonly options: RestFaultOptions;
  private readonly seed: number;

  constructor(options: RestFaultOptions, seed: number) {
    this.options = options;
    this.seed = seed;
  }

  next(url: string): RestFault | undefined {
    const count = (this.asked.get(url) ?? 0) + 1;
    this.asked.set(url, count);
    const random = randomStream(this.seed, `${url}#${count}`);
    const { rate, kinds = REST_FAULTS } = this.options;
    return random.uniform() < rate ? kinds[random.below(kinds.length)] : undefined;
  }
}
