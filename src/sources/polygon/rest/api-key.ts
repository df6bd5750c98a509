import { BacksightError } from "../../../core/errors.ts";

/** The REST key: as text, or held by something that shows it only when asked. It is neither of the flat files' keys. */
export type ApiKey = string | { reveal(): string };

/**
 * The key, as a header can carry it; the error doesn't show it, and nothing that would make `fetch` quote it goes on.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function revealApiKey(key: ApiKey): string {
  const text = typeof key === "string" ? key : key.reveal();
  if (/^[\x21-\x7e]{1,512}$/.test(text)) return text;
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name: "apiKey",
    rule: "the REST key from the vendor's keys page, letters and digits without spaces",
    value: text === "" ? "empty" : `a text of ${text.length} characters with others among them`,
  });
}

/** A text from outside, should it quote the key. */
export function withoutKey(text: string, key: string): string {
  let clean = text;
  for (const form of new Set([key, encodeURIComponent(key), Buffer.from(key).toString("base64")])) {
    clean = clean.replaceAll(form, "[key]");
  }
  return clean;
}
