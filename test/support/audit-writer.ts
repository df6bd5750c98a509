import { openAuditLog } from "../../src/platform/audit/audit-log.ts";

// node audit-writer.ts <folder> <name> <count>: notes that many events, and prints each once it is noted.
const [folder, name, count] = process.argv.slice(2);
if (folder === undefined) throw new Error("needs a folder");
const log = openAuditLog(folder, {
  command: "writer",
  clock: Date.now,
  onFailure: (message) => console.error(message),
});
for (let i = 0; i < Number(count); i++) {
  log.record({ action: "secret.read", subject: `${name}-${i}`, outcome: "ok" });
  console.log(`${name}-${i}`);
}
log.close();
