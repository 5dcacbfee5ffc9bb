/** The small EventEmitter of the isolated world: Node's is not there. Injected by its source text. */
type Listener = (...args: never[]) => void;

export interface PreloadEmitter {
  on(name: string, listener: Listener): this;
  once(name: string, listener: Listener): this;
  off(name: string, listener: Listener): this;
  addListener(name: string, listener: Listener): this;
  removeListener(name: string, listener: Listener): this;
  removeAllListeners(name?: string): this;
  emit(name: string, ...args: unknown[]): boolean;
  listeners(name: string): Listener[];
  listenerCount(name: string): number;
  eventNames(): string[];
}

export function preloadEmitter(): new () => PreloadEmitter {
  return class Emitter implements PreloadEmitter {
    #listeners = new Map<string, { listener: Listener; called: Listener }[]>();

    on(name: string, listener: Listener): this {
      return this.#add(name, listener, listener);
    }

    once(name: string, listener: Listener): this {
      const called: Listener = (...args) => {
        this.off(name, listener);
        listener.apply(this, args);
      };
      return this.#add(name, listener, called);
    }

    off(name: string, listener: Listener): this {
      const known = this.#listeners.get(name) ?? [];
      const index = known.findLastIndex((entry) => entry.listener === listener);
      if (index !== -1) this.#listeners.set(name, known.toSpliced(index, 1));
      return this;
    }

    addListener(name: string, listener: Listener): this {
      return this.on(name, listener);
    }

    removeListener(name: string, listener: Listener): this {
      return this.off(name, listener);
    }

    removeAllListeners(name?: string): this {
      if (name === undefined) this.#listeners.clear();
      else this.#listeners.delete(name);
      return this;
    }

    emit(name: string, ...args: unknown[]): boolean {
      const known = this.#listeners.get(name) ?? [];
      for (const { called } of known) called.apply(this, args as never[]);
      return known.length > 0;
    }

    listeners(name: string): Listener[] {
      return (this.#listeners.get(name) ?? []).map(({ listener }) => listener);
    }

    listenerCount(name: string): number {
      return this.#listeners.get(name)?.length ?? 0;
    }

    eventNames(): string[] {
      return Array.from(this.#listeners.keys());
    }

    #add(name: string, listener: Listener, called: Listener): this {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), { listener, called }]);
      return this;
    }
  };
}
