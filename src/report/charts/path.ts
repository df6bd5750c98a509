/** Coordinates to a tenth of a pixel: sharper than any screen, and short. */
export function round(position: number): string {
  return String(Math.round(position * 10) / 10 + 0);
}

/**
 * SVG path data of a line through points; a NaN in either coordinate leaves a gap. A point alone between gaps becomes a
 * dot (with round line caps).
 */
export function linePath(xs: ArrayLike<number>, ys: ArrayLike<number>): string {
  let d = "";
  let run = 0;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]!;
    const y = ys[i]!;
    if (Number.isNaN(x) || Number.isNaN(y)) {
      if (run === 1) d += "h0";
      run = 0;
      continue;
    }
    d += `${run === 0 ? "M" : run === 1 ? "L" : " "}${round(x)} ${round(y)}`;
    run++;
  }
  return run === 1 ? `${d}h0` : d;
}

/** Path data of the area between an upper and a lower line over the same positions, all finite. */
export function areaPath(xs: ArrayLike<number>, upper: ArrayLike<number>, lower: ArrayLike<number>): string {
  if (xs.length === 0) return "";
  let d = linePath(xs, upper).replace("h0", "");
  for (let i = xs.length - 1; i >= 0; i--) d += `L${round(xs[i]!)} ${round(lower[i]!)}`;
  return `${d}Z`;
}
