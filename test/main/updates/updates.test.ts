/** The updates against a real server on the loopback: what is asked of it, and what is refused of what it says. */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadUpdate } from '../../../src-main/updates/download-update.ts';
import { installedFormat } from '../../../src-main/updates/installed-format.ts';
import { lookForUpdate } from '../../../src-main/updates/look-for-update.ts';
import { UpdateDesk } from '../../../src-main/updates/update-desk.ts';
import { readUpdateFeed } from '../../../src-main/updates/update-feed.ts';
import { isNewer } from '../../../src-main/updates/update-manifest.ts';
import { type FeedServer, serveFeed, UPDATE } from './feed-server.ts';

const HERE = { version: '0.1.9', platform: 'linux', arch: 'x64', format: 'AppImage' } as const;
const NOW_MS = Date.UTC(2027, 0, 5, 9);
const MANIFEST = '/stable/keywright-update.json';
const SIGNATURE = '/stable/keywright-update.sig';

let server: FeedServer;
let folder: string;
beforeEach(async () => {
  server = await serveFeed();
  folder = mkdtempSync(join(tmpdir(), 'kw-updates-'));
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const look = (here: Partial<Record<keyof typeof HERE, string>> = {}) =>
  lookForUpdate({ fetch, feed: server.feed, here: { ...HERE, ...here } as typeof HERE });

async function offered() {
  const found = await look();
  if (found.kind !== 'update') throw new Error('no update was offered');
  return found.file;
}

describe('a look at the feed', () => {
  it('finds the file for this installation, and tells the server nothing of it', async () => {
    expect(await look()).toMatchObject({
      kind: 'update',
      version: '0.2.0',
      file: { name: server.name },
    });
    expect(server.asked.map(({ url }) => url)).toEqual([MANIFEST, SIGNATURE]);
    const headers = server.asked.flatMap(({ headers: names }) =>
      names.map((name) => name.toLowerCase()),
    );
    expect(headers.filter((name) => /cookie|staging|x-|auth/.test(name))).toEqual([]);
  });

  it.each([
    ['is as new', { version: '0.2.0' }],
    ['is newer', { version: '0.10.0' }],
    ['has another platform', { platform: 'darwin' }],
    ['has another processor', { arch: 'arm64' }],
    ['was installed in another form', { format: 'deb' }],
  ])('finds nothing for one that %s', async (_, here) => {
    expect(await look(here)).toEqual({ kind: 'none' });
  });

  it.each([
    [
      'one byte of the manifest is another',
      MANIFEST,
      (was: Buffer) => Buffer.from(was.toString().replace('0.2.0', '0.3.0')),
    ],
    [
      'the signature is of another manifest',
      SIGNATURE,
      (was: Buffer) => Buffer.from(was.toString().replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))),
    ],
    ['there is no signature', SIGNATURE, () => Buffer.alloc(0)],
    ['the signature is missing', SIGNATURE, () => 404],
    ['it leads elsewhere', MANIFEST, () => 302],
    ['the manifest never ends', MANIFEST, () => Buffer.alloc(70_000, ' ')],
  ])('refuses a feed where %s', async (_, path, change) => {
    server.served.set(path, change(server.served.get(path) as Buffer));
    expect(await look()).toMatchObject({ kind: 'refused' });
    expect(server.asked.map(({ url }) => url)).not.toContain('/elsewhere');
  });

  it('refuses a feed that another key has signed, and one that cannot be reached', async () => {
    const other = await serveFeed();
    const foreign = { ...other.feed, publicKey: server.feed.publicKey };
    await expect(lookForUpdate({ fetch, feed: foreign, here: HERE })).resolves.toMatchObject({
      kind: 'refused',
      reason: 'not signed by the key of this package',
    });
    await other.stop();
    await expect(lookForUpdate({ fetch, feed: foreign, here: HERE })).resolves.toMatchObject({
      kind: 'refused',
    });
  });
});

