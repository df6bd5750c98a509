/** How the commands of `runs` name a run and its store. */
export const RUN_ARGUMENT = ["<run>", "an id, the start of one, or last"] as const;
export const DB_OPTION = ["--db <file>", "result store (.backsight/runs.db)"] as const;
