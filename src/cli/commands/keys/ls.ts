import type { Json } from "../../../core/canonical-json.ts";
import type { SecretListing } from "../../../platform/secrets/secret-store.ts";
import { textTable } from "../../../report/text-table.ts";
import { newCommand } from "../../new-command.ts";
import { printJson, tableWidth } from "../../print.ts";
import { type KeysOptions, withSecrets } from "./with-secrets.ts";

export const ls = newCommand("ls", "which credentials there are and where; never a value").action(
  ({ json = false }: KeysOptions) =>
    withSecrets("ls", async (secrets) => {
      const keys = secrets.list();
      if (json) printJson({ keys: keys.map((key) => ({ ...key })) as Json, file: secrets.path });
      else process.stdout.write(keys.length === 0 ? "no keys; `backsight keys set NAME` keeps one\n" : table(keys));
    }),
);

function table(keys: readonly SecretListing[]): string {
  const rows = keys.map(({ name, source, setAt, isShadowed }) => [
    name,
    source,
    setAt === null ? "" : `${setAt.slice(0, 16).replace("T", " ")}`,
    isShadowed ? "not used: a place before it has one" : "",
  ]);
  const columns = [{ head: "name" }, { head: "from" }, { head: "set (UTC)" }, { head: "" }];
  return `${textTable(columns, rows, Math.max(60, tableWidth())).join("\n")}\n`;
}
