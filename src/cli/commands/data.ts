import { newGroup } from "../new-command.ts";
import { check } from "./data/check.ts";
import { clean } from "./data/clean.ts";
import { fetch } from "./data/fetch.ts";
import { importCommand } from "./data/import.ts";
import { ls } from "./data/ls.ts";
import { query } from "./data/query.ts";
import { show } from "./data/show.ts";

export const command = newGroup("data", "prices: fetch, ls, show, check, clean, import, query")
  .addCommand(fetch)
  .addCommand(ls)
  .addCommand(show)
  .addCommand(check)
  .addCommand(clean)
  .addCommand(importCommand)
  .addCommand(query);
