import type { Progress } from "../core/progress.ts";

/** How fast work goes. */
export interface Pace {
  /** Units a second; null until there is something to tell it from. */
  readonly rate: number | null;
  /** Null where the end or the rate isn't known. */
  readonly secondsLeft: number | null;
}

/** Before so long a stage has no rate: its first steps tell nothing. */
const LEAST_MS = 500;

/**
 * Tells the pace of each step of some work: the mean since its stage began. Another unit, another end, or a count that
 * went back begin another stage.
 */
export function progressPace(): (progress: Progress, now: number) => Pace {
  let stage: { unit: string; total: number | undefined; done: number; began: number; first: number } | undefined;
  return ({ done, total, unit }, now) => {
    if (stage === undefined || stage.unit !== unit || stage.total !== total || done < stage.done) {
      stage = { unit, total, done, began: now, first: done };
    }
    stage.done = done;
    const elapsed = now - stage.began;
    const rate = elapsed < LEAST_MS || done <= stage.first ? null : ((done - stage.first) * 1000) / elapsed;
    return { rate, secondsLeft: rate === null || total === undefined ? null : Math.max(0, total - done) / rate };
  };
}

/** The facts of a step in words: `12.3 of 40.0 MB`, `4.1 MB/s`, `7 s left`. */
export function progressText({ done, total, unit }: Progress, { rate, secondsLeft }: Pace): string[] {
  const facts: string[] = [];
  if (unit === "bytes") {
    facts.push(total === undefined ? `${megabytes(done)} MB` : `${megabytes(done)} of ${megabytes(total)} MB`);
    if (rate !== null) facts.push(`${megabytes(rate)} MB/s`);
  } else facts.push(total === undefined ? `${done} ${unit}` : `${done} of ${total} ${unit}`);
  if (secondsLeft !== null) facts.push(`${duration(Math.ceil(secondsLeft))} left`);
  return facts;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function duration(seconds: number): string {
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
