/** The kit against the server directly and through real gateways, each under the configuration that `keywright gateway` prints. */
import { renameSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAddress } from '../../src-cli/gateway/gateway-plan.ts';
import { SecretText } from '../../src-core/secret/secret-bytes.ts';
import { openServerBench, type ServerBench } from '../server/server-bench.ts';
import {
  freePort,
  type GatewayName,
  type RunningGateway,
  startGateway,
} from './gateway-program.ts';
import { commonFault, type KitCase, kitCases } from './kit-cases.ts';
import { KIT_GATEWAYS } from './kit-gateways.ts';
import { issueKitKeys, type KitKeys, PLACE } from './kit-keys.ts';
import { directTarget, gatewayTarget, type KitTarget, startEcho } from './kit-target.ts';

const TOKEN = 'p'.repeat(43);
/** The test command installs them on Linux. */
const GATEWAYS: readonly GatewayName[] =
  process.platform === 'linux' ? ['nginx', 'caddy', 'haproxy'] : [];
const TARGETS: readonly string[] = ['directly', ...GATEWAYS];

let bench: ServerBench;
let keys: KitKeys;
let serverPort: number;
let echo: Awaited<ReturnType<typeof startEcho>>;
const running: RunningGateway[] = [];
const targets = new Map<string, KitTarget>();

beforeAll(async () => {
  bench = await openServerBench();
  keys = await issueKitKeys(bench);
  const server = await bench.start({ proxyToken: new SecretText(TOKEN) });
  serverPort = server.port;
  echo = await startEcho();
  targets.set('directly', directTarget(serverPort, TOKEN, PLACE));
  for (const name of GATEWAYS) targets.set(name, await throughGateway(name, PLACE));
});
afterAll(async () => {
  for (const gateway of running) await gateway.stop();
  await echo.close();
  await bench.close();
});

async function throughGateway(
  name: GatewayName,
  place: string,
  at = serverPort,
): Promise<KitTarget> {
  const port = await freePort();
  const address = (port: number) => parseAddress(`127.0.0.1:${port}`, 'a port');
  const gateway = await startGateway(
    name,
    port,
    KIT_GATEWAYS[name]({
      listen: address(port),
      upstream: address(echo.port),
      server: address(at),
      question: `/v1/forward-auth?${place}`,
      proxyToken: TOKEN,
    }),
  );
  running.push(gateway);
  return gatewayTarget(port);
}

function target(name: string): KitTarget {
  const found = targets.get(name);
  if (found === undefined) throw new Error(`no target ${name}`);
  return found;
}

async function faultsOf(one: KitTarget, cases: readonly KitCase[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, shape, status, fault } of cases) {
    const answer = await one.send(shape);
    const wrongStatus = answer.status === status ? null : `${answer.status}, not ${status}`;
    const wrong = wrongStatus ?? commonFault(answer, shape) ?? fault?.(answer) ?? null;
    if (wrong !== null) faults.push(`${name}: ${wrong}`);
  }
  return faults;
}

const withKey = (token: string) => ({
  method: 'GET',
  target: '/invoices',
  headers: [['Authorization', `Bearer ${token}`] as const],
});

describe.each(TARGETS)('the kit, %s', (name) => {
  it('finds no fault', async () => {
    const cases = kitCases(keys);
    expect(cases.length).toBeGreaterThanOrEqual(40);
    expect(await faultsOf(target(name), cases)).toEqual([]);
  });

  it('answers 429 with Retry-After and RateLimit once the limit is spent', async () => {
    const { token } = await bench.issue({ limits: [{ name: 'rate', limit: 1, periodMs: 60_000 }] });
    expect((await target(name).send(withKey(token))).status).toBe(200);
    const { status, headers } = await target(name).send(withKey(token));
    expect([
      status,
      ...['retry-after', 'ratelimit', 'ratelimit-policy'].map((one) => headers.get(one)),
    ]).toEqual([429, '60', '"rate";r=0;t=60', '"rate";q=1']);
  });

  it('answers 503 with Retry-After while the store is away, and recovers by itself', async () => {
    renameSync(bench.storeFile, `${bench.storeFile}.away`);
    const away = await target(name).send(withKey(keys.good));
    renameSync(`${bench.storeFile}.away`, bench.storeFile);
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await target(name).send(withKey(keys.good))).status).toBe(200);
  });

  it('no oracle: every refused key gets the same bytes but for Date and decision id', async () => {
    const bytesFor = async (token: string): Promise<string> => {
      const { text } = await target(name).send(withKey(token));
      return text.replace(/^(date|x-keywright-decision-id): .*\r\n/gim, '');
    };
    const answers = new Set<string>();
    for (const token of Object.values(keys.refused)) answers.add(await bytesFor(token));
    expect(answers.size).toBe(1);
    // The control: what may differ does, so the comparison can fail.
    for (const token of Object.values(keys.forbidden)) answers.add(await bytesFor(token));
    expect(answers.size).toBeGreaterThan(1);
    const keyless = await target(name).send({ method: 'GET', target: '/', headers: [] });
    expect(keyless.headers.has('x-keywright-decision-id')).toBe(false);
  });
});

describe.each(GATEWAYS)('a wrong configuration, %s', (name) => {
  it('is found by the kit: one that asks for nothing lets through what it must not (control)', async () => {
    const faults = await faultsOf(await throughGateway(name, 'api=acme'), kitCases(keys));
    expect(faults.toSorted()).toEqual([
      'a client that sends what it lacks: 200, not 403',
      'a missing permission: 200, not 403',
      'another environment: 200, not 403',
    ]);
  });

  it('lets nobody through while the server is gone', async () => {
    const answer = await (await throughGateway(name, PLACE, await freePort())).send(
      withKey(keys.good),
    );
    expect([answer.status >= 500, answer.seen]).toEqual([true, null]);
  });
});
