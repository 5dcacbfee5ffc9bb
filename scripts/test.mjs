// `npm test`: makes sure that every part the tests need is there, runs the checks, then the tests in a private session.
// Nothing but the version check may stand here: an old Node must be able to read this file (docs/testing.md).
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `keywright: the tests need Node.js 24.15 or newer, this is ${process.version}; run \`npm ci && npm test\``,
  );
  process.exit(2);
}

const { runTests } = await import('./run-tests.mjs');
process.exitCode = runTests(process.argv.slice(2));
