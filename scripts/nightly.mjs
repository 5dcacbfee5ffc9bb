// `npm run test:nightly`: the counts of docs/testing.md at full scale, one suite after the other; a table of what was reached at the end.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 15)) {
  console.error(`keywright: the tests need Node.js 24.15 or newer, this is ${process.version}`);
  process.exit(2);
}

const { runNightly } = await import('./run-nightly.mjs');
process.exitCode = runNightly(process.argv.slice(2));
