import { nearestName } from "../../core/nearest-name.ts";

/** What a column of a file is used for; `skip` stands first so that it is 0. */
export const FIELD_ROLES = ["skip", "time", "timeOfDay", "open", "high", "low", "close", "volume", "symbol"] as const;
export type FieldRole = (typeof FIELD_ROLES)[number];

/** The meaning of each column of a file. */
export interface ColumnRoles {
  /** Index into `FIELD_ROLES` of each column. */
  readonly roles: Uint8Array;
  /** Names of columns that aren't used. */
  readonly unused: readonly string[];
}

/** How names can fail to say what a file of bars must hold. Neither call returns. */
export interface RefuseNames {
  /**
   * No column goes by a needed name; `column` is that name for people, `hint` "" or " Did you mean …?", `isAnyKnown`
   * whether some other column's name was understood.
   */
  readonly missing: (column: string, hint: string, isAnyKnown: boolean) => never;
  readonly twice: (name: string) => never;
}

/** How spreadsheets and data frames name an index column that has no name. */
const UNNAMED = ["", "unnamed: 0", "index"];

/** Names by which a column goes, the preferred first; compared in lower case, without numbers, brackets and signs before or after. */
const SYNONYMS: Readonly<Record<Exclude<FieldRole, "skip" | "timeOfDay">, readonly string[]>> = {
  time: [
    "datetime",
    "date time",
    "timestamp",
    "open time",
    "opentime",
    "window start",
    "gmt time",
    "local time",
    "time utc",
    "time",
    "date",
    "day",
    "t",
    "ts",
    "unix",
    "epoch",
    "unix timestamp",
    "index level 0",
  ],
  open: ["open", "o", "open price", "opening price"],
  high: ["high", "h", "high price", "max"],
  low: ["low", "l", "low price", "min"],
  close: ["close", "c", "close price", "closing price", "close last", "last"],
  volume: ["volume", "vol", "v", "volume traded", "tickvol", "tick volume"],
  symbol: ["symbol", "ticker", "instrument"],
};

/**
 * What each named column is, by common synonyms in any case. A column `date` beside a column `time` is a date and a
 * time of day. An unnamed first column is the time when no other is.
 */
export function assignColumnRoles(names: readonly string[], refuse: RefuseNames): ColumnRoles {
  const plain = names.map(plainName);
  const roles = new Uint8Array(names.length);
  for (const [role, synonyms] of Object.entries(SYNONYMS)) {
    const name = synonyms.find((synonym) => plain.includes(synonym));
    if (name === undefined) continue;
    const index = plain.indexOf(name);
    if (plain.lastIndexOf(name) !== index) refuse.twice(names[index]!);
    roles[index] = roleCode(role as FieldRole);
  }
  const date = plain.indexOf("date");
  if (date >= 0 && roles[plain.indexOf("time")] === roleCode("time")) {
    roles[date] = roleCode("time");
    roles[plain.indexOf("time")] = roleCode("timeOfDay");
  }
  if (!roles.includes(roleCode("time")) && isUnnamedColumn(names[0])) roles[0] = roleCode("time");
  for (const role of ["time", "open", "high", "low", "close"] as const) {
    if (roles.includes(roleCode(role))) continue;
    refuse.missing(
      role === "time" ? "date or time" : role,
      hintFor(role, names, roles),
      roles.some((code) => code !== 0),
    );
  }
  return { roles, unused: names.filter((name, i) => roles[i] === 0 && name !== "") };
}

/** The places of the columns that go by a name of the role, the preferred name first. */
export function columnsNamed(names: readonly string[], role: keyof typeof SYNONYMS): number[] {
  const plain = names.map(plainName);
  return SYNONYMS[role].flatMap((synonym) => plain.flatMap((name, i) => (name === synonym ? [i] : [])));
}

/** Whether a name is one that spreadsheets and data frames give to an index without one. */
export function isUnnamedColumn(name = ""): boolean {
  return UNNAMED.includes(name.toLowerCase());
}

export function roleCode(role: FieldRole): number {
  return FIELD_ROLES.indexOf(role);
}

function hintFor(role: keyof typeof SYNONYMS, names: readonly string[], roles: Uint8Array): string {
  for (const [i, name] of names.entries()) {
    if (roles[i] !== 0 || name === "") continue;
    const meant = nearestName(
      plainName(name),
      SYNONYMS[role].filter((synonym) => synonym.length > 2),
    );
    if (meant !== undefined) return ` Did you mean "${meant}" by "${name}"?`;
  }
  return "";
}

/** "<Open>", "1. open" and "Open " are all "open"; "Close/Last" is "close last". */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .replace(/^\d+ /, "");
}
