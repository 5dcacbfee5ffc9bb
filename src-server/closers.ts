/** What was opened, closed in reverse: also where a later part fails to open. */
type Close = () => void | Promise<void>;

export interface Closers {
  add(close: Close): void;
  /** Runs all of them, the newest first, even where one fails; then throws the first failure. A second call does nothing. */
  closeAll(): Promise<void>;
}

export function createClosers(): Closers {
  const closers: Close[] = [];
  return {
    add: (close) => closers.push(close),
    async closeAll() {
      const failures: unknown[] = [];
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
        try {
          await close();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
