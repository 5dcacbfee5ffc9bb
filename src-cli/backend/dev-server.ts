/** `serve --dev`: a store made for this run alone in a private temporary folder, with one API and one test key. Nothing outlives it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedStore } from '../../src-core/embedded/create-embedded-store.ts';
import { openEmbeddedStore } from '../../src-core/embedded/open-embedded-store.ts';
import { type IssuedKey, issueKey } from '../../src-core/keys/issue-key.ts';
import { type Places, resolvePlaces } from '../../src-core/places/places.ts';
import { newId } from '../../src-core/runtime/random.ts';
import type { MutationContext } from '../../src-core/store/verification-store.ts';
import type { OpenEngineDeps } from '../../src-engine/open-engine.ts';
import type { DevServer, ServeOptions } from './backends.ts';
import type { BackendParts } from './compose-backends.ts';
import { serveStore } from './serve-store.ts';

const API = { name: 'dev', prefix: 'dev', environment: 'test' };

export async function startDevServer(
  options: ServeOptions,
  parts: BackendParts,
): Promise<DevServer> {
  const home = await mkdtemp(join(tmpdir(), 'keywright-dev-'));
  const remove = (): Promise<void> => rm(home, { recursive: true, force: true });
  try {
    const places = resolvePlaces({ KEYWRIGHT_HOME: home }, process.platform);
    const engine = { ...parts.engine, places, shared: null };
    await createEmbeddedStore({ place: 'file', ctx: contextOf(engine) }, engine);
    const issued = await seedKey(engine);
    const server = await serveStore(options, {
      ...parts,
      places,
      engine,
    });
    const close = async (): Promise<void> => {
      try {
        await server.close();
      } finally {
        await remove();
      }
    };
    return { url: server.url, close, ...describeKey(issued) };
  } catch (error) {
    await remove();
    throw error;
  }
}

function contextOf(deps: OpenEngineDeps): MutationContext {
  return { actor: deps.actor, via: 'cli', reason: 'serve --dev' };
}

async function seedKey(deps: OpenEngineDeps & { readonly places: Places }): Promise<IssuedKey> {
  const opened = await openEmbeddedStore(deps);
  const ctx = contextOf(deps);
  try {
    const { name, prefix, environment } = API;
    const api = { id: newId('api', deps.random), name, prefix, environments: [environment] };
    await opened.store.createApi(api, ctx);
    return await issueKey(
      {
        api: name,
        name: 'dev key',
        owner: 'app:dev',
        environment,
        permissions: ['**'],
        roles: [],
        limits: [],
        notBefore: null,
        expires: null,
        reason: ctx.reason,
      },
      { ...opened, random: deps.random },
      ctx,
    );
  } finally {
    await opened.store.close();
  }
}

function describeKey(issued: IssuedKey): Omit<DevServer, 'url' | 'close'> {
  return {
    api: API.name,
    environment: API.environment,
    keyId: issued.key.id,
    versionId: issued.versionId,
    token: issued.token,
  };
}
