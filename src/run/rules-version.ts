/** Bumped whenever any rule of the semantics changes what a run gives; part of every run's identity. */
export const RULES_VERSION = 2;
