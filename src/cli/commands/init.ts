import { resolve } from "node:path";
import { createProject } from "../../project/create-project.ts";
import { newCommand } from "../new-command.ts";
import { printJson } from "../print.ts";

export const command = newCommand("init", "a project folder: configuration, example strategy, example prices")
  .argument("[dir]", "where; made if it isn't there", ".")
  .option("--force", "overwrite files that are there already")
  .action((folder: string, options: { force?: boolean; json?: boolean }) => {
    const { written, kept, isInstalled } = createProject(resolve(folder), options.force === true);
    if (options.json === true) return printJson({ init: { folder: resolve(folder), written, kept } });
    const lines = [...written.map((file) => `  wrote ${file}`), ...kept.map((file) => `  kept  ${file}`)];
    const steps = [
      ...(folder === "." ? [] : [`cd ${folder}`]),
      ...(isInstalled ? [] : ["npm install"]),
      "npx backsight run",
    ];
    process.stdout.write(`${lines.join("\n")}\n\nNext: ${steps.join(" && ")}\n`);
  });
