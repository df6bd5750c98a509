/** What a part of the history earned a year. */
export interface AnnualPair {
  /** Of the chosen parameters in training. */
  readonly inSample: number;
  /** Of the same in the test. */
  readonly tested: number;
}

/**
 * Walk-forward efficiency: the mean annual return of the tests over the mean annual return in training. 1: what was found
 * lasts; around 0: it was fitted to noise. Pardo asks for a half at least.
 *
 * Pardo (2008), "The Evaluation and Optimization of Trading Strategies", chapter 11: annualised profits, which are simple
 * ones there, not compounded.
 *
 * @returns NaN where training earned nothing, because a share of a loss says nothing, and without windows
 */
export function walkForwardEfficiency(windows: readonly AnnualPair[]): number {
  const mean = (of: keyof AnnualPair) => windows.reduce((sum, window) => sum + window[of], 0) / windows.length;
  const inSample = mean("inSample");
  return inSample > 0 ? mean("tested") / inSample : NaN;
}
