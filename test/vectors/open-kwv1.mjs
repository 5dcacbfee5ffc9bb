// A second implementation of the vault format, for reading: written from docs/vault-format.md, with no code of Keywright's.
import { createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { hashRaw } from '@node-rs/argon2';

const TABLES = ['meta', 'slots', 'entries', 'history', 'trash', 'settings', 'audit'];
const BLOBS = ['overview', 'secret', 'value', 'event'];
export class Refusal extends Error {}
function refuse(verdict) {
  throw new Refusal(verdict);
}
const cat = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const digest = (hash, ...parts) => hash.update(cat(...parts)).digest();
const sha256 = (...parts) => digest(createHash('sha256'), ...parts);
const hmac = (key, ...parts) => digest(createHmac('sha256', key), ...parts);
const hkdf = (salt, input, info) => Buffer.from(hkdfSync('sha256', input, salt, info, 76));
const hex = (value, size) => Buffer.from(value.toString(16).padStart(2 * size, '0'), 'hex');
const u32 = (value) => hex(value, 4);
const i64 = (value) => hex(BigInt.asUintN(64, BigInt(value)), 8);
const bytesOf = (value) => (typeof value === 'number' ? i64(value) : value);
const lp = (...parts) => cat(...parts.flatMap((part) => [u32(Buffer.from(part).length), part]));
function gcmOpen([key, nonce], aad, sealed) {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  try {
    decipher.setAAD(aad).setAuthTag(sealed.subarray(-16));
    return cat(decipher.update(sealed.subarray(0, -16)), decipher.final());
  } catch {
    return null;
  }
}
/** The plaintext, or null where the blob does not open in this place. */
export function openBlob({ key, epoch, aad }, bytes) {
  const blob = cat(bytes);
  if (blob.length < 77 || blob[0] !== 1 || blob.readUInt32BE(1) !== epoch) return null;
  const keys = hkdf(blob.subarray(5, 29), key, cat('kw/v1/blob', lp(aad)));
  if (!keys.subarray(44).equals(blob.subarray(29, 61))) return null;
  return gcmOpen([keys.subarray(0, 32), keys.subarray(32, 44)], aad, blob.subarray(61));
}
/** Normalised UTF-8, or null where the rule rejects what was typed. */
export function normalizePassword(typed) {
  const text = Buffer.from(typed).toString('utf8');
  const normal = text.normalize('NFKC');
  if (!Buffer.from(text).equals(Buffer.from(typed)) || text.length > 1024) return null;
  const isPlain = !/[\p{Cn}\p{Cc}\p{Cs}]/u.test(text + normal) && Array.from(normal).length >= 15;
  return isPlain && Buffer.byteLength(normal) <= 1024 ? Buffer.from(normal) : null;
}
/** 32 bytes, or null where it is no code. */
export function parseRecoveryCode(code) {
  const text = code.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{56}$/.test(text)) return null;
  const digit = (char) => BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(char));
  const value = Array.from(text).reduce((sum, char) => sum * 32n + digit(char), 0n);
  const [bytes, check] = [hex(value, 35).subarray(0, 32), hex(value, 35).subarray(32)];
  return sha256('kw/v1/recovery-check', bytes).subarray(0, 3).equals(check) ? bytes : null;
}
/** Each way in: its credential, how it is read, its slots, and the verdict where it opens none. */
const WAYS = [
  ['password', normalizePassword, 'password', 'wrong-password'],
  ['recoveryCode', parseRecoveryCode, 'recovery', 'wrong-recovery-code'],
  ['keychainItem', (item) => Buffer.from(item, 'hex'), 'keychain', 'remember-ended'],
];
async function slotInput(slot, secret) {
  if (slot.kind !== 'password') return secret;
  const { memory_kib: memoryCost, passes: timeCost, lanes: parallelism, salt } = slot;
  const isLow = memoryCost < 19_456 || timeCost < 2 || parallelism < 1;
  const isHigh = memoryCost > 1_048_576 || timeCost > 20 || parallelism > 16;
  if (isLow || isHigh || memoryCost * timeCost > 4_194_304) refuse('kdf-refused');
  return hashRaw(secret, { algorithm: 2, version: 1, memoryCost, timeCost, parallelism, salt });
}
async function unwrap(vault, all, credential) {
  const [name, parse, kind, wrong] = WAYS.find(([name]) => credential[name] !== undefined);
  const [slots, secret] = [all(`* FROM slots WHERE kind = '${kind}'`), parse(credential[name])];
  if (slots.length === 0 || slots.length > 4) refuse('damaged');
  for (const slot of secret === null ? [] : slots) {
    if (kind === 'keychain' && (credential.nowMs ?? Date.now()) >= slot.expires_ms) refuse(wrong);
    const times = [i64(slot.created_ms), i64(slot.expires_ms)];
    const kdf = [u32(slot.memory_kib), u32(slot.passes), u32(slot.lanes), slot.salt];
    const info = lp('kw/v1/slot', slot.kind, slot.id, u32(slot.epoch), ...times, ...kdf);
    const keys = hkdf(vault, await slotInput(slot, secret), info);
    if (!keys.subarray(32, 64).equals(cat(slot.wrapped).subarray(0, 32))) continue;
    const kek = [keys.subarray(0, 32), keys.subarray(64)];
    return gcmOpen(kek, info, cat(slot.wrapped).subarray(32)) ?? refuse('damaged');
  }
  return refuse(wrong);
}
/** What a column adds to its row's item: its bytes, or the salt, commitment and tag of its blob. */
const part = ([column, value]) =>
  BLOBS.includes(column) ? cat(value.subarray(5, 61), value.subarray(-16)) : bytesOf(value);
