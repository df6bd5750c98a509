import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { thrown } from "../../test/support/thrown.ts";
import { createFolder, createFolderOf } from "./create-folder.ts";

describe("createFolder", () => {
  it("makes the missing folders, and is content with one that is there", () => {
    const root = temporaryFolder();
    createFolder(join(root, "a", "b"));
    createFolder(join(root, "a", "b"));
    createFolderOf(join(root, "c", "report.html"));
    expect(
      [join(root, "a", "b"), join(root, "c"), join(root, "c", "report.html")].map((path) => existsSync(path)),
    ).toEqual([true, true, false]);
  });

  it("says in words why it can't", () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    for (const path of [file, join(file, "below")]) {
      const error = thrown(() => createFolder(path));
      expect(error.code).toBe("BACKSIGHT_FILE_WRITE");
      expect(error.message).toMatch(
        /a file stands where a folder is needed|a part of the path is a file, not a folder/,
      );
    }
  });
});
