import { sha256 } from "../core/sha256.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** SHA-256 of a text in base64, as a content security policy names what may run: "sha256-…". */
export function policyHash(text: string): string {
  // 64 hexadecimal digits and two zeros: 22 groups of three digits are 44 sextets; the last becomes padding.
  const hex = `${sha256(text)}00`;
  let base64 = "";
  for (let i = 0; i < 66; i += 3) {
    const bits = Number.parseInt(hex.slice(i, i + 3), 16);
    base64 += DIGITS[bits >> 6]! + DIGITS[bits & 63]!;
  }
  return `sha256-${base64.slice(0, 43)}=`;
}
