import { expect, it } from 'vitest';
import { StagedLink, stageSession } from '../../support/sessionStage.ts';

const bytes = new TextEncoder().encode('hello');

it('a session that is closed while the disk is slow keeps what comes, until its link can wait no longer; then it counts', async () => {
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
  sink.closed({ clean: true, reason: 'Disconnected.' }, 15);
  stage.last().closes('Disconnected.');
  await closing;
  expect(stage.story().filter((line) => /^(data|gap|closed)/.test(line))).toEqual([
    'data: hello',
    'gap: 2 chunks (10 bytes) came after disconnecting, while the disk could not keep up, and were not kept.',
    'closed: Disconnected.',
  ]);
  expect(stage.session.info.value).toMatchObject({ unrecordedPayloads: 2, payloadsIn: 3 });
});
