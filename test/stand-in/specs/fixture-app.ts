/** How specs reach into the fixture app: its own globals, in the main process and in the page. */
import { join } from 'node:path';

export const fixtureApp: string = join(import.meta.dirname, '../fixture-app');

export interface FixtureMain {
  readonly log: string[];
  readonly heard: Record<string, unknown>[];
  readonly secondInstance: string[] | null;
  readonly engineExits: number[];
  engine: Electron.UtilityProcess;
  window: Electron.BrowserWindow;
  replaceWindow(): void;
  startEngine(): Electron.UtilityProcess;
  connect(window: Electron.BrowserWindow): void;
}

export interface Recorded {
  readonly opened: string[];
  readonly notifications: { title: string; body: string }[];
  readonly dialogAnswers: unknown[];
  readonly dialogs: { name: string }[];
  readonly protocols: string[];
  readonly trays: { menu: Electron.Menu }[];
}

export interface FixturePage {
  call(name: string, input?: unknown): Promise<unknown>;
  sendPort(): Promise<unknown>;
  portToMain(): Promise<unknown>;
  whenClosed(): Promise<unknown>;
  closePort(): Promise<void>;
  echo(value: unknown): Promise<unknown>;
  fail(): Promise<unknown>;
  uncloneable(): Promise<unknown>;
  missing(): Promise<unknown>;
  whoAmI(): Promise<unknown>;
  openSettings(): Promise<void>;
  sendFunction(): Promise<unknown>;
  add(a: number, b: number): number;
  callMe(fn: (n: number) => number): number;
  later(fn: (word: string) => void): void;
  throws(): never;
  tryRequire(id: string): string;
  exposeAgain(): void;
  readonly deep: { readonly nested: { readonly answer: number } };
  onLock(listener: (isLocked: boolean, at: Date) => void): () => void;
}

declare global {
  // The globals of the fixture app; a spec's functions run where they exist.
  var fixture: FixtureMain & FixturePage;
  var e2eRecord: Recorded;
}
