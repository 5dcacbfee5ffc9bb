/** Loads once: concurrent callers share one read, a result is kept, and a failure is forgotten so that the next call tries again. */
export function keepLoaded<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let pending: Promise<Value> | null = null;
  return () => {
    pending ??= load().catch((error: unknown) => {
      pending = null;
      throw error;
    });
    return pending;
  };
}
