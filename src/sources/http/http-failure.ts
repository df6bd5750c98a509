import { BacksightError } from "../../core/errors.ts";
import { isFinalCode, unreachableReason } from "../net/system-codes.ts";

export type HttpFailureKind = "status" | "unreachable" | "cut" | "timeout" | "redirect" | "forbidden" | "long";

/** A request without a usable answer, before anyone knows whether another try will mend it. */
export class HttpFailure extends Error {
  override readonly name = "HttpFailure";
  readonly kind: HttpFailureKind;
  /** The system's code, or what is wrong. */
  readonly reason: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor(kind: HttpFailureKind, reason = "", status = 0, retryAfterMs?: number) {
    super([kind, status === 0 ? "" : String(status), reason].filter((part) => part !== "").join(" "));
    this.kind = kind;
    this.reason = reason;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** True for failures that may pass: a busy or broken server, cut and stalled connections. */
export function isRetryableHttpFailure(error: unknown): boolean {
  if (!(error instanceof HttpFailure)) return false;
  if (error.kind === "status") return isPassingStatus(error.status);
  return (
    error.kind === "cut" || error.kind === "timeout" || (error.kind === "unreachable" && !isFinalCode(error.reason))
  );
}

/** Statuses of servers that are busy or broken now. */
export function isPassingStatus(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

const WAIT = "Run it again later; what was fetched is kept.";
const CONNECTION = "Check the network and the address, then run it again.";

/** The error that a person sees for a failed request; what isn't an `HttpFailure` passes as it is. */
export function httpError(failure: unknown, host: string, what: string): unknown {
  if (!(failure instanceof HttpFailure)) return failure;
  const options = { cause: failure };
  const network = (reason: string, advice: string) =>
    new BacksightError("BACKSIGHT_NETWORK", { host, reason, advice }, options);
  const { kind, reason, status } = failure;
  switch (kind) {
    case "unreachable":
      return network(unreachableReason(reason), CONNECTION);
    case "timeout":
      return network("it took too long", WAIT);
    case "cut":
      return network(`the connection was cut${reason === "" ? "" : ` (${reason})`}`, WAIT);
    case "redirect":
      return network(`it points elsewhere (HTTP ${status}), and that isn't followed`, "Name the final address.");
    case "forbidden":
      return network(
        "its name leads to an address inside this machine or network that isn't asked",
        "Name another host.",
      );
    case "long":
      return new BacksightError("BACKSIGHT_REMOTE_FAILED", { host, what, reason, advice: "Ask for less." }, options);
    case "status":
      return statusError(failure, host, what, options);
  }
}

function statusError({ status, reason }: HttpFailure, host: string, what: string, options: ErrorOptions) {
  if (status === 404 || status === 410) {
    const details = { host, what, advice: "Check the spelling; case matters." };
    return new BacksightError("BACKSIGHT_REMOTE_ABSENT", details, options);
  }
  const said = `HTTP ${status}${reason === "" ? "" : `, ${reason}`}`;
  let advice = isPassingStatus(status) ? WAIT : "Correct what was asked for.";
  if (status === 429 || status === 418)
    advice = "Too many requests: run it again in some minutes; what was fetched is kept.";
  if (status === 401 || status === 403) advice = "Only what anyone may read can be fetched by its address.";
  if (status === 451) advice = "It isn't given to this country; another host of the vendor may answer.";
  return new BacksightError("BACKSIGHT_REMOTE_FAILED", { host, what, reason: said, advice }, options);
}
