/** better-auth with its API key plugin on SQLite, with as many keys as asked for. */
import Sqlite from 'better-sqlite3';
import { loadPeer } from './load-peer.ts';

type Endpoint<Answer> = (call: { body: object }) => Promise<Answer>;

interface BetterAuth {
  readonly options: unknown;
  readonly api: {
    readonly signUpEmail: Endpoint<{ user: { id: string } }>;
    readonly createApiKey: Endpoint<{ key: string }>;
    readonly verifyApiKey: Endpoint<{ valid: boolean; error: unknown }>;
  };
}

interface BetterAuthModule {
  readonly betterAuth: (options: object) => BetterAuth;
}

interface ApiKeyModule {
  readonly apiKey: (options: object) => object;
}

interface MigrationModule {
  readonly getMigrations: (options: unknown) => Promise<{ runMigrations(): Promise<void> }>;
}

export interface BetterAuthKeys {
  /** Throws where the key is not accepted. */
  readonly verify: (index: number) => Promise<void>;
  readonly close: () => void;
}

export interface BetterAuthSetting {
  readonly path: string;
  readonly count: number;
  /** Its own rate limit, which it counts in the database. */
  readonly isLimited: boolean;
}

/** WAL, as its documentation advises for SQLite, and otherwise its defaults. */
export async function openBetterAuthKeys(setting: BetterAuthSetting): Promise<BetterAuthKeys> {
  const { betterAuth } = await loadPeer<BetterAuthModule>('better-auth');
  const { getMigrations } = await loadPeer<MigrationModule>('better-auth/db/migration');
  const { apiKey } = await loadPeer<ApiKeyModule>('@better-auth/api-key');
  const db = new Sqlite(setting.path);
  db.pragma('journal_mode = WAL');
  const rateLimit = { enabled: setting.isLimited, timeWindow: 1_000, maxRequests: 1_000_000 };
  const auth = betterAuth({
    database: db,
    baseURL: 'http://127.0.0.1:1',
    secret: 'a secret of the benchmark, which guards nothing',
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true },
    plugins: [apiKey({ rateLimit })],
  });
  await (await getMigrations(auth.options)).runMigrations();
  const body = { email: 'bench@example.com', password: 'not a real password', name: 'bench' };
  const { user } = await auth.api.signUpEmail({ body });
  const keys: string[] = [];
  for (let index = 0; index < setting.count; index += 1) {
    const permissions = { invoices: ['read'] };
    const created = { userId: user.id, name: `worker ${index}`, permissions };
    keys.push((await auth.api.createApiKey({ body: created })).key);
  }
  return {
    verify: async (index) => {
      const key = keys[index % keys.length];
      const answer = await auth.api.verifyApiKey({
        body: { key, permissions: { invoices: ['read'] } },
      });
      if (!answer.valid) throw new Error(`better-auth refused: ${JSON.stringify(answer.error)}`);
    },
    close: () => db.close(),
  };
}
