import { describe, expect, it } from "vitest";
import { checkSignature, type SignedRequest, signatureOf } from "./signature-v4.ts";

/**
 * The worked examples of "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)", Amazon S3
 * API Reference: published keys, a published time, published signatures.
 */
const ID = "AKIAIOSFODNN7EXAMPLE";
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const NOW = Date.UTC(2013, 4, 24);
const base = {
  host: "examplebucket.s3.amazonaws.com",
  "x-amz-content-sha256": EMPTY,
  "x-amz-date": "20130524T000000Z",
};
const EXAMPLES: readonly [name: string, request: SignedRequest, signature: string][] = [
  [
    "GET object, a range of it",
    { method: "GET", target: "/test.txt", headers: { ...base, range: "bytes=0-9" } },
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  ],
  [
    "PUT object",
    {
      method: "PUT",
      target: "/test%24file.text",
      headers: {
        ...base,
        date: "Fri, 24 May 2013 00:00:00 GMT",
        "x-amz-content-sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
        "x-amz-storage-class": "REDUCED_REDUNDANCY",
      },
    },
    "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
  ],
  [
    "GET bucket lifecycle: a query without a value",
    { method: "GET", target: "/?lifecycle", headers: base },
    "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
  ],
  [
    "GET bucket: a list",
    { method: "GET", target: "/?max-keys=2&prefix=J", headers: base },
    "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  ],
];

function signed(request: SignedRequest, signature: string, id = ID, region = "us-east-1"): SignedRequest {
  const names = Object.keys(request.headers).sort().join(";");
  const authorization = `AWS4-HMAC-SHA256 Credential=${id}/20130524/${region}/s3/aws4_request,SignedHeaders=${names},Signature=${signature}`;
  return { ...request, headers: { ...request.headers, authorization } };
}

function check(request: SignedRequest, now = NOW) {
  return checkSignature(request, "us-east-1", (id) => (id === ID ? SECRET : undefined), now);
}

describe("signatureOf", () => {
  it.each(EXAMPLES)("gives the published signature: %s", (_, request, signature) => {
    const parts = { secret: SECRET, date: "20130524", time: "20130524T000000Z", region: "us-east-1" };
    expect(signatureOf(request, Object.keys(request.headers).sort(), parts)).toBe(signature);
    expect(check(signed(request, signature))).toBeUndefined();
  });

  it("doesn't depend on the order of the query nor on how it was escaped", () => {
    const [, list, signature] = EXAMPLES[3]!;
    expect(check(signed({ ...list, target: "/?prefix=%4A&max-keys=2" }, signature))).toBeUndefined();
  });
});

describe("checkSignature", () => {
  const [, request, signature] = EXAMPLES[0]!;

  it("refuses whatever isn't what was signed", () => {
    const changed: SignedRequest[] = [
      { ...request, method: "HEAD" },
      { ...request, target: "/other.txt" },
      { ...request, target: "/test.txt?versionId=1" },
      { ...request, headers: { ...request.headers, range: "bytes=0-99" } },
      { ...request, headers: { ...request.headers, host: "elsewhere" } },
    ];
    for (const one of changed) expect(check(signed(one, signature))).toBe("SignatureDoesNotMatch");
    expect(check(signed(request, signature.replace("f", "e")))).toBe("SignatureDoesNotMatch");
  });

  it("names a stranger, a wrong clock, no signature, and one that can't be read", () => {
    expect(check(signed(request, signature, "AKIASTRANGER"))).toBe("InvalidAccessKeyId");
    expect(check(signed(request, signature), NOW + 15 * 60_000)).toBeUndefined();
    expect(check(signed(request, signature), NOW + 15 * 60_000 + 1)).toBe("RequestTimeTooSkewed");
    expect(check(signed(request, signature), NOW - 15 * 60_000 - 1)).toBe("RequestTimeTooSkewed");
    expect(check(request)).toBe("AccessDenied");
    expect(check({ ...request, headers: { ...request.headers, authorization: "Bearer x" } })).toBe(
      "AuthorizationHeaderMalformed",
    );
    expect(check(signed(request, signature, ID, "eu-west-1"))).toBe("AuthorizationHeaderMalformed");
    const { host: _, ...withoutHost } = request.headers;
    expect(check(signed({ ...request, headers: withoutHost }, signature))).toBe("AccessDenied");
  });
});
