import { expect, it } from 'vitest';
import type { LinkOutcome } from '../../../electron/engine/link/link.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { StagedLink, stageSession } from '../../support/sessionStage.ts';

const bytes = new TextEncoder().encode('hello');

/** Closes a session while the disk is slow; one payload is kept, and two come when its link can wait no longer. */
async function closedWhileSlow(outcome: LinkOutcome): Promise<{ lines: string[]; info: SessionInfo }> {
  const stage = await stageSession({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9' });
  const link = new StagedLink();
  const sink = stage.last().opens(link);
  const receive = (): void => sink.payload({ kind: 'data', direction: 'in', bytes, atUs: 12, note: null });
  stage.file.filled();
  const closing = stage.session.close();
  expect(link.done.at(-1)).toBe('pause');
  receive();
  sink.readsOn?.();
  receive();
  receive();
  sink.closed(outcome, 15);
  stage.last().closes(outcome.reason);
  await closing;
  const lines = stage.story().filter((line) => /^(data|gap|closed)/.test(line));
  return { lines, info: stage.session.info.value };
}

const lines = (reason: string): string[] => [
  'data: hello',
  'gap: 2 chunks (10 bytes) came after disconnecting, while the disk could not keep up, and were not kept.',
  `closed: ${reason}`,
];

it('a session that is closed while the disk is slow keeps what comes, until its link can wait no longer; then it counts', async () => {
  const closed = await closedWhileSlow({ clean: true, reason: 'Disconnected.' });
  expect(closed.lines).toEqual(lines('Disconnected.'));
  expect(closed.info).toMatchObject({ unrecordedPayloads: 2, payloadsIn: 3 });
});

it('of a peer that does not stop, nothing that came after that is missing', async () => {
  const reason = 'Disconnected. 127.0.0.1:9 kept sending, so the connection was cut.';
  const closed = await closedWhileSlow({ clean: true, reason, keptSending: true });
  expect(closed.lines).toEqual(lines(reason));
  expect(closed.info).toMatchObject({ unrecordedPayloads: 0, payloadsIn: 3 });
});
