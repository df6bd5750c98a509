import { newGroup } from "../new-command.ts";
import { compare } from "./runs/compare.ts";
import { exportCommand } from "./runs/export.ts";
import { ls } from "./runs/ls.ts";
import { rerun } from "./runs/rerun.ts";
import { rm } from "./runs/rm.ts";
import { show } from "./runs/show.ts";

export const command = newGroup("runs", "stored runs: ls (the default), show, compare, export, rerun, rm")
  .addCommand(ls, { isDefault: true })
  .addCommand(show)
  .addCommand(compare)
  .addCommand(exportCommand)
  .addCommand(rerun)
  .addCommand(rm);
