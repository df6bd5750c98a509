import { openAuditLog } from "../../src/platform/audit/audit-log.ts";

// node audit-writer.ts <folder> <name> <count> [rows]: notes that many events, and prints each once it is noted; a log of
// more rows than these is rotated.
const [folder, name, count, rows] = process.argv.slice(2);
if (folder === undefined) throw new Error("needs a folder");
const log = openAuditLog(folder, {
  command: "writer",
  clock: Date.now,
  onFailure: (message) => console.error(message),
  ...(rows === undefined ? {} : { size: { rows: Number(rows), batch: Math.ceil(Number(rows) / 2), archives: 99 } }),
});
for (let i = 0; i < Number(count); i++) {
  log.record({ action: "secret.read", subject: `${name}-${i}`, outcome: "ok" });
  console.log(`${name}-${i}`);
}
log.close();
