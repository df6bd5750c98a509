import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FlatFileKeys } from "../flat-files/flat-file-keys.ts";
import { type BucketFault, type FaultPlan, seededFaults } from "./flat-file-bucket-faults.ts";
import { listXml } from "./flat-file-bucket-list.ts";
import { bucketObjects, type ObjectContent } from "./flat-file-bucket-objects.ts";
import { errorXml, STATUS_OF } from "./flat-file-bucket-xml.ts";
import { readRange, sendBytes } from "./send-bytes.ts";
import { checkSignature } from "./signature-v4.ts";

export interface FlatFileBucketServerOptions {
  /** Keys (us_stocks_sip/day_aggs_v1/2024/01/2024-01-02.csv.gz) and their bytes. */
  readonly objects: Iterable<readonly [key: string, content: ObjectContent]>;
  /** The key pairs that are let in. */
  readonly keys: FlatFileKeys | readonly FlatFileKeys[];
  /** What goes wrong: a share of all requests, or a plan of one's own. Without it: nothing. */
  readonly faults?: FaultPlan | { readonly rate: number; readonly kinds: readonly BucketFault[] };
  /** Of the faults. Without it: 1. */
  readonly seed?: number;
  /** Without it: flatfiles. */
  readonly bucket?: string;
  /** Without it: a free one. */
  readonly port?: number;
  /** False for keys that are listed, but that the plan doesn't cover: 403 with an empty body, as the vendor's. */
  readonly isCovered?: (key: string) => boolean;
  /** Size of the parts that large objects were uploaded in: above it an ETag is no MD5. Without it: 100 MiB. */
  readonly multipartBytes?: number;
  /** Seconds of `too-many-requests`' Retry-After. Without it: 1. */
  readonly retryAfterSeconds?: number;
  /** Epoch milliseconds: the clock that signatures are held against, and that dates objects. Without it: the machine's. */
  readonly now?: () => number;
  /** Told of each request when it has been answered. */
  readonly onRequest?: (request: AnsweredRequest) => void;
}

export interface AnsweredRequest {
  readonly kind: "list" | "head" | "get" | "other";
  /** "" for a list. */
  readonly key: string;
  readonly range: string | undefined;
  readonly status: number;
  readonly fault: BucketFault | undefined;
}

/** A bucket that answers on this machine. */
export interface FlatFileBucketServer {
  /** http://127.0.0.1:…  */
  readonly endpoint: string;
  /** Adds an object or replaces it by another version. */
  put(key: string, content: ObjectContent): void;
  remove(key: string): void;
  close(): Promise<void>;
}

/**
 * Starts an emulator of the vendor's flat-file bucket on 127.0.0.1: S3 as far as that bucket speaks it (lists of both
 * versions in pages, HEAD, GET with ranges and If-Match, path style), with signatures checked for real, and with faults
 * on demand.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a share of faults that can't be; the system's error for a port in use
 */
