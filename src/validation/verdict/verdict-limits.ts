/**
 * At or below this chance of luck a result may be called real. Pure noise is, by definition, in this share of cases. That it is
 * at most 2.5 % can be shown on 500 worlds only by a limit below: of 1.5 % they show at most 1.5 % + 1.645·√(0.015·0.985/500)
 * = 2.4 % in nineteen of twenty proofs.
 */
export const LIKELY_REAL = 0.015;
/** At or above this chance luck is the better explanation: it would show as much more often than not. */
export const LIKELY_LUCK = 0.5;
/** What further tests (permutation, superior predictive ability, beyond the benchmark) must not exceed. */
export const OTHER_TESTS = 0.05;
/** A choice that lands in the worse half, and loses, in more than this share of the splits is a doubt. */
export const OVERFITTED = 0.25;
