import { extname, join } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";

const PARTS = ["trades", "equity", "orders", "fills", "metrics"] as const;
const FORMATS = ["csv", "json", "parquet"] as const;

/** A part of a run that can be exported alone. */
export type ExportPart = (typeof PARTS)[number];
export type ExportFormat = (typeof FORMATS)[number];

/** What is to be written to a file: one part, or the run in full (JSON only). */
export interface ExportFile {
  readonly what: ExportPart | "run";
  readonly path: string;
}

/** What an export means. */
export interface ExportPlan {
  readonly format: ExportFormat;
  /** True: a folder with a file for each part; false: one file. */
  readonly isFolder: boolean;
  readonly files: readonly ExportFile[];
}

/**
 * What is written where. To a file whose ending names the format: the part that is named, else the run in full for
 * .json, its trades for the others. To any other path, with a format: a folder with a file for each part that is named
 * (joined by commas), else for every part.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for another ending, format or part, BACKSIGHT_USAGE for what
 * contradicts itself; before the work, not after it
 */
export function exportPlan(out: string, what: string | undefined, format: string | undefined): ExportPlan {
  const wanted = format === undefined ? undefined : known("value for --format", format, FORMATS);
  const parts = what?.split(",").map((part) => known("value for --what", part.trim(), PARTS));
  const ending = extname(out).toLowerCase();
  const ofEnding = FORMATS.find((one) => ending === `.${one}`);
  if (ofEnding === undefined) {
    if (wanted === undefined) {
      const endings = `${FORMATS.map((one) => `.${one}`).join(", ")}; a folder with --format`;
      throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
        kind: "export ending",
        name: ending || out,
        hint: "",
        known: endings,
      });
    }
    const files = [...new Set(parts ?? PARTS)].map((part) => ({ what: part, path: join(out, `${part}.${wanted}`) }));
    return { format: wanted, isFolder: true, files };
  }
  if (wanted !== undefined && wanted !== ofEnding) {
    throw new BacksightError("BACKSIGHT_USAGE", {
      problem: `--out ${out} ends in ${ending}, --format is ${wanted}.`,
      help: "Name a folder, or leave --format out.",
    });
  }
  if (parts !== undefined && parts.length > 1) {
    throw new BacksightError("BACKSIGHT_USAGE", {
      problem: `--what ${what} names ${parts.length} parts, --out ${out} one file.`,
      help: `Name one part, or a folder: --out folder --format ${ofEnding}.`,
    });
  }
  const part = parts?.[0] ?? (ofEnding === "json" ? "run" : "trades");
  return { format: ofEnding, isFolder: false, files: [{ what: part, path: out }] };
}

/** Whether the store has all that is to be written: it keeps neither orders nor fills. */
export function isStored({ files }: ExportPlan): boolean {
  return files.every(({ what }) => what !== "orders" && what !== "fills");
}

function known<T extends string>(kind: string, name: string, names: readonly T[]): T {
  const found = names.find((one) => one === name);
  if (found !== undefined) return found;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind,
    name,
    hint: didYouMean(name, names),
    known: names.join(", "),
  });
}
