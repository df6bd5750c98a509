import { BacksightError } from "./errors.ts";

/** Plain data: what JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * JSON text that is the same for equal data: keys sorted by code unit, no spaces, `-0` as `0`, numbers as
 * ECMAScript prints them (RFC 8785). Keys with value `undefined` are left out.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for NaN and infinities, which JSON can't hold
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) {
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "value", rule: "a finite number in JSON", value });
    }
    return JSON.stringify(value === 0 ? 0 : value);
  }
  if (isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(item)}`);
  }
  return `{${parts.join(",")}}`;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
