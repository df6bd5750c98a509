import { newGroup } from "../new-command.ts";
import { importCommand } from "./data/import.ts";
import { query } from "./data/query.ts";
import { show } from "./data/show.ts";

export const command = newGroup("data", "prices: import, show, query")
  .addCommand(importCommand)
  .addCommand(show)
  .addCommand(query);
