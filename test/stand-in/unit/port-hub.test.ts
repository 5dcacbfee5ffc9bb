import { beforeEach, describe, expect, it } from 'vitest';
import { PortHub, type PortOwner } from '../ports/port-hub.ts';

interface Recorder extends PortOwner {
  readonly seen: string[];
}

function recorder(startsPorts = false): Recorder {
  const seen: string[] = [];
  return {
    seen,
    startsPorts,
    deliver: (port, { data, ports }) => seen.push([port, data, ...ports].join(' ')),
    close: (port) => seen.push(`${port} closed`),
  };
}

describe('PortHub', () => {
  let hub: PortHub;
  const message = (data: string, ...ports: string[]) => ({ data, ports });

  beforeEach(() => {
    hub = new PortHub();
  });

  it('keeps messages until the port is started, then delivers them in order', () => {
    const owner = recorder();
    const [near, far] = hub.createPair(owner);
    hub.post(near, message('1'));
    hub.post(near, message('2'));
    expect(owner.seen).toEqual([]);
    hub.start(far);
    hub.post(near, message('3'));
    expect(owner.seen).toEqual([`${far} 1`, `${far} 2`, `${far} 3`]);
  });

  it('moves what is waiting along with the port', () => {
    const first = recorder();
    const second = recorder(true);
    const [near, far] = hub.createPair(first);
    hub.post(near, message('1'));
    hub.move(far, second);
    expect(first.seen).toEqual([]);
    expect(second.seen).toEqual([`${far} 1`]);
    expect([hub.isOwnedBy(far, second), hub.isOwnedBy(far, first)]).toEqual([true, false]);
  });

  it('holds messages for a port that is on its way inside another message', () => {
    const owner = recorder();
    const receiver = recorder(true);
    const [near, far] = hub.createPair(owner);
    const [inner, travelling] = hub.createPair(owner);
    hub.start(travelling);
    hub.post(near, message('take it', travelling));
    hub.post(inner, message('early'));
    expect(owner.seen).toEqual([]);
    hub.move(far, receiver);
    hub.move(travelling, receiver);
    expect(receiver.seen).toEqual([`${far} take it ${travelling}`, `${travelling} early`]);
  });

  it('closes the other end after it has had everything that was sent', () => {
    const owner = recorder();
    const [near, far] = hub.createPair(owner);
    hub.post(near, message('last'));
    hub.close(near);
    expect(owner.seen).toEqual([]);
    hub.start(far);
    expect(owner.seen).toEqual([`${far} last`, `${far} closed`]);
    hub.post(far, message('into the void'));
    expect(owner.seen).toHaveLength(2);
  });

  it('closes every port of an owner that has ended, and no other', () => {
    const dead = recorder();
    const alive = recorder(true);
    const [a, aFar] = hub.createPair(alive);
    const [b, bFar] = hub.createPair(alive);
    hub.move(a, dead);
    hub.closeAllOf(dead);
    expect(alive.seen).toEqual([`${aFar} closed`]);
    hub.post(b, message('still here'));
    expect(alive.seen.at(-1)).toBe(`${bFar} still here`);
  });

  it('closes ports that were lost with a message nobody could receive', () => {
    const owner = recorder(true);
    const [near, far] = hub.createPair(owner);
    const [kept, lost] = hub.createPair(owner);
    hub.close(far);
    hub.post(near, message('too late', lost));
    expect(owner.seen).toContain(`${kept} closed`);
  });

  it('refuses an id that exists', () => {
    hub.createPair(null, ['x', 'y']);
    expect(() => hub.createPair(null, ['x', 'z'])).toThrow('exists already');
  });
});
