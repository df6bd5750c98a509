/**
 * Kyle's λ: what a unit of net buying moves the price by, the slope of price changes on signed volume through the least
 * squares line with an intercept (A. Kyle, "Continuous auctions and insider trading", Econometrica 53, 1985; estimated as
 * J. Hasbrouck, "Trading costs and returns for US equities", Journal of Finance 64, 2009).
 *
 * @param changes of price, per interval
 * @param signedVolumes bought less sold, per interval
 * @returns price per unit; NaN with fewer than 2 intervals or without variation
 */
export function kyleLambda(changes: Float64Array, signedVolumes: Float64Array): number {
  const n = changes.length;
  let [meanX, meanY] = [0, 0];
  for (let i = 0; i < n; i++) {
    meanX += signedVolumes[i]! / n;
    meanY += changes[i]! / n;
  }
  let [xx, xy] = [0, 0];
  for (let i = 0; i < n; i++) {
    const x = signedVolumes[i]! - meanX;
    xx += x * x;
    xy += x * (changes[i]! - meanY);
  }
  return n < 2 || xx === 0 ? NaN : xy / xx;
}
