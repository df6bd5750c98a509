// Reads the test runner's own report and prints the one line that every CI understands.
import { readFileSync } from "node:fs";

const [tests, demo, packaged] = process.argv.slice(2).map(Number);
let passed = 0;
let failed = 0;
let skipped = 0;
try {
  const report = JSON.parse(readFileSync("coverage/tests.json", "utf8"));
  passed = report.numPassedTests;
  failed = report.numFailedTests;
  skipped = report.numPendingTests ?? 0;
  for (const file of report.testResults) {
    for (const test of file.assertionResults) if (test.status === "failed") console.log(`FAILED ${test.fullName}`);
    if (file.status === "failed" && file.assertionResults.length === 0) failed++;
  }
} catch (error) {
  console.log(`no test report: ${error.message}`);
  failed++;
}
if (tests !== 0 && failed === 0) failed++;
for (const [name, code] of [
  ["demo", demo],
  ["package", packaged],
]) {
  if (code === 0) passed++;
  else {
    failed++;
    console.log(`FAILED ${name} (exit ${code})`);
  }
}
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`);
process.exitCode = failed === 0 ? 0 : 1;
