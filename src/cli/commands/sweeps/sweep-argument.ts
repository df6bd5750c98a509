/** How the commands of `sweeps` name a sweep. */
export const SWEEP_ARGUMENT = ["<sweep>", "an id, the start of one, or last"] as const;
