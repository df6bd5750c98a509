import type { Json } from "../../../core/canonical-json.ts";
import { checkWebCopies } from "../../../project/web-copies.ts";
import { withCache } from "../../../project/with-cache.ts";
import { visibleLine } from "../../../report/visible-text.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { CONFIG, type DataOptions, QUIET, withProgress } from "./data-options.ts";

interface CheckOptions extends DataOptions {
  readonly repair?: boolean;
  readonly config?: string;
}

export const check = newCommand("check", "reads every cached file and compares it with what was stored")
  .option("--repair", "damaged files are set aside and fetched again")
  .option(...CONFIG)
  .option(...QUIET)
  .action(async (options: CheckOptions) => {
    const { repair = false, config, json } = options;
    const result = await withProgress(options, (onProgress) =>
      withCache({ config, asksSources: repair, opensFiles: true }, (cache) => cache.check({ repair, onProgress })),
    );
    const copies = await checkWebCopies(config, repair);
    const files = (result?.files ?? 0) + copies.files;
    const bytes = (result?.bytes ?? 0) + copies.bytes;
    const problems = [...(result?.problems ?? []), ...copies.problems];
    if (json === true) printJson({ files, bytes, problems: problems as unknown as Json });
    else {
      const lines = problems.map(({ path, problem, outcome }) => visibleLine(`  ${path}: ${problem} (${outcome})`));
      const found = problems.length === 0 ? "all as they were stored" : `${problems.length} not as they were stored`;
      process.stdout.write(`${[`${files} files, ${(bytes / 1e6).toFixed(1)} MB: ${found}`, ...lines].join("\n")}\n`);
    }
    if (problems.some(({ outcome }) => outcome !== "fetched-again")) process.exitCode = 1;
  });
