import type { ParameterValue } from "../core/params/parameter.ts";

/** One line of a list of stored runs: what tells runs apart, without their curves and trades. */
export interface RunRow {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly strategy: string;
  readonly params: Readonly<Record<string, ParameterValue>>;
  readonly engine: "vector" | "event";
  /** The data address. */
  readonly data: string;
  readonly symbol: string;
  readonly timeframe: string;
  /** ISO 8601 UTC of the first open and the last close in the range. */
  readonly start: string;
  readonly end: string;
  /** By metric id; null when undefined. */
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly tag: string | null;
  readonly note: string | null;
}
