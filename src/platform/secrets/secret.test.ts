import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { redact } from "./redaction.ts";
import { Secret } from "./secret.ts";

describe("Secret", () => {
  const secret = new Secret("canary-of-secret");

  it("shows itself to nobody", () => {
    const shown = [
      `${secret}`,
      String(secret),
      `a${secret as unknown as string}`,
      JSON.stringify({ secret }),
      inspect(secret, { showHidden: true, depth: 9 }),
      inspect({ deep: [secret] }),
      JSON.stringify(Object.entries(secret)),
      JSON.stringify({ ...secret }),
      structuredCloneText(secret),
    ];
    expect(shown.filter((text) => text.includes("canary"))).toEqual([]);
    expect(shown.slice(0, 2)).toEqual(["[secret]", "[secret]"]);
  });

  it("gives its value when asked, and is known to redaction", () => {
    expect(secret.reveal()).toBe("canary-of-secret");
    expect(redact("x canary-of-secret y")).toBe("x [secret] y");
  });
});

function structuredCloneText(value: unknown): string {
  return inspect(structuredClone(value), { showHidden: true });
}
