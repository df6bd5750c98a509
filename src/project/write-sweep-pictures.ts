import { join } from "node:path";
import { writeFileAtomically } from "../platform/atomic-file.ts";
import { createFolderOf } from "../platform/create-folder.ts";
import { renderSvg } from "../report/charts/svg.ts";
import { sweepPictures } from "../report/sweep-pictures.ts";
import { type SweptSpace, sweepView } from "../report/sweep-view.ts";

/** Pixels. */
const WIDTH = 1100;

/**
 * Writes each picture of a sweep as an SVG file of its own, which follows the scheme of its surroundings, light or dark.
 * Pictures that have nothing to show are left out.
 *
 * @returns the paths
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE
 */
export function writeSweepPictures(folder: string, swept: SweptSpace): string[] {
  const drawn = sweepPictures(sweepView(swept)).map(({ name, draw }) => ({ name, scene: draw(WIDTH) }));
  return drawn
    .filter(({ scene }) => scene.isEmpty !== true)
    .map(({ name, scene }) => {
      const path = join(folder, `${name.replace(/[^\w.-]+/g, "_")}.svg`);
      createFolderOf(path);
      writeFileAtomically(path, renderSvg(scene, { standalone: true }));
      return path;
    });
}
