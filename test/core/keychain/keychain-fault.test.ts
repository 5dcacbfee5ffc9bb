import { describe, expect, it } from 'vitest';
import {
  type KeychainFault,
  keychainError,
  keychainFaultOf,
} from '../../../src-core/keychain/keychain-fault.ts';

describe('keychainFaultOf', () => {
  const words: readonly (readonly [string, KeychainFault])[] = [
    ['Cannot create an item in a locked collection', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'missing'],
    ['Cannot spawn a message bus without a machine-id', 'missing'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'missing'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'missing'],
    ['Could not connect: No such file or directory', 'missing'],
    ['Could not connect: Connection refused', 'missing'],
    ['Failed to execute child process “dbus-launch” (No such file or directory)', 'missing'],
    ['The connection is closed', 'missing'],
    ['Timeout was reached', 'hung'],
    ['Something nobody has seen', 'refused'],
  ];
  it.each(words)('takes "%s" for %s', (message, fault) => {
    expect(keychainFaultOf(message)).toBe(fault);
  });

  it('has an error for every fault, with the words of a person', () => {
    expect(keychainError('plaintext')).toMatchObject({ code: 'keychain/refused' });
    expect(keychainError('hung')).toMatchObject({ code: 'keychain/hung' });
  });
});
