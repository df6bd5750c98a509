/**
 * The wait that a `Retry-After` header asks for, in milliseconds: seconds, or a date (RFC 9110, 10.2.3). Undefined for a
 * header that is absent or says neither; 0 for a date that has passed.
 *
 * @param now epoch milliseconds
 */
export function parseRetryAfter(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!/[A-Za-z]/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
