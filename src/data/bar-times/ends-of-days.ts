import { DAY_MS } from "../../market/calendar/calendar.ts";

/**
 * The first and the last of the ascending `times` of each day; days begin `shift` milliseconds after midnight UTC. The
 * hours that a market keeps show in these as well as in all, at a fraction of the work.
 */
export function endsOfDays(times: Float64Array, shift = 0): Float64Array {
  const ends: number[] = [];
  let day = NaN;
  for (let i = 0; i < times.length; i++) {
    const next = Math.floor((times[i]! - shift) / DAY_MS);
    if (next === day) continue;
    if (i > 0 && ends[ends.length - 1] !== times[i - 1]) ends.push(times[i - 1]!);
    ends.push(times[i]!);
    day = next;
  }
  const last = times[times.length - 1];
  if (last !== undefined && ends[ends.length - 1] !== last) ends.push(last);
  return Float64Array.from(ends);
}
