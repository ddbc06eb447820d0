import { describe, expect, it } from 'vitest';
import { Templates } from '../../../electron/engine/template/templates.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { peerIdSchema } from '../../../shared/model/ids.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import type { OutsideProblem } from '../../../shared/template/templateContext.ts';
import { reaches } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { tcpService } from '../../support/tcpService.ts';
import { layer } from '../../support/templates.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

type FileRead = Promise<Result<Uint8Array, OutsideProblem>>;

function templatesOf(variables: Readonly<Record<string, string>>, file: () => FileRead): Templates {
  const none = Promise.resolve(fail({ code: 'unavailable', message: 'none' } as const));
  return new Templates([layer('the base', variables)], {
    clock: { nowUs: () => Date.now() * 1000 },
    environment: () => none,
    file,
  });
}

const text = (content: string) => ({ kind: 'data', format: 'text', text: content }) as const;

describe('a message that is sent when a connection opens', () => {
  it('goes first, however long its file takes, and the others after it, in order', async () => {
    const bench = newBench();
    await using service = await tcpService(() => undefined);
    const file = Promise.withResolvers<Awaited<FileRead>>();
    const endpoint = endpointSchema.parse({
      ...{ kind: 'tcp-client', address: service.url },
      onOpen: [text('plain;'), text('{{$file:f}};')],
    });
    let reads = 0;
    // It is read before anything is opened, and again when it is sent.
    const read = (): FileRead => ((reads += 1) === 1 ? Promise.resolve(ok(encode('early'))) : file.promise);
    const session = await bench.engine.sessions.open({
      ...{
        endpoint,
        name: 'Test',
        connectionId: null,
        recordingPath: null,
        templates: templatesOf({}, read),
      },
    });
    await reaches(session, ({ phase }) => phase === 'open');
    const sends = [
      session.send('all', 'data', encode('typed;')),
      session.sendWritten('all', { ...text('written;'), ...plainTextOptions }),
    ];
    await reaches(session, ({ queuedBytes }) => queuedBytes > 0);
    expect(service.received()).toBe('');
    file.resolve(ok(encode('late')));
    await Promise.all(sends);
    await until(() => service.received() === 'plain;late;typed;written;');
  });

  it('has the variables that there are when it is sent, and those of a session that is closed meanwhile end', async () => {
    const bench = newBench();
    let who = 'ada';
    const file = Promise.withResolvers<Awaited<FileRead>>();
    await using service = await tcpService((heard, socket) => {
      who = 'bob';
      if (heard.includes('ada')) socket.end();
    });
    const endpoint = endpointSchema.parse({
      ...{ kind: 'tcp-client', address: service.url, reconnect: { enabled: true, firstDelayMs: 100 } },
      onOpen: [text('{{who}} {{$counter}};')],
    });
    const renew = () => Promise.resolve(templatesOf({ who }, () => file.promise));
    const session = await bench.engine.sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath: null, templates: await renew(), renew },
    });
    await until(() => service.received() === 'ada 1;bob 2;');
    session.answerWritten(peerOf(session.peers()), { ...text('{{$file:f}}'), ...plainTextOptions });
    const answered = session.answered();
    const closed = session.close();
    file.resolve(ok(encode('after all')));
    await Promise.all([answered, closed]);
    expect(session.info.value.phase).toBe('closed');
  });
});

function peerOf({ peers }: { readonly peers: readonly { readonly id: number; readonly state: string }[] }) {
  return peerIdSchema.parse(peers.find(({ state }) => state === 'open')?.id);
}
