import type { S3Client } from "@aws-sdk/client-s3";
import { isBacksightError } from "../../../core/errors.ts";
import { checkEndpoint } from "../../net/endpoint.ts";
import { checkFlatFileKeys, type FlatFileKeys } from "./flat-file-keys.ts";
import { loadS3 } from "./load-s3.ts";
import type { ListPage, ObjectStore, RangeAnswer, StoredObjectInfo } from "./object-store.ts";
import { asStoreFailure } from "./s3-failure.ts";
import { StoreFailure } from "./store-failure.ts";

export interface S3StoreOptions {
  /** https, or http to this machine: https://files.massive.com */
  readonly endpoint: string;
  readonly bucket: string;
  /** Asked for once, by the first request. */
  readonly keys: () => FlatFileKeys | Promise<FlatFileKeys>;
  readonly connections: number;
  /** For a connection to be made, and for the first byte of an answer, milliseconds. */
  readonly timeoutMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * A bucket spoken to with `@aws-sdk/client-s3`: path style, region us-east-1, Signature Version 4. The package's own
 * retries, redirects, checksums and everything that it would take from the environment or an AWS profile are off.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a bad endpoint, BACKSIGHT_MISSING_PACKAGE
 */
export async function openS3Store(options: S3StoreOptions): Promise<ObjectStore> {
  const { bucket, now } = options;
  const endpoint = checkEndpoint("endpoint", options.endpoint);
  const { S3Client, ListObjectsV2Command, HeadObjectCommand, GetObjectCommand } = await loadS3();
  const agent = { keepAlive: true, maxSockets: options.connections };
  const client = new S3Client({
    endpoint: endpoint.href,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: async () => checkFlatFileKeys(await options.keys()),
    maxAttempts: 1,
    retryMode: "standard",
    defaultsMode: "standard",
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    followRegionRedirects: false,
    useArnRegion: false,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    useAccelerateEndpoint: false,
    disableMultiregionAccessPoints: true,
    disableS3ExpressSessionAuth: true,
    ignoreConfiguredEndpointUrls: true,
    authSchemePreference: ["sigv4"],
    requestHandler: {
      connectionTimeout: options.timeoutMs,
      requestTimeout: options.timeoutMs,
      throwOnRequestTimeout: true,
      socketAcquisitionWarningTimeout: 2 ** 31 - 1,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
  askForPlainBytes(client);

  /** Every failed request leaves as a `StoreFailure`, without the package's own error, which quotes what was signed. */
  async function send<T>(request: Promise<T>): Promise<T> {
    try {
      return await request;
    } catch (error) {
      // What the keys' owner throws isn't the store's fault.
      throw isBacksightError(error) ? error : asStoreFailure(error, now());
    }
  }

  return {
    async list({ prefix, startAfter, continuation, maxKeys }, signal) {
      const command = new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(startAfter !== undefined && { StartAfter: startAfter }),
        ...(continuation !== undefined && { ContinuationToken: continuation }),
        ...(maxKeys !== undefined && { MaxKeys: maxKeys }),
      });
      const answer = await send(client.send(command, sendOptions(signal)));
      return pageOf(answer.Contents ?? [], answer.IsTruncated === true, answer.NextContinuationToken);
    },
    async head(key, signal) {
      const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
      const answer = await send(client.send(command, sendOptions(signal)));
      return infoOf(key, answer.ETag, answer.ContentLength, answer.LastModified);
    },
    async get({ key, etag, start, end }, signal) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        IfMatch: `"${etag}"`,
        Range: `bytes=${start}-${end - 1}`,
      });
      const answer = await send(client.send(command, sendOptions(signal)));
      return rangeAnswerOf(answer, now);
    },
    close: () => client.destroy(),
  };
}

function sendOptions(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

/** Set after signing: a proxy may change this header, and a signed one would then spoil the signature. */
function askForPlainBytes(client: S3Client): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args as { request: { headers: Record<string, string> } };
      request.headers["accept-encoding"] = "identity";
      return next(args);
    },
    { step: "deserialize", name: "askForPlainBytes" },
  );
}

interface Entry {
  readonly Key?: string | undefined;
  readonly ETag?: string | undefined;
  readonly Size?: number | undefined;
  readonly LastModified?: Date | undefined;
}

function pageOf(entries: readonly Entry[], isTruncated: boolean, continuation: string | undefined): ListPage {
  if (isTruncated && continuation === undefined)
    throw new StoreFailure("nonsense", { code: "a list without its rest" });
  return {
    objects: entries.map(({ Key, ETag, Size, LastModified }) => infoOf(Key, ETag, Size, LastModified)),
    continuation: isTruncated ? continuation : undefined,
  };
}

function infoOf(
  key: string | undefined,
  etag: string | undefined,
  byteLength: number | undefined,
  lastModified: Date | undefined,
): StoredObjectInfo {
  if (key === undefined || etag === undefined || byteLength === undefined) {
    throw new StoreFailure("nonsense", { code: "an object without name, size or ETag" });
  }
  return { key, etag: withoutQuotes(etag), byteLength, lastModified: lastModified?.getTime() ?? 0 };
}

function withoutQuotes(etag: string): string {
  return etag.replace(/^"|"$/g, "");
}

interface GetAnswer {
  readonly Body?: unknown;
  readonly ContentRange?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ETag?: string | undefined;
  readonly $metadata: { readonly httpStatusCode?: number | undefined };
}

function rangeAnswerOf(answer: GetAnswer, now: () => number): RangeAnswer {
  const body = answer.Body as AsyncIterable<Uint8Array> & { destroy(): void };
  return {
    range: readRange(answer, body),
    etag: answer.ETag === undefined ? undefined : withoutQuotes(answer.ETag),
    contentEncoding: answer.ContentEncoding,
    bytes: wording(body, now),
    discard: () => body.destroy(),
  };
}

function readRange(answer: GetAnswer, body: { destroy(): void }): RangeAnswer["range"] {
  if (answer.$metadata.httpStatusCode !== 206) return undefined;
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(answer.ContentRange ?? "");
  if (match !== null) return { start: Number(match[1]), end: Number(match[2]) + 1, total: Number(match[3]) };
  body.destroy();
  throw new StoreFailure("nonsense", { status: 206, code: "a part without its place" });
}

async function* wording(body: AsyncIterable<Uint8Array>, now: () => number): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw asStoreFailure(error, now());
  }
}
