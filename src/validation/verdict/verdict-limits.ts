/** At or below this chance of luck a result may be called real. Pure noise is, by definition, in this share of cases. */
export const LIKELY_REAL = 0.025;
/** At or above this chance luck is the better explanation: it would show as much more often than not. */
export const LIKELY_LUCK = 0.5;
/** What further tests (permutation, superior predictive ability, beyond the benchmark) must not exceed. */
export const OTHER_TESTS = 0.05;
/** A choice that lands in the worse half, and loses, in more than this share of the splits is a doubt. */
export const OVERFITTED = 0.25;
