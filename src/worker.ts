import { serveJobs } from "./jobs/serve-jobs.ts";
import { strategyOfReference } from "./project/resolve-strategy.ts";

serveJobs((reference) => strategyOfReference(reference, "of this sweep"));
