/** Paths that share one random stream: so few that a thread can take them whole, so many that naming streams costs nothing. */
export const PATHS_PER_STREAM = 64;

/** Names the stream that draws the paths from `stream × PATHS_PER_STREAM` on. */
export function streamName(name: string, stream: number): string {
  return `monte-carlo/${name}/${stream}`;
}
