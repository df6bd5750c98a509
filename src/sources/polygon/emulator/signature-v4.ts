import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** A request as it came over the wire. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as sent, percent-encoded. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** How a request failed the check; the words are the codes of S3. */
export type SignatureFault =
  | "AccessDenied"
  | "AuthorizationHeaderMalformed"
  | "InvalidAccessKeyId"
  | "RequestTimeTooSkewed"
  | "SignatureDoesNotMatch";

const ALGORITHM = "AWS4-HMAC-SHA256";
const LARGEST_SKEW_MS = 15 * 60_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/s3\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/;

/**
 * Checks a request's Signature Version 4 ("Authenticating Requests (AWS Signature Version 4)", Amazon S3 API
 * Reference): the key is known, the time is within 15 minutes, `host`, `x-amz-date` and `x-amz-content-sha256` are
 * signed, and the signature is the one that the secret gives.
 *
 * @param secretOf the secret of an access key id, undefined for a stranger @param now epoch milliseconds
 * @returns what is wrong; undefined for a good signature
 */
export function checkSignature(
  request: SignedRequest,
  region: string,
  secretOf: (accessKeyId: string) => string | undefined,
  now: number,
): SignatureFault | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return "AccessDenied";
  const match = AUTHORIZATION.exec(authorization);
  if (match === null) return "AuthorizationHeaderMalformed";
  const [, accessKeyId = "", date = "", signedRegion = "", names = "", signature = ""] = match;
  const time = request.headers["x-amz-date"] ?? "";
  if (signedRegion !== region || !time.startsWith(`${date}T`)) return "AuthorizationHeaderMalformed";
  const signedNames = names.split(";");
  if (!["host", "x-amz-date", "x-amz-content-sha256"].every((name) => signedNames.includes(name)))
    return "AccessDenied";
  const secret = secretOf(accessKeyId);
  if (secret === undefined) return "InvalidAccessKeyId";
  if (!(Math.abs(timeOf(time) - now) <= LARGEST_SKEW_MS)) return "RequestTimeTooSkewed";
  const expected = signatureOf(request, signedNames, { secret, date, time, region });
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature)) ? undefined : "SignatureDoesNotMatch";
}

/** The signature of a request over the named headers. `time` is its x-amz-date, `date` the day of that. */
export function signatureOf(
  request: SignedRequest,
  signedNames: readonly string[],
  { secret, date, time, region }: { secret: string; date: string; time: string; region: string },
): string {
  const scope = `${date}/${region}/s3/aws4_request`;
  const toSign = [ALGORITHM, time, scope, sha256(canonicalRequest(request, signedNames))].join("\n");
  const key = [date, region, "s3", "aws4_request"].reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`));
  return hmac(key, toSign).toString("hex");
}

function canonicalRequest({ method, target, headers }: SignedRequest, signedNames: readonly string[]): string {
  const [path = "", query = ""] = target.split(/\?(.*)/s);
  const fields = query
    .split("&")
    .filter((field) => field !== "")
    .map((field) => {
      const [name = "", value = ""] = field.split(/=(.*)/s);
      return `${encoded(name)}=${encoded(value)}`;
    });
  return [
    method,
    path.split("/").map(encoded).join("/"),
    fields.sort().join("&"),
    ...signedNames.map((name) => `${name}:${(headers[name] ?? "").trim().replace(/\s+/g, " ")}`),
    "",
    signedNames.join(";"),
    headers["x-amz-content-sha256"] ?? "",
  ].join("\n");
}

/** Percent-encoded once, as RFC 3986 has it, whatever way it was sent. */
function encoded(text: string): string {
  let plain = text;
  try {
    plain = decodeURIComponent(text);
  } catch {
    // A lone % is itself.
  }
  return encodeURIComponent(plain).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Epoch milliseconds of 20130524T000000Z; NaN for anything else. */
function timeOf(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return NaN;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
