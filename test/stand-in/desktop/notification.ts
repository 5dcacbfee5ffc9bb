import { EventEmitter } from 'node:events';

/** A notification nobody sees; 'click', 'reply' and 'action' come from a spec. */
export class Notification extends EventEmitter {
  title: string;
  body: string;
  silent: boolean;
  urgency: string;
  readonly actions: readonly unknown[];

  static isSupported(): boolean {
    return true;
  }

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.urgency = options.urgency ?? 'normal';
    this.actions = options.actions ?? [];
  }

  show(): void {
    this.emit('show', {});
  }

  close(): void {
    this.emit('close', {});
  }
}
