// Reads the test runner's own report and prints, last, the one line that every CI understands.
import { readFileSync } from "node:fs";

const [tests, demo, packaged] = process.argv.slice(2).map(Number);
let passed = 0;
let failed = 0;
let skipped = 0;
const fail = (what) => {
  failed++;
  console.log(`FAILED ${what}`);
};

try {
  const report = JSON.parse(readFileSync("coverage/tests.json", "utf8"));
  for (const file of report.testResults) {
    if (file.status === "failed" && file.assertionResults.length === 0) fail(file.name);
    for (const test of file.assertionResults) {
      if (test.status === "passed") passed++;
      else if (test.status === "failed") fail(test.fullName);
      else skipped++;
    }
  }
} catch (error) {
  console.log(`no test report: ${error.message}`);
}
if (tests !== 0 && failed === 0)
  fail(`npm test, outside of the tests: types, lint or an unhandled error (exit ${tests})`);
for (const [name, code] of Object.entries({ demo, package: packaged })) {
  if (code === 0) passed++;
  else fail(`${name} (exit ${code})`);
}
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
