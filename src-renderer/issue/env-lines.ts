/** Lines that a person pastes next to a new key. The curl line names the variable, so that the key itself stays out of the shell's history. */

/** `billing.v2` → `BILLING_V2_API_KEY`. */
export function variableName(api: string): string {
  const words = api.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  const name = `${words.replaceAll(/^_+|_+$/g, '')}_API_KEY`;
  return /^\d/.test(name) ? `_${name}` : name;
}

/** A token is letters, digits and underscores only, so it needs no quotes. */
export function envLine(api: string, token: string): string {
  return `${variableName(api)}=${token}`;
}

export function curlLine(api: string, serverUrl: string): string {
  const body = `"{\\"token\\":\\"$${variableName(api)}\\"}"`;
  return `curl -s ${serverUrl}/v1/verify -H 'content-type: application/json' -d ${body}`;
}
