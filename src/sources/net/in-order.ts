/** How many pieces of work may run at once, and how many may be begun and not yet taken by the receiver. */
export interface InOrderLimits {
  readonly connections: number;
  /** At least `connections`; what is begun and not yet taken is what memory holds. */
  readonly window: number;
}

/**
 * The results of `work(0)`, `work(1)` … `work(count − 1)` in that order, several computed at once. A new one is begun
 * only when the receiver has taken enough of the old ones, so that a slow receiver slows the work and not more than
 * `window` results are ever held. The first failure stops all the others by their signal and is thrown at once, whatever
 * its place; a receiver that stops early stops them too.
 */
export async function* inOrder<T>(
  count: number,
  work: (index: number, signal: AbortSignal) => Promise<T>,
  { connections, window }: InOrderLimits,
): AsyncGenerator<T, void, undefined> {
  const stop = new AbortController();
  const begun = new Map<number, Promise<T>>();
  let running = 0;
  let next = 0;
  let taken = 0;
  let failure: { readonly error: unknown } | undefined;
  let onFailure = (): void => {};

  const beginMore = (): void => {
    while (next < count && running < connections && next - taken < window && !stop.signal.aborted) {
      running++;
      const result = work(next, stop.signal)
        .catch((error: unknown) => {
          failure ??= { error };
          stop.abort();
          onFailure();
          throw error;
        })
        .finally(() => {
          running--;
          beginMore();
        });
      result.catch(() => {});
      begun.set(next++, result);
    }
  };

  /** No race against one promise of failure: that would remember every result until the end. */
  const resultOrFailure = (result: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      onFailure = () => reject(failure?.error);
      if (failure === undefined) result.then(resolve, reject);
      else onFailure();
    });

  try {
    for (; taken < count; taken++) {
      beginMore();
      const result = await resultOrFailure(begun.get(taken)!);
      begun.delete(taken);
      yield result;
    }
  } finally {
    stop.abort();
    await Promise.allSettled(begun.values());
  }
}
