import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

export interface AppPathsDeps {
  readonly appName: () => string;
  readonly userDataSwitch: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const HOME_FOLDERS = ['desktop', 'documents', 'downloads', 'music', 'pictures', 'videos'];

/** `app.getPath` as on Linux; `--user-data-dir` and `setPath` win. */
export class AppPaths {
  readonly #deps: AppPathsDeps;
  readonly #set = new Map<string, string>();

  constructor(deps: AppPathsDeps) {
    this.#deps = deps;
  }

  set(name: string, path: string): void {
    this.#set.set(name, path);
  }

  get(name: string): string {
    const chosen = this.#set.get(name);
    if (chosen !== undefined) return chosen;
    if (HOME_FOLDERS.includes(name)) {
      return join(homedir(), `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`);
    }
    const userData = () => this.get('userData');
    if (name === 'home') return homedir();
    if (name === 'temp') return tmpdir();
    if (name === 'appData') {
      return this.#deps.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
    }
    if (name === 'userData') {
      return this.#deps.userDataSwitch() || join(this.get('appData'), this.#deps.appName());
    }
    if (name === 'sessionData') return userData();
    if (name === 'logs') return join(userData(), 'logs');
    if (name === 'crashDumps') return join(userData(), 'Crashpad');
    if (name === 'exe' || name === 'module') return process.argv[0] ?? '';
    throw new Error(`Failed to get '${name}' path`);
  }
}
