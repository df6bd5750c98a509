/**
 * The value of a JSON text, with whole numbers beyond ±(2^53 − 1) as exact bigints: nanosecond times lose their last
 * digits as doubles. All other numbers are doubles as usual.
 *
 * @throws {SyntaxError} as `JSON.parse`
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, exactInteger as (key: string, value: unknown) => unknown);
}

/** ECMAScript 2026's third argument holds the number's own text. */
function exactInteger(_: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context.source ?? "";
  return WHOLE.test(source) ? BigInt(source) : value;
}

const WHOLE = /^-?\d+$/;

/** JSON of a value in which bigints stand as whole numbers, all their digits kept: the other way round. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? rawJson(String(item)) : item));
}

/** ECMAScript 2026's `JSON.rawJSON`: a text that stands in the JSON as it is. */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;
