/** The three processes of the HTTP rows, and one load on both servers in turn. */

import type { BenchContext } from '../cases/bench-case.ts';
import { ratioOf, runRounds } from '../measure/rounds.ts';
import { type Child, startChild } from './child.ts';
import type { LoadOrder, LoadReport } from './load-client.ts';
import type { ServerUsage, UsageQuestion } from './report-usage.ts';

export interface HttpBench {
  readonly serverUrl: string;
  /** Of our server, with garbage collected. */
  serverUsage(): Promise<ServerUsage>;
  load(order: LoadOrder): Promise<LoadReport>;
  /** Reports of single rounds, of our server and of the echo. */
  compare(bodies: readonly string[], ctx: BenchContext): Promise<Record<SideName, RoundReport[]>>;
  stop(): Promise<void>;
}

type SideName = 'ours' | 'echo';

export interface RoundReport extends LoadReport {
  /** Processor time of the server for each request, microseconds. */
  readonly cpuUs: number;
}

export const CONNECTIONS = 32;

export async function startHttpBench(ctx: BenchContext, size: number): Promise<HttpBench> {
  const verify = await startChild('verify-server.ts', [ctx.cacheDir, String(size), ctx.workDir]);
  const echo = await startChild('echo-server.ts');
  const { child: client } = await startChild('load-client.ts');
  const urls = {
    ours: (verify.hello as { url: string }).url,
    echo: (echo.hello as { url: string }).url,
  };
  const load = async (order: LoadOrder): Promise<LoadReport> => {
    const report = (await client.ask(order)) as LoadReport;
    if (report.errors > 0) throw new Error(`${report.errors} requests were not answered with 200`);
    return report;
  };
  return {
    serverUrl: urls.ours,
    serverUsage: () => usageOf(verify.child, true),
    load,
    compare: async (bodies, { isQuick }) => {
      const reports: Record<SideName, RoundReport[]> = { ours: [], echo: [] };
      const servers = { ours: verify.child, echo: echo.child };
      const order = { connections: CONNECTIONS, bodies, ratePerSecond: null };
      const side = (name: SideName, durationMs: number) => async (): Promise<number> => {
        const before = await usageOf(servers[name], false);
        const report = await load({ ...order, url: urls[name], durationMs });
        const after = await usageOf(servers[name], false);
        reports[name].push({ ...report, cpuUs: (after.cpuUs - before.cpuUs) / report.requests });
        return report.perSecond;
      };
      await warmUp(side('ours', 1_000), reports.ours, bodies.length);
      await warmUp(side('echo', 1_000), reports.echo, bodies.length);
      const durationMs = isQuick ? 500 : 2_000;
      await runRounds(isQuick ? 3 : 15, {
        ours: side('ours', durationMs),
        echo: side('echo', durationMs),
      });
      return reports;
    },
    stop: async () => {
      await Promise.all([client.stop(), verify.child.stop(), echo.child.stop()]);
    },
  };
}

async function usageOf(server: Child, isSettled: boolean): Promise<ServerUsage> {
  const question: UsageQuestion = { isSettled };
  return (await server.ask(question)) as ServerUsage;
}

/** Until each body was sent twice, so that what can be cached is. */
async function warmUp(
  side: () => Promise<number>,
  reports: RoundReport[],
  bodies: number,
): Promise<void> {
  for (let sent = 0; sent < 2 * bodies; sent += reports.at(-1)?.requests ?? 0) await side();
  reports.length = 0;
}

/** The median round of each side, and the processor time of our server for each request against that of the echo. */
export function describePair(ours: readonly RoundReport[], echo: readonly RoundReport[]): string {
  const cpu = (reports: readonly RoundReport[]): number[] => reports.map(({ cpuUs }) => cpuUs);
  const share = ratioOf(cpu(ours), cpu(echo)).median.toFixed(2);
  return `${describeLoad(ours)} against ${describeLoad(echo)} (${share} ×)`;
}

/** Requests a second, p99 and processor time for each request, of the median round of one side. */
function describeLoad(reports: readonly RoundReport[]): string {
  const middle = reports.toSorted((left, right) => left.perSecond - right.perSecond)[
    Math.floor(reports.length / 2)
  ];
  if (middle === undefined) return 'nothing';
  const { perSecond, p99Us, cpuUs } = middle;
  const rate = Math.round(perSecond).toLocaleString('en');
  return `${rate} req/s, p99 ${(p99Us / 1_000).toFixed(1)} ms, ${cpuUs.toFixed(0)} µs of the processor each`;
}
