import { newGroup } from "../new-command.ts";
import { ls } from "./keys/ls.ts";
import { rm } from "./keys/rm.ts";
import { rotate } from "./keys/rotate.ts";
import { set } from "./keys/set.ts";

export const command = newGroup("keys", "credentials, encrypted: ls (the default), set, rm, rotate")
  .addCommand(ls, { isDefault: true })
  .addCommand(set)
  .addCommand(rm)
  .addCommand(rotate);
