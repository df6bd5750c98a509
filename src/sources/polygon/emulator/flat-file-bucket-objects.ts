import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { ListedObject } from "./flat-file-bucket-list.ts";

/** Bytes, or what makes them when the object is first listed or read. */
export type ObjectContent = Uint8Array | (() => Uint8Array);

export interface BucketObject extends ListedObject {
  readonly bytes: Uint8Array;
}

/** The objects of a bucket; whatever changes one gives it another ETag. */
export interface BucketObjects {
  /** Ascending. */
  keys(): readonly string[];
  get(key: string): BucketObject | undefined;
  put(key: string, content: ObjectContent, lastModified: number): void;
  remove(key: string): void;
  /** Another version that unpacks to the same: an empty gzip member more. */
  replace(key: string, lastModified: number): void;
  /** A version without its last third. */
  truncate(key: string, lastModified: number): void;
}

/** @param multipartBytes above this size an ETag is no MD5 of the bytes, but of those of the parts: "…-8" */
export function bucketObjects(multipartBytes: number): BucketObjects {
  const contents = new Map<string, { content: ObjectContent; lastModified: number }>();
  const made = new Map<string, BucketObject>();
  let sorted: readonly string[] | undefined;
  const put = (key: string, content: ObjectContent, lastModified: number): void => {
    if (!contents.has(key)) sorted = undefined;
    contents.set(key, { content, lastModified });
    made.delete(key);
  };
  const get = (key: string): BucketObject | undefined => {
    const entry = contents.get(key);
    if (entry === undefined) return undefined;
    let object = made.get(key);
    if (object === undefined) {
      const bytes = typeof entry.content === "function" ? entry.content() : entry.content;
      const { lastModified } = entry;
      object = { key, bytes, byteLength: bytes.length, etag: etagOf(bytes, multipartBytes), lastModified };
      made.set(key, object);
    }
    return object;
  };
  const change = (key: string, lastModified: number, changed: (bytes: Uint8Array) => Uint8Array): void => {
    const object = get(key);
    if (object !== undefined) put(key, changed(object.bytes), lastModified);
  };
  return {
    keys() {
      sorted ??= [...contents.keys()].sort();
      return sorted;
    },
    get,
    put,
    remove(key) {
      contents.delete(key);
      made.delete(key);
      sorted = undefined;
    },
    replace: (key, lastModified) =>
      change(key, lastModified, (bytes) => Buffer.concat([bytes, gzipSync(new Uint8Array(0))])),
    truncate: (key, lastModified) =>
      change(key, lastModified, (bytes) => bytes.slice(0, Math.floor((bytes.length * 2) / 3))),
  };
}

function etagOf(bytes: Uint8Array, multipartBytes: number): string {
  if (bytes.length <= multipartBytes) return md5(bytes).toString("hex");
  const digests: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += multipartBytes) digests.push(md5(bytes.subarray(at, at + multipartBytes)));
  return `${md5(Buffer.concat(digests)).toString("hex")}-${digests.length}`;
}

function md5(bytes: Uint8Array): Buffer {
  return createHash("md5").update(bytes).digest();
}
