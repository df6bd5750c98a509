/** A text as it may stand between two tags. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** What S3 answers to a request that it refuses. */
export function errorXml(code: string, resource: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Error><Code>${code}</Code><Message>${MESSAGES[code] ?? code}</Message>`,
    `<Resource>${xmlText(resource)}</Resource><RequestId>emulator</RequestId></Error>`,
  ].join("");
}

const MESSAGES: Readonly<Record<string, string>> = {
  AccessDenied: "Access Denied",
  InvalidAccessKeyId: "The AWS Access Key Id you provided does not exist in our records.",
  SignatureDoesNotMatch: "The request signature we calculated does not match the signature you provided.",
  RequestTimeTooSkewed: "The difference between the request time and the current time is too large.",
  NoSuchKey: "The specified key does not exist.",
  NoSuchBucket: "The specified bucket does not exist.",
  PreconditionFailed: "At least one of the pre-conditions you specified did not hold.",
  InvalidRange: "The requested range is not satisfiable.",
  SlowDown: "Please reduce your request rate.",
  InternalError: "We encountered an internal error. Please try again.",
};

/** The status that goes with a code. */
export const STATUS_OF: Readonly<Record<string, number>> = {
  AuthorizationHeaderMalformed: 400,
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  SignatureDoesNotMatch: 403,
  RequestTimeTooSkewed: 403,
  NoSuchKey: 404,
  NoSuchBucket: 404,
  MethodNotAllowed: 405,
  PreconditionFailed: 412,
  InvalidRange: 416,
  TooManyRequests: 429,
  InternalError: 500,
  SlowDown: 503,
};
