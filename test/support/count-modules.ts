import { writeFileSync } from "node:fs";
import { registerHooks } from "node:module";

// Preloaded with --import: at exit, writes the files that were loaded as modules to the path in COUNT_MODULES.
const loaded = new Set<string>();

registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith("file:")) loaded.add(url);
    return nextLoad(url, context);
  },
});

process.on("exit", () => writeFileSync(process.env.COUNT_MODULES ?? "", JSON.stringify([...loaded])));
