import type { ServerResponse } from "node:http";
import type { RestFault, RestFaultOptions } from "./rest-faults.ts";
import { TOO_MANY } from "./rest-plan.ts";

/** An answer as it goes out. */
interface WireAnswer {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
  readonly retryAfter?: string;
}

const PAGE = "<!DOCTYPE html><html><body><h1>Service unavailable</h1></body></html>";

/** Sends an answer, or what a fault makes of it. */
export function answerWithFault(
  response: ServerResponse,
  answer: WireAnswer,
  fault: RestFault | undefined,
  { slowMs = 1000, retryAfterSeconds = 1 }: Partial<RestFaultOptions> = {},
): void {
  const half = answer.text.slice(0, Math.floor(answer.text.length / 2));
  switch (fault) {
    case "500":
      send(response, { status: 500, text: PAGE, type: "text/html" });
      break;
    case "503":
      send(response, { status: 503, text: "", type: "text/plain" });
      break;
    case "429":
      send(response, { status: 429, text: JSON.stringify(TOO_MANY.body) });
      break;
    case "retry-after":
      send(response, { status: 429, text: "", retryAfter: String(retryAfterSeconds) });
      break;
    case "slow": {
      const late = setTimeout(() => send(response, answer), slowMs);
      response.once("close", () => clearTimeout(late));
      break;
    }
    case "cut":
      writeHead(response, answer);
      response.write(half, () => response.destroy());
      break;
    case "html":
      send(response, { status: 200, text: PAGE, type: "text/html" });
      break;
    case "malformed":
      send(response, { ...answer, text: half });
      break;
    case undefined:
      send(response, answer);
  }
}

function send(response: ServerResponse, answer: WireAnswer): void {
  writeHead(response, answer);
  response.end(answer.text);
}

function writeHead(
  response: ServerResponse,
  { status, text, type = "application/json", retryAfter }: WireAnswer,
): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(text),
    ...(retryAfter !== undefined && { "retry-after": retryAfter }),
  });
}
