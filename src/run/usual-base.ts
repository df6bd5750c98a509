/** Currency of an account that nobody named. */
export const USUAL_BASE = "USD";
