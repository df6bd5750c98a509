import { newGroup } from "../new-command.ts";
import { exportCommand } from "./sweeps/export.ts";
import { ls } from "./sweeps/ls.ts";
import { rm } from "./sweeps/rm.ts";
import { show } from "./sweeps/show.ts";

export const command = newGroup("sweeps", "stored sweeps: ls (the default), show, export, rm")
  .addCommand(ls, { isDefault: true })
  .addCommand(show)
  .addCommand(exportCommand)
  .addCommand(rm);
