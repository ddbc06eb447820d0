import { describe, expect, it } from 'vitest';
import { layer } from '../../support/templates.ts';
import { initialReplayDraft, readReplayDraft } from '../../../renderer/features/replay/replayOptions.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';

const info: RecordingInfo = {
  name: 'redis',
  endpoint: newEndpoint('tcp-client', 'tcp://127.0.0.1:6379'),
  url: null,
  startedAt: 0,
  endedAt: 1,
  complete: true,
  first: 1,
  records: 2,
  blanked: null,
  payloadsIn: 1,
  payloadsOut: 1,
  bytesIn: 7,
  bytesOut: 6,
  facts: null,
  peers: [],
};
const draft = initialReplayDraft(info);

describe('the form of a replay', () => {
  it('begins with the recorded address, and can be started as it is', () => {
    expect(readReplayDraft(draft, 'tcp-client', [])).toEqual({
      ok: true,
      value: { to: 'tcp://127.0.0.1:6379', timing: 'wait', speed: 1, peer: null, replyTimeoutMs: 5000 },
    });
  });

  it('begins with the real port of a server', () => {
    expect(initialReplayDraft({ ...info, url: 'tcp://127.0.0.1:41234' }).to).toBe('tcp://127.0.0.1:41234');
  });

  it('says what is wrong, field by field', () => {
    const read = readReplayDraft(
      { ...draft, to: 'ws://127.0.0.1/', timing: 'original', speed: '0', replyTimeout: 'soon' },
      'tcp-client',
      [],
    );
    expect(read).toEqual({
      ok: false,
      problem: {
        to: 'What was recorded over tcp:// is sent again over tcp://.',
        speed: 'Enter a number from 0.01 to 1000; 2 is twice as fast.',
        replyTimeout: 'Enter a duration from 10ms to 10m, such as 5s.',
      },
    });
  });

  it('asks for a speed only where it counts', () => {
    expect(readReplayDraft({ ...draft, timing: 'fast', speed: '' }, 'tcp-client', [])).toMatchObject({
      ok: true,
      value: { speed: 1 },
    });
    expect(readReplayDraft({ ...draft, timing: 'original', speed: '2,5' }, 'tcp-client', [])).toMatchObject({
      ok: true,
      value: { speed: 2.5 },
    });
  });

  it('takes wss for a recording of ws', () => {
    expect(readReplayDraft({ ...draft, to: 'wss://example.org/' }, 'ws-client', [])).toMatchObject({
      ok: true,
    });
  });

  it('judges what an address with variables stands for', () => {
    const scope = [layer('the base', { host: '127.0.0.1', url: 'ws://{{host}}' })];
    const problemOf = (to: string): string | null => {
      const read = readReplayDraft({ ...draft, to }, 'tcp-client', scope);
      return read.ok ? null : read.problem.to;
    };
    expect(problemOf('tcp://{{host}}:1')).toBeNull();
    expect(problemOf('tcp://127.0.0.1:{{$env:PORT}}')).toBeNull();
    expect(problemOf('tcp://{{hots}}:1')).toContain('Did you mean “host”?');
    expect(problemOf('{{url}}')).toBe(
      'What was recorded over tcp:// is sent again over tcp://. It is ws://127.0.0.1 here.',
    );
  });
});
