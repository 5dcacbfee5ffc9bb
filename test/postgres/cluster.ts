/**
 * A PostgreSQL server of the tests' own: made in a throwaway folder, under an ordinary user, on a free port of 127.0.0.1 and a socket
 * in that folder. Nothing of a server that runs on this machine is read or written.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const finder = fileURLToPath(new URL('../../scripts/find-postgres.mjs', import.meta.url));
const { findPostgres } = (await import(finder)) as { findPostgres: () => string | null };

export interface Cluster {
  /** postgres://user:password@127.0.0.1:port/postgres, of a superuser. */
  readonly url: string;
  readonly folder: string;
  readonly pid: number;
  /** Ends the server by its id and removes the folder. */
  stop(): Promise<void>;
}

interface ClusterOptions {
  /** The server proves itself with this certificate; left out: it speaks in clear. */
  readonly certificate?: { readonly certificate: string; readonly key: string };
  /** A hot standby of that server, under its user and password. */
  readonly standbyOf?: Cluster;
  /** True: what is committed survives a crash of the machine. Left out: quick, and lost with it. */
  readonly isDurable?: boolean;
}

const USER = 'keywright';
const QUICK = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];
const SMALL = [
  'shared_buffers=32MB',
  'max_connections=80',
  'max_wal_size=256MB',
  'listen_addresses=127.0.0.1',
  'lc_messages=C',
];

/** Throws where PostgreSQL is not installed, or does not start; the message says what to do. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const programs = findPostgres();
  if (programs === null) {
    throw new Error(
      'PostgreSQL is not installed: run `apt-get install postgresql`, or set KEYWRIGHT_TEST_POSTGRES_URL to a server whose databases tests may make and drop',
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'kw-pg-'));
  const owner = ordinaryUser();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const { standbyOf, certificate } = options;
  const password =
    standbyOf === undefined ? randomBytes(12).toString('hex') : new URL(standbyOf.url).password;
  const port = await freePort();
  try {
    const made = { programs, folder, owner, password };
    if (standbyOf === undefined) makeCluster(made);
    else copyCluster(made, standbyOf);
    const tls = certificate === undefined ? [] : writeCertificate(made, certificate);
    const settings = [
      ...SMALL,
      ...tls,
      ...(options.isDurable === true ? [] : QUICK),
      `port=${port}`,
      `unix_socket_directories=${folder}`,
    ];
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])],
      { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await untilReady(server);
    return {
      url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
      folder,
      pid: server.pid ?? 0,
      stop: () => stopCluster(server, folder),
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** The server refuses to run as root. Null: this is an ordinary user already. */
function ordinaryUser(): User | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const idOf = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: idOf('-u'), gid: idOf('-g') };
    } catch {
      continue;
    }
  }
  throw new Error('there is no user that PostgreSQL could run as');
}

interface NewCluster {
  readonly programs: string;
  readonly folder: string;
  readonly owner: User | null;
  readonly password: string;
}

function makeCluster({ programs, folder, owner, password }: NewCluster): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  if (owner !== null) chownSync(passwordFile, owner.uid, owner.gid);
  execFileSync(
    join(programs, 'initdb'),
    [
      `--pgdata=${join(folder, 'data')}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--no-sync',
      '--no-locale',
      '--encoding=UTF8',
    ],
    { ...owner, cwd: folder, stdio: 'pipe' },
  );
}

/** With the settings that make the copy a standby. */
function copyCluster({ programs, folder, owner, password }: NewCluster, of: Cluster): void {
  const { hostname, port, username } = new URL(of.url);
  execFileSync(
    join(programs, 'pg_basebackup'),
    [
      `--dbname=host=${hostname} port=${port} user=${username}`,
      `--pgdata=${join(folder, 'data')}`,
      '--write-recovery-conf',
      '--wal-method=stream',
      '--checkpoint=fast',
      '--no-sync',
    ],
    { ...owner, cwd: folder, stdio: 'pipe', env: { ...process.env, PGPASSWORD: password } },
  );
}

/** The server refuses a key that others can read. */
function writeCertificate(
  { folder, owner }: NewCluster,
  { certificate, key }: NonNullable<ClusterOptions['certificate']>,
): string[] {
  const files = { cert: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  for (const [path, content] of [
    [files.cert, certificate],
    [files.key, key],
  ] as const) {
    writeFileSync(path, content, { mode: 0o600 });
    if (owner !== null) chownSync(path, owner.uid, owner.gid);
  }
  return ['ssl=on', `ssl_cert_file=${files.cert}`, `ssl_key_file=${files.key}`];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString('utf8')).slice(-20_000);
      if (/database system is ready to accept (read-only )?connections/.test(log)) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${log}`)));
  });
}

/** SIGQUIT ends it at once, without waiting for clients; nothing of it is kept. */
async function stopCluster(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGQUIT');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