export async function startFlatFileBucket(options: FlatFileBucketServerOptions): Promise<FlatFileBucketServer> {
  const now = options.now ?? Date.now;
  const objects = bucketObjects(options.multipartBytes ?? 100 << 20);
  for (const [key, content] of options.objects) objects.put(key, content, now());
  const server = createServer((request, response) => answer(request, response, context));
  const context: Context = {
    options,
    now,
    objects,
    bucket: options.bucket ?? "flatfiles",
    secrets: new Map([options.keys].flat().map(({ accessKeyId, secretAccessKey }) => [accessKeyId, secretAccessKey])),
    faultOf: planOf(options),
    asked: new Map(),
  };
  await listen(server, options.port ?? 0);
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put: (key, content) => objects.put(key, content, now()),
    remove: objects.remove,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Context {
  readonly options: FlatFileBucketServerOptions;
  readonly now: () => number;
  readonly objects: ReturnType<typeof bucketObjects>;
  readonly bucket: string;
  readonly secrets: ReadonlyMap<string, string>;
  readonly faultOf: FaultPlan;
  /** How often each request came. */
  readonly asked: Map<string, number>;
}

function planOf({ faults, seed = 1 }: FlatFileBucketServerOptions): FaultPlan {
  if (faults === undefined) return () => undefined;
  return typeof faults === "function" ? faults : seededFaults(seed, faults.rate, faults.kinds);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** A request, read. */
interface Asked {
  readonly kind: AnsweredRequest["kind"];
  readonly method: string;
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly bucket: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

function answer(request: IncomingMessage, response: ServerResponse, context: Context): void {
  request.resume();
  const asked = readRequest(request);
  const { kind, key, headers } = asked;
  const fault = nextFault(context, asked);
  response.on("close", () => {
    context.options.onRequest?.({ kind, key, range: headers.range, status: response.statusCode, fault });
  });
  if (fault === "hang-up") {
    request.socket.destroy();
    return;
  }
  const refusal = refusalOf(asked, fault, context);
  if (refusal !== undefined) refuse(response, refusal, asked, context);
  else if (kind === "list") sendList(response, asked, context);
  else sendBytes(response, context.objects.get(key)!, asked.method, headers.range, fault);
}

function readRequest({ method = "", url: target = "/", headers }: IncomingMessage): Asked {
  const { path, query } = splitTarget(target);
  const [, bucket = "", ...rest] = path.split("/");
  const key = rest.join("/");
  const reading = method === "HEAD" ? "head" : method === "GET" ? "get" : "other";
  const kind = key === "" && reading === "get" ? "list" : reading;
  return { kind, method, target, path, query, bucket, key, headers: headers as Asked["headers"] };
}

/** Listed, but outside the plan: the vendor's answer has no body. */
const NOT_COVERED = "AccessDenied without a body";

/** Why a request isn't answered, as a code of S3. Lasting faults change the object before it is looked at. */
function refusalOf(asked: Asked, fault: BucketFault | undefined, context: Context): string | undefined {
  const { key, headers } = asked;
  const wrong = checkSignature(asked, "us-east-1", (id) => context.secrets.get(id), context.now());
  if (wrong !== undefined) return wrong;
  if (asked.kind === "other") return "MethodNotAllowed";
  if (fault === "slow-down") return "SlowDown";
  if (fault === "internal-error") return "InternalError";
  if (fault === "too-many-requests") return "TooManyRequests";
  if (asked.bucket !== context.bucket) return "NoSuchBucket";
  if (asked.kind === "list") return undefined;
  if (fault === "replaced") context.objects.replace(key, context.now());
  if (fault === "truncated") context.objects.truncate(key, context.now());
  const object = context.objects.get(key);
  if (object === undefined) return "NoSuchKey";
  if (context.options.isCovered?.(key) === false) return NOT_COVERED;
  const wanted = headers["if-match"]?.replace(/^"|"$/g, "");
  if (wanted !== undefined && wanted !== "*" && wanted !== object.etag) return "PreconditionFailed";
  return readRange(headers.range, object.byteLength) === "impossible" ? "InvalidRange" : undefined;
}

function refuse(response: ServerResponse, code: string, { method, path }: Asked, { options }: Context): void {
  const hasBody = method !== "HEAD" && code !== NOT_COVERED;
  const seconds = String(options.retryAfterSeconds ?? 1);
  response
    .writeHead(STATUS_OF[code] ?? 403, {
      ...(hasBody && { "content-type": "application/xml" }),
      ...(code === "TooManyRequests" && { "retry-after": seconds }),
    })
    .end(hasBody ? errorXml(code, path) : "");
}

function sendList(response: ServerResponse, { bucket, query }: Asked, { objects }: Context): void {
  const xml = listXml(bucket, objects.keys(), (key) => objects.get(key)!, query);
  response.writeHead(200, { "content-type": "application/xml" }).end(xml);
}

function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const [rawPath = "", rawQuery = ""] = target.split(/\?(.*)/s);
  let path = rawPath;
  try {
    path = decodeURIComponent(rawPath);
  } catch {
    // A lone % is itself; the key won't be found.
  }
  return { path, query: new URLSearchParams(rawQuery) };
}

function nextFault({ asked, faultOf }: Context, { method, kind, key, query, headers }: Asked): BucketFault | undefined {
  const request = { method, key: kind === "list" ? undefined : key, range: headers.range };
  const name = JSON.stringify([request, query.toString()]);
  const repetition = asked.get(name) ?? 0;
  asked.set(name, repetition + 1);
  return faultOf({ ...request, repetition });
}
