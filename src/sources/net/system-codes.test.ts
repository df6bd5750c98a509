import { describe, expect, it } from "vitest";
import { connectionFailureOf, isFinalCode, systemCodeOf, unreachableReason } from "./system-codes.ts";

describe("system codes", () => {
  it("are found in what caused an error, and in the first of several", () => {
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    expect(systemCodeOf(new TypeError("fetch failed", { cause: refused }))).toBe("ECONNREFUSED");
    expect(systemCodeOf(new TypeError("fetch failed", { cause: new AggregateError([refused]) }))).toBe("ECONNREFUSED");
    expect(systemCodeOf(Object.assign(new Error("x"), { code: "the key is 1234" }))).toBe("");
    expect(systemCodeOf("ECONNREFUSED")).toBe("");
  });

  it("tell what happened and whether another try helps", () => {
    expect(["ECONNREFUSED", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_SOCKET", ""].map(connectionFailureOf)).toEqual([
      "unreachable",
      "timeout",
      "cut",
      "cut",
    ]);
    expect(["ENOTFOUND", "CERT_HAS_EXPIRED", "ECONNREFUSED", "EAI_AGAIN"].map(isFinalCode)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(unreachableReason("CERT_HAS_EXPIRED")).toBe("no safe connection (CERT_HAS_EXPIRED)");
    expect(unreachableReason("ECONNREFUSED")).toBe("the connection was refused");
  });
});
