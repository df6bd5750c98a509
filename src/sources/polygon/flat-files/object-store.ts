/** One object as a listing or its head names it. */
export interface StoredObjectInfo {
  readonly key: string;
  /** Without quotes: an MD5 of the bytes in hexadecimal, or anything else. */
  readonly etag: string;
  readonly byteLength: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

export interface ListRequest {
  readonly prefix: string;
  /** Keys after this one. */
  readonly startAfter?: string | undefined;
  /** Where the page before ended. */
  readonly continuation?: string | undefined;
  readonly maxKeys?: number | undefined;
}

/** One page of a listing, ascending by key. */
export interface ListPage {
  readonly objects: readonly StoredObjectInfo[];
  /** Undefined on the last page. */
  readonly continuation: string | undefined;
}

/** Bytes of an object from `start` up to `end`, excluded, of the version named by `etag` and no other. */
export interface RangeRequest {
  readonly key: string;
  readonly etag: string;
  readonly start: number;
  readonly end: number;
}

/** An answer to a `RangeRequest`, before its bytes have come. */
export interface RangeAnswer {
  /** What the bytes are; undefined when the server sends the whole object whatever was asked for. */
  readonly range: { readonly start: number; readonly end: number; readonly total: number } | undefined;
  readonly etag: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Lets go of the connection when the bytes aren't wanted. */
  discard(): void;
}

/** A bucket as a client sees it; a failed request rejects with a `StoreFailure` and is not repeated here. */
export interface ObjectStore {
  list(request: ListRequest, signal?: AbortSignal): Promise<ListPage>;
  head(key: string, signal?: AbortSignal): Promise<StoredObjectInfo>;
  get(request: RangeRequest, signal?: AbortSignal): Promise<RangeAnswer>;
  close(): void;
}
