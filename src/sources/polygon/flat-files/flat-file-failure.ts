import { BacksightError } from "../../../core/errors.ts";
import { unreachableReason } from "../../net/system-codes.ts";
import { StoreFailure } from "./store-failure.ts";

/** Where a request went and what it was after, in words. */
export interface FailedRequest {
  /** Host, and port where it isn't the usual one. */
  readonly host: string;
  /** "us_stocks_sip/day_aggs_v1/2024/01/2024-01-02.csv.gz", "the list of us_stocks_sip/day_aggs_v1". */
  readonly what: string;
  /** True when the object was found in a listing: a refusal then means the plan. */
  readonly isListed: boolean;
}

const WAIT = "Run it again later; what was fetched is kept.";
const CONNECTION = "Check the network and the endpoint's address, then run it again.";

/** The error that a person sees for a failed request; what isn't a `StoreFailure` passes as it is. */
export function flatFileError(failure: unknown, { host, what, isListed }: FailedRequest): unknown {
  if (!(failure instanceof StoreFailure)) return failure;
  const options = { cause: failure };
  switch (failure.kind) {
    case "unreachable":
      return new BacksightError(
        "BACKSIGHT_NETWORK",
        { host, reason: unreachableReason(failure.code), advice: CONNECTION },
        options,
      );
    case "timeout":
      return new BacksightError("BACKSIGHT_NETWORK", { host, reason: "it took too long", advice: WAIT }, options);
    case "cut":
      return new BacksightError(
        "BACKSIGHT_NETWORK",
        { host, reason: `the connection was cut${failure.code === "" ? "" : ` (${failure.code})`}`, advice: WAIT },
        options,
      );
    case "nonsense":
      return new BacksightError(
        "BACKSIGHT_NETWORK",
        {
          host,
          reason: failure.code === "" ? "what it sent isn't S3" : `it sent ${failure.code}`,
          advice: "Check the endpoint's address: it must speak S3.",
        },
        options,
      );
    case "http":
      return httpError(failure, host, what, isListed, options);
  }
}

function httpError(failure: StoreFailure, host: string, what: string, isListed: boolean, options: ErrorOptions): Error {
  const { status, code } = failure;
  if (code === "InvalidAccessKeyId") {
    const details = {
      host,
      key: "access key id",
      reason: "nobody has it",
      advice: "Copy the S3 Access Key ID from the vendor's keys page; the REST key is another.",
    };
    return new BacksightError("BACKSIGHT_REMOTE_KEY", details, options);
  }
  if (code === "SignatureDoesNotMatch") {
    const details = {
      host,
      key: "secret access key",
      reason: "it doesn't belong to the access key id",
      advice: "Copy the S3 Secret Access Key that stands beside the Access Key ID; the REST key is another.",
    };
    return new BacksightError("BACKSIGHT_REMOTE_KEY", details, options);
  }
  if (code === "RequestTimeTooSkewed") return new BacksightError("BACKSIGHT_REMOTE_CLOCK", { host }, options);
  if (status === 404 || code === "NoSuchKey" || code === "NoSuchBucket") {
    const advice =
      code === "NoSuchBucket"
        ? "Check the bucket's name: the vendor's is flatfiles."
        : "A day without a file was no trading day, or isn't published yet (about 11:00 New York the day after).";
    return new BacksightError(
      "BACKSIGHT_REMOTE_ABSENT",
      { host, what: code === "NoSuchBucket" ? "such bucket" : what, advice },
      options,
    );
  }
  if (status === 412) return new BacksightError("BACKSIGHT_REMOTE_REPLACED", { host, what }, options);
  if (status === 401 || status === 403) {
    const advice = isListed
      ? "It is published, but the plan of these keys doesn't cover this dataset or this date: ask for less, or change the plan."
      : "Check that these are the keys of the flat files and that their plan has flat files.";
    return new BacksightError("BACKSIGHT_REMOTE_PLAN", { host, what, advice }, options);
  }
  if (status !== undefined && status >= 300 && status < 400) {
    const details = {
      host,
      reason: `it points elsewhere (HTTP ${status}), and signed requests don't follow`,
      advice: "Name the right endpoint.",
    };
    return new BacksightError("BACKSIGHT_NETWORK", details, options);
  }
  const reason = `HTTP ${status}${code === "" ? "" : ` ${code}`}`;
  return new BacksightError("BACKSIGHT_REMOTE_FAILED", { host, what, reason, advice: WAIT }, options);
}
