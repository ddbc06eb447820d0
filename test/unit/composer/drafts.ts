import { initialDraft, type Draft } from '../../../renderer/features/composer/draft.ts';
import type { Destination } from '../../../shared/model/messageProblem.ts';

export const overTcp: Destination = { kind: 'tcp-client' };
export const overWebSocket: Destination = { kind: 'ws-client' };

export function draftOf(parts: Partial<Draft>): Draft {
  return { ...initialDraft('tcp-client'), ...parts };
}
