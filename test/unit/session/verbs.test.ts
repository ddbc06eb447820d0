import { describe, expect, it } from 'vitest';
import { noTemplates } from '../../../electron/engine/session/noTemplates.ts';
import type { Templates } from '../../../electron/engine/template/templates.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import {
  linkVerbs,
  refusalOf,
  sessionVerbs,
  type SessionVerb,
} from '../../../shared/contract/sessionVerbs.ts';
import { nameOf } from '../../../shared/contract/define.ts';
import { peerIdSchema } from '../../../shared/model/ids.ts';
import { endpointKinds } from '../../../shared/model/endpointKinds.ts';
import { StagedLink, stageSession } from '../../support/sessionStage.ts';

class TlsLink extends StagedLink {
  startTls(): Promise<void> {
    this.done.push('startTls');
    return Promise.resolve();
  }
}

const peer = peerIdSchema.parse(1);
const verbs = Object.keys(sessionVerbs).map((method) => nameOf(method) as SessionVerb);

describe('what a person does to an open session', () => {
  it('is refused to the kinds that cannot do it, and to no other', () => {
    const refused = endpointKinds.map((kind) => [
      kind,
      verbs.filter((verb) => refusalOf(verb, kind) !== null).join(' '),
    ]);
    expect(Object.fromEntries(refused)).toEqual({
      'tcp-client': 'addPeer joinGroup leaveGroup',
      'tcp-server': 'addPeer joinGroup leaveGroup',
      'tls-client': 'startTls addPeer joinGroup leaveGroup',
      'tls-server': 'startTls addPeer joinGroup leaveGroup',
      udp: 'end reset startTls',
      'unix-client': 'reset startTls addPeer joinGroup leaveGroup',
      'unix-server': 'reset startTls addPeer joinGroup leaveGroup',
      'ws-client': 'end startTls addPeer joinGroup leaveGroup',
      'ws-server': 'end startTls addPeer joinGroup leaveGroup',
    });
  });

  it('is refused with a sentence that names the protocol', async () => {
    expect(refusalOf('end', 'ws-client')).toBe(
      'WebSocket cannot close only one direction. Disconnect instead.',
    );
    expect(refusalOf('startTls', 'unix-client')).toMatch(/^TLS can .* A unix socket cannot switch to it/);
    const { session, last } = await stageSession({ kind: 'unix-client', address: 'unix:/tmp/x.sock' });
    const link = new StagedLink();
    last().opens(link);
    await expect(session.act('reset', { to: 'all' })).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      message: 'A unix socket has no reset, unlike TCP. Disconnect instead.',
    });
    expect(link.done).toEqual([]);
  });

  it('is begun in the turn in which it is asked for', async () => {
    const { session, last } = await stageSession({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9' });
    const link = new StagedLink();
    last().opens(link);
    const ending = session.act('end', { to: 1 });
    expect(link.done).toEqual(['end']);
    await ending;
  });

  it.each(['end', 'startTls'] as const)(
    'comes after the messages that were given before it: %s, also where one is still being read',
    async (verb) => {
      const { session, last } = await stageSession({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9' });
      const link = new TlsLink();
      last().opens(link);
      const reading = Promise.withResolvers<Templates>();
      const message = { kind: 'data', format: 'text', ...plainTextOptions, text: 'first' } as const;
      const sending = session.sendWritten('all', message, () => reading.promise);
      const acting = session.act(verb, { to: 1 });
      expect(link.done).toEqual([]);
      reading.resolve(noTemplates({ nowUs: () => 0 }));
      await Promise.all([sending, acting]);
      expect(link.done).toEqual(['send first', verb]);
    },
  );

  it.each(['end', 'startTls'] as const)(
    'comes after greetings that are still being read, and what waits for them: %s',
    async (verb) => {
      const reads = [Promise.withResolvers<Templates>(), Promise.withResolvers<Templates>()];
      const waiting = [...reads];
      const renew = (): Promise<Templates> =>
        waiting.shift()?.promise ?? Promise.reject(new Error('unasked'));
      const server = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' } as const;
      const { session, last } = await stageSession(server, { renew });
      last().sink.listening({ local: '127.0.0.1:1', url: 'tcp://127.0.0.1:1' }, 1);
      const link = new TlsLink();
      last().opens(link);
      const greeting = { kind: 'data', format: 'text', ...plainTextOptions, text: '{{$counter}}' } as const;
      session.answerWritten(peer, greeting);
      session.answerWritten(peer, greeting);
      const sending = session.send('all', 'data', Buffer.from('typed'));
      const acting = session.act(verb, { to: 1 });
      for (const { resolve } of reads) resolve(noTemplates({ nowUs: () => 0 }));
      await Promise.all([sending, acting]);
      expect(link.done).toEqual(['send 1', 'send 2', 'send typed', verb]);
    },
  );

  it.each(['end', 'startTls'] as const)('comes after what waits for the disk: %s', async (verb) => {
    const { session, last, file } = await stageSession({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9' });
    const link = new TlsLink();
    last().opens(link);
    file.filled();
    const sending = session.send('all', 'data', Buffer.from('first'));
    const acting = session.act(verb, { to: 1 });
    expect(link.done).toEqual(['pause']);
    file.drained();
    await Promise.all([sending, acting]);
    expect(link.done).toEqual(['pause', 'resume', 'send first', verb]);
  });

  it('does not start TLS on a link that closes before its turn', async () => {
    const { session, last } = await stageSession({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    last().sink.listening({ local: '127.0.0.1:1', url: 'tcp://127.0.0.1:1' }, 1);
    const sink = last().opens(new TlsLink());
    const reading = Promise.withResolvers<Templates>();
    const message = { kind: 'data', format: 'text', ...plainTextOptions, text: 'first' } as const;
    const sending = session.sendWritten('all', message, () => reading.promise).catch(() => undefined);
    const acting = session.act('startTls', { to: 1 });
    sink.closed({ clean: true, reason: 'It has gone.' }, 2);
    reading.resolve(noTemplates({ nowUs: () => 0 }));
    await expect(acting).rejects.toThrow('The connection closed before TLS could be started.');
    await sending;
  });

  it('is done to links by some of the verbs, in the order in which a menu has them', () => {
    expect(linkVerbs).toEqual(['disconnect', 'end', 'reset', 'startTls']);
  });
});
