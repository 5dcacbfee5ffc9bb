/**
 * The checker: follows a history with a model of its own (model/) and says where it is not one that the promises allow. It calls
 * nothing of the code under test; check-history.test.ts shows which bad histories it rejects.
 */
import type { Beginning, HistoryRecord } from './history.ts';
import { judgeAnswer, openQuestion } from './model/judge-answer.ts';
import { judgeEnd } from './model/judge-end.ts';
import { judgeMutation } from './model/judge-mutation.ts';
import {
  type ModelWorld,
  modelServer,
  modelWorldAt,
  startModelServer,
} from './model/model-world.ts';

/** Where the history first goes wrong, one line each, with the number of the record; empty: it is allowed. */
export function checkHistory(beginning: Beginning, history: readonly HistoryRecord[]): string[] {
  const world = modelWorldAt(beginning);
  for (const [index, record] of history.entries()) {
    const faults = judge(world, record);
    if (faults.length > 0) return faults.map((fault) => `record ${index}: ${fault}`);
  }
  return [];
}

function judge(world: ModelWorld, record: HistoryRecord): string[] {
  switch (record.is) {
    case 'clock':
      world.wallMs = record.wallMs;
      world.monotonicMs = record.monotonicMs;
      return [];
    case 'mutation':
      return listed(judgeMutation(world, record.mutation, record.result));
    case 'asked':
      openQuestion(world, record.id, record.question);
      return [];
    case 'answered':
      return listed(judgeAnswer(world, record.id, record.result));
    case 'end':
      return judgeEnd(world, record.state);
    default:
      followServer(world, record);
      return [];
  }
}

const listed = (fault: string | null): string[] => (fault === null ? [] : [fault]);

type ServerRecord = Extract<HistoryRecord, { is: 'reader-fault' | 'flushed' | 'server-start' }>;

function followServer(world: ModelWorld, { is, server }: ServerRecord): void {
  if (is === 'reader-fault') {
    for (const open of world.open.values())
      if (open.question.server === server) open.mayFail = true;
    return;
  }
  if (is === 'flushed') {
    const model = modelServer(world, server);
    model.seenMs = Math.max(model.seenMs, world.wallMs);
    model.hasUnwrittenUse = false;
    world.savedSeenMs = Math.max(world.savedSeenMs, model.seenMs);
    return;
  }
  startModelServer(world, server);
}
