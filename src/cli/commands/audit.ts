import { newGroup } from "../new-command.ts";
import { ls } from "./audit/ls.ts";
import { verify } from "./audit/verify.ts";

export const command = newGroup("audit", "who read and wrote what: ls (the default), verify")
  .addCommand(ls, { isDefault: true })
  .addCommand(verify);
