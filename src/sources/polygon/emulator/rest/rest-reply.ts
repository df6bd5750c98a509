import type { JsonObject } from "../../rest/rest-answer.ts";

/** What the emulator answers, before any fault. */
export interface RestReply {
  readonly status: number;
  readonly body: JsonObject | readonly JsonObject[];
}

/** A request to the emulator; a page's cursor is resolved: `query` is that of the first page. */
export interface RestAsk {
  readonly path: string;
  readonly query: URLSearchParams;
  /** Where the page that is asked for begins; its meaning is the list's own. */
  readonly position: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The address of the page from `position` on; the path is the same unless another is given. */
  readonly nextUrl: (position: number, path?: string) => string;
}

export function ok(body: JsonObject): RestReply {
  return { status: 200, body: { status: "OK", ...body } };
}

export function badRequest(error: string): RestReply {
  return { status: 400, body: { status: "ERROR", error } };
}

export const NOT_FOUND: RestReply = { status: 404, body: { status: "NOT_FOUND", message: "Resource not found." } };

/** One page of rows; as the vendor does it, an empty list is left out, and so is the address behind the last page. */
export function pageReply(
  rows: readonly JsonObject[],
  ask: RestAsk,
  limits: { readonly usual: number; readonly most: number },
): RestReply {
  const limit = limitOf(ask.query, limits);
  if (limit === undefined) return badRequest(`limit must be a number from 1 to ${limits.most}`);
  const end = ask.position + limit;
  const page = rows.slice(ask.position, end);
  return ok({
    ...(page.length > 0 && { results: page }),
    ...(end < rows.length && { next_url: ask.nextUrl(end) }),
  });
}

export function limitOf(query: URLSearchParams, limits: { usual: number; most: number }): number | undefined {
  const limit = Number(query.get("limit") ?? limits.usual);
  return Number.isInteger(limit) && limit >= 1 && limit <= limits.most ? limit : undefined;
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  "": (order) => order === 0,
  ".gt": (order) => order > 0,
  ".gte": (order) => order >= 0,
  ".lt": (order) => order < 0,
  ".lte": (order) => order <= 0,
};

/** The rows that `field`, `field.gt`, `.gte`, `.lt`, `.lte` and `field.any_of` of the query let through. */
export function filtered<T extends JsonObject>(
  rows: readonly T[],
  fields: readonly string[],
  query: URLSearchParams,
): T[] {
  const tests: ((row: T) => boolean)[] = [];
  for (const field of fields) {
    const anyOf = query.get(`${field}.any_of`)?.split(",");
    if (anyOf !== undefined) tests.push((row) => anyOf.includes(String(row[field])));
    for (const [suffix, isWanted] of Object.entries(COMPARISONS)) {
      const bound = query.get(field + suffix);
      if (bound !== null) tests.push((row) => isWanted(compare(String(row[field]), bound)));
    }
  }
  return rows.filter((row) => tests.every((test) => test(row)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
