#!/usr/bin/env node
// No static imports: an old Node must get as far as the plain message below.
const NEEDED = 24;
const { node } = process.versions;

if (Number(node.split(".")[0]) < NEEDED) {
  process.stderr.write(
    `BACKSIGHT_USAGE: Backsight needs Node ${NEEDED} or newer, this is ${node}. ` +
      `Install it, add it to this project (npm i -D node@${NEEDED}), or run: npx -p node@${NEEDED} -p backsight backsight …\n`,
  );
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  const { main } = await import("./cli/main.ts");
  await main(process.argv.slice(2));
}

export {};
