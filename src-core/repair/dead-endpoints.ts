/** Where a server or an agent could once be reached, and no longer can: it was killed before it could take its files away. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFault } from '../places/file-fault.ts';
import { REPAIR_COMMAND, type Repair, type RepairDeps } from './repair.ts';

export function findDeadEndpoints(deps: RepairDeps): Repair[] {
  return [...findDeadServer(deps), ...findDeadAgent(deps)];
}

/** The files hold the address and the token of that start of the server, which open nothing any more. */
function findDeadServer(deps: RepairDeps): Repair[] {
  const { serverFile } = deps.places;
  const headerFile = join(dirname(serverFile), 'server.header');
  const files = [serverFile, headerFile].filter((path) => existsSync(path));
  if (files.length === 0 || isAlive(serverFile, deps)) return [];
  return [
    {
      finding: {
        id: 'server/files',
        severity: 'warning',
        title: 'A server was killed',
        detail: `${files.join(' and ')} are of a server that runs no more.`,
        fix: REPAIR_COMMAND,
      },
      action: `Removes ${files.join(' and ')}: address and token of a server that has ended`,
      apply: () => remove(files),
    },
  ];
}

function isAlive(serverFile: string, deps: RepairDeps): boolean {
  const pid = pidIn(serverFile);
  return pid === null ? deps.isServerRunning() : deps.isProcessRunning(pid);
}

/** Null: the file does not say. */
function pidIn(serverFile: string): number | null {
  try {
    const facts: unknown = JSON.parse(readFileSync(serverFile, 'utf8'));
    const { pid } = facts as { readonly pid?: unknown };
    return typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** The lock file beside the socket stays: what holds is the kernel's lock on it, and that ended with the agent. */
function findDeadAgent(deps: RepairDeps): Repair[] {
  const { agentSocket } = deps.places;
  if (process.platform === 'win32' || !existsSync(agentSocket) || deps.isAgentRunning()) return [];
  return [
    {
      finding: {
        id: 'agent/socket',
        severity: 'warning',
        title: 'An agent was killed',
        detail: `${agentSocket} is of an agent that runs no more; the vault is locked.`,
        fix: REPAIR_COMMAND,
      },
      action: `Removes the socket ${agentSocket}`,
      apply: () => remove([agentSocket]),
    },
  ];
}

function remove(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      rmSync(path, { force: true });
    } catch (error) {
      throw writeFault(path, error);
    }
  }
}
