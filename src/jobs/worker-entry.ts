/** The module that worker threads start with: the source where the source runs, else the bundle. */
export function workerEntry(): URL {
  return new URL(import.meta.resolve("#worker"));
}
