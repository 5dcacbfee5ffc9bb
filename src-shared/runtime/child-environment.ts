/**
 * What a helper process inherits: the session, but nothing that changes how Node starts (a debugger would wait for ever), nothing
 * that sends libsecret to its test file instead of the keychain, and none of our own variables.
 */
const NOT_INHERITED = /^(NODE_|SECRET_|KEYWRIGHT_|VITEST)/;

export function childEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const inherited: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !NOT_INHERITED.test(name)) inherited[name] = value;
  }
  return inherited;
}
