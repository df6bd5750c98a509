import type { Params } from "./search-space.ts";

/** A text that is the same for the same parameters of one space, and for no others. */
export function paramsKey(params: Params): string {
  return JSON.stringify(Object.values(params));
}
