import { newGroup } from "../new-command.ts";
import { polygon } from "./dev/polygon.ts";

export const command = newGroup("dev", "for trying things offline: polygon, a vendor on this machine").addCommand(
  polygon,
);
