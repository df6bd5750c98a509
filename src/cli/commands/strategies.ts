import type { Json } from "../../core/canonical-json.ts";
import { describeParameter } from "../../core/params/resolve-params.ts";
import { resolveStrategy } from "../../project/resolve-strategy.ts";
import { StrategyFactory, type StrategyListing } from "../../strategy/strategy-factory.ts";
import { newCommand } from "../new-command.ts";
import { printJson } from "../print.ts";

export const command = newCommand("strategies", "the ready strategies with their parameters")
  .argument("[strategy]", "only this one: a name or a path")
  .action(async (name: string | undefined, { json = false }: { json?: boolean }) => {
    const listings = name === undefined ? StrategyFactory.listAvailable() : [(await resolveStrategy(name)).strategy];
    if (json) return printJson({ strategies: listings.map(document) });
    process.stdout.write(`${listings.map(describe).join("\n\n")}\n`);
  });

function document({ name, description, params }: StrategyListing): Json {
  const parameters = Object.entries(params).map(([key, parameter]) => ({ name: key, ...parameter }) as unknown as Json);
  return { name, description, params: parameters };
}

function describe({ name, description, params }: StrategyListing): string {
  const lines = Object.entries(params).map(([key, parameter]) => {
    const rule = `${describeParameter(parameter)}, default ${parameter.default}`;
    return `  --param ${key}=…  ${rule}${parameter.description === undefined ? "" : `: ${parameter.description}`}`;
  });
  return [`${name}${description === "" ? "" : `: ${description}`}`, ...lines].join("\n");
}
