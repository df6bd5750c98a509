import { BacksightError } from "../../../core/errors.ts";
import { isFinalCode, unreachableReason } from "../../net/system-codes.ts";

/** Where a request went and what it was after, in words. */
export interface RestRequest {
  /** Host, and port where it isn't the usual one. */
  readonly host: string;
  /** "bars of AAPL", "splits of AAPL". */
  readonly what: string;
}

export type RestFailureKind = "http" | "unreachable" | "cut" | "timeout" | "nonsense";

/** A request without a usable answer, before anyone knows whether another try will mend it. */
export class RestFailure extends Error {
  override readonly name = "RestFailure";
  readonly kind: RestFailureKind;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** What the service said, without the key; or the system's code, or what is wrong with the answer. */
  readonly reason: string;
  readonly retryAfterMs: number | undefined;

  constructor(kind: RestFailureKind, reason: string, status = 0, retryAfterMs?: number) {
    super([kind, status === 0 ? "" : String(status), reason].filter((part) => part !== "").join(" "));
    this.kind = kind;
    this.status = status;
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

const RETRYABLE_STATUS = new Set([408, 413, 425, 429, 499]);
/**
 * True for failures that may pass: a busy or broken server, cut and stalled connections, and a good status with half
 * an answer, which can't be told from a cut one.
 */
export function isRetryableRestFailure(error: unknown): boolean {
  if (!(error instanceof RestFailure)) return false;
  if (error.kind === "http") return error.status >= 500 || RETRYABLE_STATUS.has(error.status);
  return error.kind !== "unreachable" || !isFinalCode(error.reason);
}

const WAIT = "Run it again later; what was fetched is kept.";
const CONNECTION = "Check the network and the endpoint's address, then run it again.";

/** The error that a person sees for a failed request; what isn't a `RestFailure` passes as it is. */
export function restError(failure: unknown, { host, what }: RestRequest, tries: number): unknown {
  if (!(failure instanceof RestFailure)) return failure;
  const options = { cause: failure };
  const network = (reason: string, advice: string) =>
    new BacksightError("BACKSIGHT_NETWORK", { host, reason, advice }, options);
  switch (failure.kind) {
    case "unreachable":
      return network(unreachableReason(failure.reason), CONNECTION);
    case "timeout":
      return network("it took too long", WAIT);
    case "cut":
      return network(`the connection was cut${failure.reason === "" ? "" : ` (${failure.reason})`}`, WAIT);
    case "nonsense":
      return network(failure.reason, "Check the endpoint's address: it must speak the vendor's REST.");
    case "http":
      return httpError(failure, { host, what }, tries, options);
  }
}

function httpError(
  { status, reason }: RestFailure,
  { host, what }: RestRequest,
  tries: number,
  options: ErrorOptions,
): BacksightError {
  if (status === 401) {
    const advice = "Copy the API key from the vendor's keys page; the flat files' pair is another.";
    const details = { host, key: "REST key", reason: reason || "HTTP 401", advice };
    return new BacksightError("BACKSIGHT_REMOTE_KEY", details, options);
  }
  if (status === 403) return forbidden(reason, { host, what }, options);
  if (status === 404) {
    const details = { host, what, advice: "Check the spelling; case matters." };
    return new BacksightError("BACKSIGHT_REMOTE_ABSENT", details, options);
  }
  if (status === 429) return new BacksightError("BACKSIGHT_REMOTE_RATE", { host, what, tries }, options);
  if (status >= 300 && status < 400) {
    const elsewhere = `it points elsewhere (HTTP ${status}), and a key isn't sent there`;
    const details = { host, reason: elsewhere, advice: "Name the right endpoint." };
    return new BacksightError("BACKSIGHT_NETWORK", details, options);
  }
  const advice = status >= 500 || RETRYABLE_STATUS.has(status) ? WAIT : "Correct what was asked for.";
  const said = reason === "" ? `HTTP ${status}` : `HTTP ${status}, ${reason}`;
  return new BacksightError("BACKSIGHT_REMOTE_FAILED", { host, what, reason: said, advice }, options);
}

/** The date in a refusal of which nobody has said yet what it was about. */
export const UNDATED = "that time";

/** The vendor tells what is missing by its words only. */
function forbidden(reason: string, { host, what }: RestRequest, options: ErrorOptions): BacksightError {
  if (isBeyondWindow(reason)) {
    return new BacksightError("BACKSIGHT_REMOTE_WINDOW", { host, what, date: UNDATED, known: "" }, options);
  }
  const advice = isTodayRefused(reason)
    ? "This plan has a day's data after its end: ask for earlier days, or change the plan."
    : "Ask for what the plan includes, or change the plan.";
  return new BacksightError("BACKSIGHT_REMOTE_PLAN", { host, what, advice }, options);
}

/** True for a range of which the plan includes no day. */
export function isBeyondWindow(reason: string): boolean {
  return /data timeframe/i.test(reason);
}

function isTodayRefused(reason: string): boolean {
  return /today's data/i.test(reason);
}