async function read(db, credential) {
  const pragma = (name) => Object.values(db.prepare(`PRAGMA ${name}`).get())[0];
  if (pragma('application_id') !== 0x4b575631) refuse('foreign');
  if (pragma('user_version') > 1) refuse('newer');
  if (pragma('user_version') < 1 || pragma('quick_check(1)') !== 'ok') refuse('damaged');
  const all = (sql) => db.prepare(`SELECT ${sql}`).all();
  const [{ vault, epoch, format }] = all('* FROM meta');
  if (format !== 1 || !/^vlt_[0-9A-Za-z]{22}$/.test(vault)) refuse('damaged');
  const vaultKey = await unwrap(vault, all, credential);
  const key = (label) => hmac(vaultKey, `kw/v1/${label}`, [1]);
  const open = (label, blob, ...place) => {
    const aad = lp('KWV1', ...place, u32(epoch));
    return openBlob({ key: key(label), epoch, aad }, blob) ?? refuse('changed-outside');
  };
  const record = (blob, type, [id, group, version]) => {
    const plain = open('records', blob, type, vault, id, group, i64(version));
    return plain.subarray(4, 4 + plain.readUInt32BE(0));
  };
  const schema = sha256(all('sql FROM sqlite_schema ORDER BY sql').map(Object.values).join('\n'));
  const [{ generation, sealed }] = [...all('* FROM manifest'), { generation: 0, sealed: [] }];
  const state = open('manifest-seal', sealed, 'manifest', vault, i64(generation));
  if (!state.subarray(-40, -8).equals(schema)) refuse('changed-outside');
  const rows = Object.fromEntries(TABLES.map((name) => [name, all(`* FROM ${name} ORDER BY 1`)]));
  const item = (name) => (row) => lp(name, vault, u32(epoch), ...Object.entries(row).map(part));
  const items = TABLES.flatMap((name) => rows[name].map(item(name)));
  const macs = items.map((bytes) => hmac(key('manifest-item'), 'kw/v1/item', bytes));
  const sum = macs.reduce((total, mac) => total + BigInt(`0x${mac.toString('hex')}`), 0n);
  const counts = Object.values(rows).map((found) => i64(found.length));
  const expected = cat(i64(generation), u32(epoch), ...counts, hex(sum % 2n ** 256n, 32), schema);
  if (!state.subarray(0, -8).equals(expected)) refuse('changed-outside');
  const entry = ({ id, version, ...blobs }) => {
    const opened = (group) => JSON.parse(record(blobs[group], 'entry', [id, group, version]));
    return { id, version, overview: opened('overview'), secret: opened('secret') };
  };
  const former = rows.settings
    .filter(({ name }) => name.startsWith('audit-key/'))
    .map(({ name, version, value }) => record(value, 'setting', [name, 'value', version]))
    .toSorted((a, b) => (a.readBigInt64BE(32) < b.readBigInt64BE(32) ? -1 : 1));
  const auditKey = (seq) =>
    former.find((data) => seq <= data.readBigInt64BE(32))?.subarray(0, 32) ?? key('audit');
  let previous = Buffer.alloc(32);
  const events = rows.audit.map(({ seq, hash, event }) => {
    const canonical = record(event, 'audit', ['', 'event', seq]);
    previous = sha256('kw.audit.v1', previous, i64(seq), hmac(auditKey(seq), canonical));
    return previous.equals(hash) ? JSON.parse(canonical) : refuse('changed-outside');
  });
  const [entries, history, trash] = ['entries', 'history', 'trash'].map((t) => rows[t].map(entry));
  return { vaultId: vault, epoch, generation, entries, history, trash, events };
}
/** Everything the vault holds. Throws Refusal, its message the verdict. */
export async function openKwv1(path, credential) {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return await read(db, credential);
  } catch (error) {
    if (error.code !== 'ERR_SQLITE_ERROR') throw error;
    return refuse(error.errcode === 26 ? 'foreign' : 'damaged');
  } finally {
    db.close();
  }
}