describe('a download', () => {
  it('keeps the file that was signed, under its name', async () => {
    const path = await downloadUpdate({ fetch, feed: server.feed, folder }, await offered());
    expect(path).toBe(join(folder, server.name));
    expect(readFileSync(join(folder, server.name)).equals(UPDATE)).toBe(true);
    expect(statSync(join(folder, server.name)).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual([server.name]);
  });

  it.each([
    ['one byte is another', Buffer.concat([UPDATE.subarray(1), Buffer.from('x')])],
    ['it is longer', Buffer.concat([UPDATE, UPDATE])],
    ['it is shorter', UPDATE.subarray(1)],
    ['it is gone', 404],
    ['it lies elsewhere', 302],
  ])('leaves nothing where %s', async (_, content) => {
    const file = await offered();
    server.served.set(`/stable/${server.name}`, content);
    expect(await downloadUpdate({ fetch, feed: server.feed, folder }, file)).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });
});

interface Answers {
  readonly answers?: readonly number[];
  readonly isAllowed?: boolean | null;
  readonly isWithoutFeed?: boolean;
}

function makeDesk({ answers = [], isAllowed = true, isWithoutFeed = false }: Answers) {
  const events: string[] = [];
  const left = [...answers];
  let kept = isAllowed;
  const desk = new UpdateDesk({
    feed: isWithoutFeed ? null : server.feed,
    isAllowed: () => kept,
    keepAnswer: async (answer) => {
      kept = answer;
      await Promise.resolve();
    },
    ask: ({ message, buttons }) => {
      events.push(message);
      return Promise.resolve(left.shift() ?? buttons.length - 1);
    },
    look: () => look(),
    download: (feed, file) => downloadUpdate({ fetch, feed, folder }, file),
    open: (path) => events.push(`open ${path}`),
    showInFolder: (path) => events.push(`show ${path}`),
    nowMs: () => NOW_MS,
  });
  return { desk, events, kept: () => kept };
}

describe('the update desk', () => {
  it('contacts nobody without a feed, and asks nothing', async () => {
    const { desk, events } = makeDesk({ isWithoutFeed: true, isAllowed: null });
    await desk.look();
    expect([events, server.asked]).toEqual([[], []]);
  });

  it('contacts nobody before a person agreed, and never again after a no', async () => {
    const { desk, events, kept } = makeDesk({ isAllowed: null });
    await desk.look();
    await desk.look();
    expect(events).toEqual(['Look for updates once a day?']);
    expect(kept()).toBe(false);
    expect(server.asked).toEqual([]);
  });

  it('downloads nothing that was not asked for, and asks once a run', async () => {
    const { desk, events } = makeDesk({});
    await desk.look();
    await desk.look();
    expect(events).toEqual(['Keywright 0.2.0 is available']);
    expect(server.asked.map(({ url }) => url)).not.toContain(`/stable/${server.name}`);
  });

  it('asks for each step up to the installer', async () => {
    const { desk, events } = makeDesk({ isAllowed: null, answers: [0, 0, 0] });
    await desk.look();
    expect(events).toEqual([
      'Look for updates once a day?',
      'Keywright 0.2.0 is available',
      'The update is here and is the one that was signed',
      `open ${join(folder, server.name)}`,
    ]);
  });

  it('opens nothing that is not what was signed, and says so', async () => {
    server.served.set(`/stable/${server.name}`, Buffer.from('malware'));
    const { desk, events } = makeDesk({ answers: [0, 0] });
    await desk.look();
    expect(events).toEqual(['Keywright 0.2.0 is available', 'The update was not kept']);
  });

  it('stays quiet where the feed is refused', async () => {
    server.served.set(SIGNATURE, Buffer.from('none'));
    const { desk, events } = makeDesk({ answers: [0, 0] });
    await desk.look();
    expect(events).toEqual([]);
    expect(desk.state.lastLook).toEqual({ atMs: NOW_MS, found: 'refused', version: null });
  });

  it('offers a version again to a person who asks for it', async () => {
    const { desk, events } = makeDesk({});
    await desk.look();
    await desk.look({ isAsked: true });
    expect(events).toEqual(['Keywright 0.2.0 is available', 'Keywright 0.2.0 is available']);
  });

  it('tells whom it asks and what it found last', async () => {
    const { desk } = makeDesk({});
    const feedHost = new URL(server.feed.url).host;
    expect(desk.state).toEqual({ feedHost, lastLook: null });
    await desk.look();
    const lastLook = { atMs: NOW_MS, found: 'update', version: '0.2.0' };
    expect(desk.state).toEqual({ feedHost, lastLook });
  });

  it('tells of no look that was not allowed, and of no feed where there is none', async () => {
    const refused = makeDesk({ isAllowed: false });
    await refused.desk.look({ isAsked: true });
    expect(refused.desk.state.lastLook).toBeNull();
    const { desk } = makeDesk({ isWithoutFeed: true });
    await desk.look({ isAsked: true });
    expect(desk.state).toEqual({ feedHost: null, lastLook: null });
  });
});

describe('the feed of this program', () => {
  it('is none from the sources, and none where its file is no feed over https', () => {
    const root = join(import.meta.dirname, '../../..');
    expect(existsSync(join(root, 'update-feed.json'))).toBe(false);
    expect(readUpdateFeed(join(root, 'update-feed.json'))).toBeNull();
    const file = join(folder, 'update-feed.json');
    const write = (feed: object) => writeFileSync(file, JSON.stringify(feed));
    write(server.feed);
    expect(readUpdateFeed(file)).toBeNull();
    const feed = { ...server.feed, url: 'https://updates.example/' };
    write(feed);
    expect(readUpdateFeed(file)).toEqual(feed);
  });

  it('offers only what is newer, number by number', () => {
    expect(isNewer('0.10.0', '0.9.9')).toBe(true);
    expect(isNewer('1.0.0', '0.99.99')).toBe(true);
    expect(isNewer('0.9.9', '0.10.0')).toBe(false);
    expect(isNewer('0.1.0', '0.1.0')).toBe(false);
  });

  it('asks for the form in which it was installed', () => {
    const of = (platform: NodeJS.Platform, env = {}, hasDpkg = false) =>
      installedFormat({ platform, env, exists: () => hasDpkg });
    expect([of('darwin'), of('win32'), of('linux')]).toEqual(['dmg', 'exe', 'rpm']);
    expect(of('linux', {}, true)).toBe('deb');
    expect(of('linux', { APPIMAGE: '/home/x.AppImage' }, true)).toBe('AppImage');
  });
});
