import { BacksightError } from "../../../core/errors.ts";
import { assignColumnRoles, type FieldRole, roleCode } from "../column-roles.ts";
import { FACTS_KEY } from "./bars-schema.ts";
import type { ParquetColumn, ParquetFile } from "./parquet-file.ts";

export const PRICE_ROLES = ["open", "high", "low", "close", "volume"] as const;
const ROLES = ["time", "timeOfDay", ...PRICE_ROLES, "symbol"] as const satisfies readonly FieldRole[];

/** Which columns of a file hold bars. */
export interface ForeignColumns {
  readonly byRole: ReadonlyMap<FieldRole, ParquetColumn>;
  /** For people: what isn't used, what is missing. */
  readonly notes: readonly string[];
}

/** Finds the columns of bars by their names. @throws {BacksightError} BACKSIGHT_PARQUET_COLUMN */
export function findForeignColumns(file: ParquetFile): ForeignColumns {
  const { columns, texts, createdBy } = file;
  const { roles } = assignColumnRoles(
    columns.map(({ name }) => name),
    {
      missing: (column, hint) => refuseColumns(file, `has no ${column} column`, hint),
      twice: (name) => refuseColumns(file, `has the column "${name}" twice`),
    },
  );
  const byRole = new Map<FieldRole, ParquetColumn>();
  for (const [i, column] of columns.entries()) {
    const role = ROLES.find((one) => roles[i] === roleCode(one));
    if (role !== undefined) byRole.set(role, column);
  }
  const notes: string[] = [];
  if (texts.has(FACTS_KEY)) {
    notes.push(`${createdBy || "another program"} wrote the file anew: what Backsight noted in it isn't used`);
  }
  const used = new Set([...byRole.values()].map(({ name }) => name));
  const unused = file.names.filter((name) => !used.has(name));
  if (unused.length > 0) notes.push(`columns not used: ${unused.join(", ")}`);
  const short = PRICE_ROLES.slice(0, 4).filter((role) => byRole.get(role)?.element.type === "FLOAT");
  if (short.length > 0) notes.push(`32-bit numbers, of some seven digits: ${short.join(", ")}`);
  if (!byRole.has("volume")) notes.push("no volume column: volume is unknown");
  return { byRole, notes };
}

/** A column whose values can't be what its name says. */
export function refuseType(file: ParquetFile, { name, element }: ParquetColumn, what: string): never {
  const type = element.logical_type?.type ?? element.converted_type ?? element.type;
  return refuseColumns(file, `can't give ${what}: its column ${name} is of the type ${type}`);
}

function refuseColumns({ path, names }: ParquetFile, problem: string, hint = ""): never {
  throw new BacksightError("BACKSIGHT_PARQUET_COLUMN", { path, problem, columns: names.join(", "), hint });
}
