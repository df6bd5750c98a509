import { parseRetryAfter } from "../../net/retry-after.ts";
import { parseExactJson } from "./exact-json.ts";
import { RestFailure } from "./rest-failure.ts";

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A page of 50,000 ticks has some 15 MB; what is larger than this isn't the vendor's. */
const LONGEST_ANSWER = 256 * 1024 * 1024;
const LONGEST_REASON = 300;

/**
 * What a response says.
 *
 * @param now epoch milliseconds, for a `Retry-After` that is a date
 * @throws {RestFailure} for every status but 200, and for a body that isn't JSON
 */
export async function readAnswer(response: Response, now: number): Promise<unknown> {
  const text = await readText(response);
  if (response.status !== 200) {
    const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), now);
    throw new RestFailure("http", reasonOfBody(text), response.status, retryAfterMs);
  }
  try {
    return parseExactJson(text);
  } catch {
    throw new RestFailure("nonsense", isHtml(text) ? "it sent a web page, not data" : "what it sent isn't whole JSON");
  }
}

async function readText(response: Response): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > LONGEST_ANSWER) throw new RestFailure("nonsense", `it sent more than ${LONGEST_ANSWER} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The words of an error body: in `error` or in `message`; none for what isn't the vendor's JSON. */
function reasonOfBody(text: string): string {
  try {
    const body = parseExactJson(text);
    if (!isJsonObject(body)) return "";
    const words = [body.error, body.message].find((part) => typeof part === "string" && part !== "");
    return String(words ?? "").slice(0, LONGEST_REASON);
  } catch {
    return "";
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(text.slice(0, 200));
}
