import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlLine, envLine, variableName } from '../../../src-renderer/issue/env-lines.ts';

describe('variableName', () => {
  it('makes a name that a shell takes out of any API name', () => {
    const names = ['billing', 'billing.v2', '2fast', '-a-'].map(variableName);
    expect(names).toEqual(['BILLING_API_KEY', 'BILLING_V2_API_KEY', '_2FAST_API_KEY', 'A_API_KEY']);
    for (const name of names) expect(name).toMatch(/^[A-Z_][A-Z0-9_]*$/);
  });
});

describe('curlLine', () => {
  it('holds the variable and never the token, and sends it as JSON', () => {
    const token = 'acme_test_0123456789ab_secret';
    const line = curlLine('billing', 'http://127.0.0.1:4280');
    expect(line).not.toContain(token);
    const script = `${envLine('billing', token)}\ncurl() { printf '%s\\n' "$@"; }\n${line}`;
    const sent = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
    expect(JSON.parse(sent.at(-1) ?? '')).toEqual({ token });
    expect(sent).toContain('http://127.0.0.1:4280/v1/verify');
  });
});
