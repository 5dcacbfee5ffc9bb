/** Picks the way of this system. */
import { app } from 'electron';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import { writePrivateFile } from '../write-private-file.ts';
import { HIDDEN } from './is-started-hidden.ts';
import { autostartPath, linuxLoginStart, startedProgram } from './linux-login-start.ts';
import type { LoginStartPort } from './login-start-port.ts';
import { systemLoginStart } from './system-login-start.ts';

export function composeLoginStart(): LoginStartPort {
  if (!app.isPackaged) return NOT_HERE;
  const { platform, env, execPath } = process;
  const args = [HIDDEN];
  if (platform === 'linux') {
    return linuxLoginStart({
      path: autostartPath(env),
      program: startedProgram(env, execPath),
      args,
      write: writePrivateFile,
    });
  }
  return systemLoginStart({ app, platform, program: execPath, args });
}

const NOT_HERE: LoginStartPort = {
  look: () => ({ kind: 'unavailable', because: 'unpackaged' }),
  set: async () => {
    throw new KeywrightError('desk/no-login-start', 'This copy runs from its sources');
  },
};
