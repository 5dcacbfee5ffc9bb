#!/usr/bin/env node
// Checks the Node version before anything is imported: no static import may stand here, and nothing that an old Node cannot parse.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 15)) {
  const message = `needs Node.js 24.15 or newer, and this is ${process.versions.node}`;
  const hint = 'Install a newer Node.js and try again.';
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ v: 1, error: { code: 'runtime/node-too-old', message, hint } }));
  } else {
    console.error(`keywright: ${message}; install a newer one and try again`);
  }
  process.exitCode = 2;
} else {
  import('../dist/keywright.mjs').catch((error) => {
    const isUnbuilt =
      error.code === 'ERR_MODULE_NOT_FOUND' && /dist.keywright\.mjs/.test(error.message);
    console.error(
      isUnbuilt
        ? 'keywright: the program is not built yet; run `npm run build` in its folder'
        : `keywright: the program cannot be loaded: ${error.message}`,
    );
    process.exitCode = isUnbuilt ? 2 : 70;
  });
}
