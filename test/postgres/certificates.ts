/** Certificates for a server of the tests, made by the openssl that PostgreSQL itself comes with. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificates {
  /** Of the authority. */
  readonly authority: string;
  /** Of the server, signed by the authority, for that name alone. */
  readonly certificate: string;
  readonly key: string;
}

export function makeCertificates(name: string): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'kw-cert-'));
  const at = (file: string): string => join(folder, file);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  try {
    openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=test');
    openssl(
      'req',
      ...newKey,
      '-keyout',
      'server.key',
      '-out',
      'server.csr',
      '-subj',
      `/CN=${name}`,
    );
    writeFileSync(at('names'), `subjectAltName=DNS:${name}\n`);
    const signing = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
    openssl('x509', '-req', '-in', 'server.csr', ...signing, '-out', 'server.crt', '-days', '2');
    return {
      authority: readFileSync(at('ca.crt'), 'utf8'),
      certificate: readFileSync(at('server.crt'), 'utf8'),
      key: readFileSync(at('server.key'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
