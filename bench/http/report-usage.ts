/** Lets the parent of a server ask what the server has used so far. */

export interface ServerUsage {
  /** User and system time, microseconds. */
  readonly cpuUs: number;
  readonly heapBytes: number;
  readonly residentBytes: number;
}

export interface UsageQuestion {
  /** Collects garbage first, so that memory means what is held. */
  readonly isSettled: boolean;
}

export function reportUsage(): void {
  process.on('message', ({ isSettled }: UsageQuestion) => {
    if (isSettled) globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
    const usage: ServerUsage = {
      cpuUs: user + system,
      heapBytes: heapUsed + external + arrayBuffers,
      residentBytes: rss,
    };
    process.send?.(usage);
  });
}
