// Plain JavaScript without imports of the product: it must run on the oldest Node a machine may have.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    `The tests need Node 24 or newer, this is ${process.versions.node}: run "npm ci" without --ignore-scripts (it brings Node 24).`,
  );
  process.exit(1);
}
