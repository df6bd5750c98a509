import type { ServerResponse } from "node:http";
import type { BucketFault } from "./flat-file-bucket-faults.ts";
import type { BucketObject } from "./flat-file-bucket-objects.ts";

const SLOW_PIECES = 8;
const SLOW_PAUSE_MS = 5;

/** Sends an object or a range of it (`header`, one that the object has), in the way that a fault demands. */
export function sendBytes(
  response: ServerResponse,
  { bytes, etag, lastModified }: BucketObject,
  method: string,
  header: string | undefined,
  fault: BucketFault | undefined,
): void {
  const range = fault === "ignore-range" ? undefined : readRange(header, bytes.length);
  const asked = range === "impossible" ? undefined : range;
  const start = asked?.start ?? 0;
  const whole = asked?.end ?? bytes.length;
  const end = fault === "short-range" && asked !== undefined ? start + Math.ceil((whole - start) / 2) : whole;
  const label = fault === "wrong-etag" ? etag.split("").reverse().join("") : etag;
  response.writeHead(asked === undefined ? 200 : 206, {
    etag: `"${label}"`,
    "last-modified": new Date(lastModified).toUTCString(),
    "accept-ranges": "bytes",
    "content-type": "application/octet-stream",
    "content-length": end - start,
    ...(asked !== undefined && { "content-range": `bytes ${start}-${end - 1}/${bytes.length}` }),
  });
  if (method === "HEAD") response.end();
  else send(response, fault === "garbled" ? garbled(bytes.subarray(start, end)) : bytes.subarray(start, end), fault);
}

function send(response: ServerResponse, bytes: Uint8Array, fault: BucketFault | undefined): void {
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  switch (fault) {
    case "cut":
      response.write(half, () => response.socket?.destroy());
      break;
    case "reset":
      response.write(half, () => response.socket?.resetAndDestroy());
      break;
    case "stall":
      response.write(half);
      break;
    case "slow":
      drip(response, bytes, 0);
      break;
    default:
      response.end(bytes);
  }
}

function drip(response: ServerResponse, bytes: Uint8Array, piece: number): void {
  if (response.destroyed) return;
  const size = Math.ceil(bytes.length / SLOW_PIECES);
  response.write(bytes.subarray(piece * size, (piece + 1) * size));
  if (piece + 1 === SLOW_PIECES) response.end();
  else setTimeout(() => drip(response, bytes, piece + 1), SLOW_PAUSE_MS);
}

function garbled(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  const middle = copy.length >> 1;
  copy[middle] = copy[middle]! ^ 1;
  return copy;
}

/** Of a Range header: `bytes=a-b`, `bytes=a-` and `bytes=-n`; several ranges or none mean the whole, as RFC 9110 allows. */
export function readRange(
  header: string | undefined,
  length: number,
): { start: number; end: number } | "impossible" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  if (match[1] === "") {
    const start = Math.max(0, length - Number(match[2]));
    return start < length ? { start, end: length } : "impossible";
  }
  const start = Number(match[1]);
  const end = match[2] === "" ? length : Math.min(length, Number(match[2]) + 1);
  return start < length && end > start ? { start, end } : "impossible";
}
