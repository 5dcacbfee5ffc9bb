import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listenToBuses } from '../../../src-main/linux/listen-to-buses.ts';
import { readBusLine, sessionPathOf } from '../../../src-main/linux/read-bus-line.ts';

const OURS = '/org/freedesktop/login1/session/_32';
const CHANGED = 'org.freedesktop.DBus.Properties.PropertiesChanged';
const SESSION = "'org.freedesktop.login1.Session'";

describe('readBusLine', () => {
  it.each([
    ['/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (true,)', 'sleep'],
    ['/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (false,)', null],
    [`${OURS}: org.freedesktop.login1.Session.Lock ()`, 'screen-lock'],
    [`${OURS}: org.freedesktop.login1.Session.Unlock ()`, null],
    [`${OURS}: ${CHANGED} (${SESSION}, {'LockedHint': <true>}, @as [])`, 'screen-lock'],
    [`${OURS}: ${CHANGED} (${SESSION}, {'LockedHint': <false>}, @as [])`, null],
    [
      `${OURS}: ${CHANGED} (${SESSION}, {'Active': <false>, 'State': <'online'>}, @as [])`,
      'user-switch',
    ],
    [`${OURS}: ${CHANGED} (${SESSION}, {'Active': <true>}, @as [])`, null],
    [
      '/org/freedesktop/ScreenSaver: org.freedesktop.ScreenSaver.ActiveChanged (true,)',
      'screen-lock',
    ],
    ['/ScreenSaver: org.freedesktop.ScreenSaver.ActiveChanged (false,)', null],
    ['/org/gnome/ScreenSaver: org.gnome.ScreenSaver.ActiveChanged (true,)', 'screen-lock'],
    ['Monitoring signals from all objects owned by org.freedesktop.login1', null],
    ['The name org.freedesktop.login1 is owned by :1.4', null],
    ['The name org.freedesktop.ScreenSaver does not have an owner', null],
    ['', null],
  ])('%s means %s', (line, because) => {
    expect(readBusLine(line, OURS)).toBe(because);
  });

  it("another person's session locks nothing of ours", () => {
    const line = '/org/freedesktop/login1/session/_35: org.freedesktop.login1.Session.Lock ()';
    expect(readBusLine(line, OURS)).toBeNull();
  });

  it('locks with every session where our own is not known, but takes no switch for ours', () => {
    expect(readBusLine(`${OURS}: org.freedesktop.login1.Session.Lock ()`, null)).toBe(
      'screen-lock',
    );
    const away = `${OURS}: ${CHANGED} (${SESSION}, {'Active': <false>}, @as [])`;
    expect(readBusLine(away, null)).toBeNull();
  });

  it('nothing that is not a signal means anything, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(readBusLine(line, OURS)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('sessionPathOf', () => {
  it('escapes as logind does', () => {
    expect(sessionPathOf('2')).toBe(OURS);
    expect(sessionPathOf('31')).toBe('/org/freedesktop/login1/session/_331');
    expect(sessionPathOf('c1')).toBe('/org/freedesktop/login1/session/c1');
    expect(sessionPathOf(undefined)).toBeNull();
  });
});

describe('listenToBuses', () => {
  function make() {
    const children: { child: ChildProcess; out: PassThrough; args: readonly string[] }[] = [];
    const heard: string[] = [];
    const ears = listenToBuses({
      spawn: (args) => {
        const out = new PassThrough();
        const child = Object.assign(new EventEmitter(), { stdout: out, kill: () => true });
        children.push({ child: child as unknown as ChildProcess, out, args });
        return child as unknown as ChildProcess;
      },
      sessionPath: OURS,
      onReason: (because) => heard.push(because),
    });
    return { children, heard, ears };
  }

  it('hears a sleep that arrives in two pieces', async () => {
    const { children, heard } = make();
    const login = children.find(({ args }) => args.includes('org.freedesktop.login1'));
    login?.out.write('/org/freedesktop/login1: org.freedesktop.login1.Manager.Pre');
    login?.out.end('pareForSleep (true,)\n');
    await new Promise((resolve) => login?.out.once('close', resolve));
    expect(heard).toEqual(['sleep']);
  });

  it('goes on without what is not installed', () => {
    const { children, heard, ears } = make();
    const before = ears.listening;
    for (const { child } of children) child.emit('error', new Error('ENOENT'));
    expect(before).toBe(5);
    expect(ears.listening).toBe(0);
    expect(heard).toEqual([]);
  });
});
