import { openKeyFile } from "../../src/platform/secrets/key-file.ts";

// node key-rotator.ts <folder>: rotates the machine key of the key file for ever, and prints a line after the first.
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("needs a folder");
const file = openKeyFile(folder);
for (let i = 0; ; i++) {
  file.rotate({ by: "machine-key" }, { by: "machine-key" });
  if (i === 0) console.log("rotating");
}
