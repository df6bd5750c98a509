import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { openKeyFile } from "./key-file.ts";

const ROTATOR = fileURLToPath(new URL("../../../test/support/key-rotator.ts", import.meta.url));
const MACHINE = { by: "machine-key" } as const;
const AT = "2026-01-02T03:04:05.000Z";

it("a rotation that is killed at any moment leaves a key file that opens; readers beside it never notice", async () => {
  const folder = temporaryFolder();
  const file = openKeyFile(folder);
  file.set("A_KEY", "canary-a", AT, MACHINE);
  for (let round = 0; round < 6; round++) {
    const child = spawn(process.execPath, [ROTATOR, folder], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    for (let i = 0; i < 40; i++) expect(openKeyFile(folder).read("A_KEY", MACHINE)).toBe("canary-a");
    file.set(`KEY_${round}`, "canary-b", AT, MACHINE);
    await setTimeout(round * 3);
    child.kill("SIGKILL");
    await once(child, "close");
    expect(openKeyFile(folder).read("A_KEY", MACHINE)).toBe("canary-a");
  }
  expect(file.list()).toHaveLength(7);
});
