/**
 * Replays an audit log into the state it tells of, and compares that with the rows: a mutation without its event, or an event
 * without its mutation, is a difference.
 */
import type {
  ChainedEvent,
  VerificationStore,
} from '../../../src-core/store/verification-store.ts';

interface ReplayedKey {
  isDisabled: boolean;
  isRevoked: boolean;
  /** State by version id, with the end of a retiring one. */
  readonly versions: Map<string, string>;
}

export interface ReplayedState {
  readonly apis: Set<string>;
  readonly owners: Set<string>;
  readonly roles: Set<string>;
  readonly keys: Map<string, ReplayedKey>;
}

export function replayLog(events: readonly ChainedEvent[]): ReplayedState {
  const state: ReplayedState = {
    apis: new Set(),
    owners: new Set(),
    roles: new Set(),
    keys: new Map(),
  };
  for (const event of events) replayEvent(state, event);
  return state;
}

function replayEvent(state: ReplayedState, event: ChainedEvent): void {
  const { kind, subject } = event;
  if (kind === 'api.created') state.apis.add(String(subject.apiId));
  else if (kind === 'owner.created') state.owners.add(String(subject.ownerId));
  else if (kind === 'role.created') state.roles.add(String(subject.roleId));
  else if (subject.keyId !== undefined) replayKeyEvent(state, event, subject.keyId);
}

function replayKeyEvent(state: ReplayedState, event: ChainedEvent, keyId: string): void {
  const { kind, subject } = event;
  const key = state.keys.get(keyId) ?? { isDisabled: false, isRevoked: false, versions: new Map() };
  state.keys.set(keyId, key);
  const changes = event.details.versions;
  for (const change of Array.isArray(changes) ? (changes as readonly string[]) : []) {
    const [versionId = '', versionState = '', endsAtMs] = change.split(':');
    const isRetiring = versionState === 'retiring';
    key.versions.set(versionId, isRetiring ? `retiring until ${endsAtMs}` : versionState);
  }
  if (kind === 'key.issued' || kind === 'key.rotated') {
    key.versions.set(String(subject.versionId), 'active');
  }
  if (kind === 'key.revoked') key.isRevoked = true;
  if (kind === 'key.disabled') key.isDisabled = true;
  if (kind === 'key.enabled') key.isDisabled = false;
}

/** The same picture, taken from the rows. */
export async function readState(store: VerificationStore): Promise<ReplayedState> {
  const keys = await store.listKeys({});
  return {
    apis: new Set((await store.listApis()).map(({ id }) => id)),
    owners: new Set((await store.listOwners()).map(({ id }) => id)),
    roles: new Set((await store.listRoles()).map(({ id }) => id)),
    keys: new Map(
      keys.map((key) => [
        key.id,
        {
          isDisabled: key.disabledAtMs !== null,
          isRevoked: key.revokedAtMs !== null,
          versions: new Map(
            key.versions.map(({ id, state, endsAtMs }) => [
              id,
              state === 'retiring' ? `retiring until ${endsAtMs}` : state,
            ]),
          ),
        },
      ]),
    ),
  };
}
