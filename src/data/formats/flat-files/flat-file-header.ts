import { BacksightError } from "../../../core/errors.ts";
import { didYouMean } from "../../../core/nearest-name.ts";
import type { Dataset } from "../../market-data/data-request.ts";
import { FLAT_FILE_FIELDS, FLAT_FILE_FORMS, type FlatFileField, type FlatFileForm } from "./flat-file-forms.ts";

/** The meaning of each field of a row. */
export interface FlatFileHeader {
  readonly form: FlatFileForm;
  /** Names as written. */
  readonly names: readonly string[];
  /** Index into `FLAT_FILE_FIELDS` of each column. */
  readonly fields: Uint8Array;
}

export function fieldCode(field: FlatFileField): number {
  return FLAT_FILE_FIELDS.indexOf(field);
}

/**
 * Reads the line that names the columns. Columns are found by their names, whatever their order; others are tolerated.
 *
 * @param path the file's name in messages
 * @throws {BacksightError} BACKSIGHT_FLAT_FILE_COLUMN when no form of the dataset finds all its columns, or one stands
 * twice
 */
export function parseFlatFileHeader(line: string, dataset: Dataset, path: string): FlatFileHeader {
  const names = line
    .replace(/^\uFEFF/, "")
    .split(",")
    .map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  const refuse = (problem: string, hint = ""): never => {
    throw new BacksightError("BACKSIGHT_FLAT_FILE_COLUMN", { path, problem, header: names.join(","), hint });
  };
  const forms = FLAT_FILE_FORMS[dataset];
  const missing = (form: FlatFileForm) => Object.keys(form.needed).filter((name) => !names.includes(name));
  const form = forms.find((one) => missing(one).length === 0);
  if (form === undefined) {
    const nearest = forms.reduce((best, one) => (missing(one).length < missing(best).length ? one : best));
    const [column] = missing(nearest);
    const hint = didYouMean(
      column!,
      names.filter((name) => !(name in nearest.needed)),
    );
    return refuse(`has no column ${column}, which ${nearest.what} need`, hint);
  }
  const fields = Uint8Array.from(names, (name) => fieldCode(form.needed[name] ?? form.used[name] ?? "skip"));
  for (const [i, name] of names.entries()) {
    if (fields[i] !== 0 && names.indexOf(name) !== i) refuse(`names the column ${name} twice`);
  }
  return { form, names, fields };
}
