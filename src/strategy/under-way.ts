/**
 * What of a strategy runs at this moment in this thread, for who stops it from outside: calls are synchronous, so that it
 * is one thing at most. Null: nothing does.
 */
export const underWay: { place: (() => string) | null } = { place: null };
