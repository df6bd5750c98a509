import { xmlText } from "./flat-file-bucket-xml.ts";

export interface ListedObject {
  readonly key: string;
  readonly etag: string;
  readonly byteLength: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

const LARGEST_PAGE = 1000;

/**
 * The answer to a ListObjects request, version 2 or 1, as XML: `prefix`, `delimiter`, `max-keys`, `start-after` and
 * `continuation-token` (2) or `marker` (1), `encoding-type=url`.
 *
 * @param keys all keys of the bucket, ascending @param infoOf asked for the keys of the page only
 */
export function listXml(
  bucket: string,
  keys: readonly string[],
  infoOf: (key: string) => ListedObject,
  query: URLSearchParams,
): string {
  const isVersion2 = query.get("list-type") === "2";
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const maxKeys = Math.min(LARGEST_PAGE, Number(query.get("max-keys") ?? LARGEST_PAGE));
  const token = query.get("continuation-token");
  const after = isVersion2 ? readToken(token) || (query.get("start-after") ?? "") : (query.get("marker") ?? "");
  const { entries, isTruncated } = pageAfter(keys, after, prefix, delimiter, maxKeys);
  const last = entries.at(-1)?.name ?? "";
  const isUrlEncoded = query.get("encoding-type") === "url";
  const name = (text: string) => xmlText(isUrlEncoded ? encodeURIComponent(text).replaceAll("%2F", "/") : text);
  const element = (tag: string, text: string | number | boolean) => `<${tag}>${text}</${tag}>`;

  const contents = entries
    .filter(({ isFolder }) => !isFolder)
    .map(({ name: key }) => {
      const { etag, byteLength, lastModified } = infoOf(key);
      const fields = [
        element("Key", name(key)),
        element("LastModified", new Date(lastModified).toISOString()),
        element("ETag", xmlText(`"${etag}"`)),
        element("Size", byteLength),
        "<StorageClass>STANDARD</StorageClass><Type>Normal</Type>",
      ];
      return element("Contents", fields.join(""));
    });
  const folders = entries
    .filter(({ isFolder }) => isFolder)
    .map((entry) => element("CommonPrefixes", element("Prefix", name(entry.name))));
  const head = isVersion2
    ? [
        element("KeyCount", entries.length),
        token === null ? "" : element("ContinuationToken", xmlText(token)),
        isTruncated ? element("NextContinuationToken", writeToken(last)) : "",
      ]
    : [element("Marker", name(after)), isTruncated ? element("NextMarker", name(last)) : ""];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    element("Name", xmlText(bucket)),
    element("Prefix", name(prefix)),
    delimiter === "" ? "" : element("Delimiter", name(delimiter)),
    element("MaxKeys", maxKeys),
    isUrlEncoded ? element("EncodingType", "url") : "",
    element("IsTruncated", isTruncated),
    ...head,
    ...contents,
    ...folders,
    "</ListBucketResult>",
  ].join("");
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Keys and folders after a name; what lies in a folder is the folder, once. */
function pageAfter(keys: readonly string[], after: string, prefix: string, delimiter: string, maxKeys: number) {
  const entries: Entry[] = [];
  for (const key of keys) {
    if (key <= after || !key.startsWith(prefix)) continue;
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end === -1 ? key : key.slice(0, end + delimiter.length);
    if (name === after || name === entries.at(-1)?.name) continue;
    if (entries.length >= maxKeys) return { entries, isTruncated: maxKeys > 0 };
    entries.push({ name, isFolder: end !== -1 });
  }
  return { entries, isTruncated: false };
}

function writeToken(last: string): string {
  return Buffer.from(last, "utf8").toString("base64url");
}

function readToken(token: string | null): string {
  return token === null ? "" : Buffer.from(token, "base64url").toString("utf8");
}
