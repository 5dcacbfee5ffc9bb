/**
 * Updates: off without a feed, and asked before the feed is contacted for the first time, before anything is downloaded and before it is
 * opened. Installing is left to the person and the system (docs/decisions/0152).
 */
import type { UpdatesState } from '../../src-shared/desk/updates-state.ts';
import type { Look } from './look-for-update.ts';
import type { UpdateFeed } from './update-feed.ts';
import type { UpdateFile } from './update-manifest.ts';

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The last one changes nothing, and is what closing the question means. */
  readonly buttons: readonly string[];
}

export interface UpdateDeskDeps {
  readonly feed: UpdateFeed | null;
  /** Null: nobody was asked yet. */
  readonly isAllowed: () => boolean | null;
  readonly keepAnswer: (isAllowed: boolean) => Promise<unknown>;
  /** The index of the button. */
  readonly ask: (question: Question) => Promise<number>;
  readonly look: (feed: UpdateFeed) => Promise<Look>;
  readonly download: (feed: UpdateFeed, file: UpdateFile) => Promise<string | null>;
  /** Opens the installer. */
  readonly open: (path: string) => unknown;
  readonly showInFolder: (path: string) => void;
  readonly nowMs: () => number;
}

export class UpdateDesk {
  readonly #deps: UpdateDeskDeps;
  /** Not asked about twice in one run. */
  readonly #offered = new Set<string>();
  #lastLook: UpdatesState['lastLook'] = null;

  constructor(deps: UpdateDeskDeps) {
    this.#deps = deps;
  }

  get state(): UpdatesState {
    const { feed } = this.#deps;
    return {
      feedHost: feed === null ? null : new URL(feed.url).host,
      lastLook: this.#lastLook,
    };
  }

  /** To be called at the start and once a day, and when a person asks for it: then a version is offered again. */
  async look({ isAsked = false } = {}): Promise<void> {
    const { feed } = this.#deps;
    if (feed === null || !(await this.#isAllowed(feed))) return;
    const look = await this.#deps.look(feed);
    this.#lastLook = {
      atMs: this.#deps.nowMs(),
      found: look.kind,
      version: look.kind === 'update' ? look.version : null,
    };
    if (look.kind !== 'update' || (this.#offered.has(look.version) && !isAsked)) return;
    this.#offered.add(look.version);
    const answer = await this.#deps.ask({
      message: `Keywright ${look.version} is available`,
      detail: `${megabytes(look.file.sizeBytes)} from ${new URL(feed.url).host}. It is checked before it can be opened.`,
      buttons: ['Download', 'Not now'],
    });
    if (answer === 0) await this.#fetch(feed, look.file);
  }

  async #isAllowed(feed: UpdateFeed): Promise<boolean> {
    const known = this.#deps.isAllowed();
    if (known !== null) return known;
    const answer = await this.#deps.ask({
      message: 'Look for updates once a day?',
      detail: `Keywright would ask ${new URL(feed.url).host} for its newest version, and tell it nothing. You decide on each update.`,
      buttons: ['Look for updates', 'No'],
    });
    await this.#deps.keepAnswer(answer === 0);
    return answer === 0;
  }

  async #fetch(feed: UpdateFeed, file: UpdateFile): Promise<void> {
    const path = await this.#deps.download(feed, file);
    if (path === null) {
      await this.#deps.ask({
        message: 'The update was not kept',
        detail:
          'It could not be fetched whole, or is not the file that was signed. Nothing of it is left.',
        buttons: ['Close'],
      });
      return;
    }
    const answer = await this.#deps.ask({
      message: 'The update is here and is the one that was signed',
      detail: `${file.name}. Opening it starts the installation; the vault stays as it is.`,
      buttons: ['Open', 'Show in folder', 'Later'],
    });
    if (answer === 0) await this.#deps.open(path);
    if (answer === 1) this.#deps.showInFolder(path);
  }
}

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1_000_000))} MB`;
}
