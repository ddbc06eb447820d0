import { describe, expect, it } from 'vitest';
import type { Link } from '../../../electron/engine/link/link.ts';
import type { FileToSend } from '../../../electron/engine/session/fileSending.ts';
import { noTemplates } from '../../../electron/engine/session/noTemplates.ts';
import type { OpenSessionOptions } from '../../../electron/engine/session/session.ts';
import type { Templates } from '../../../electron/engine/template/templates.ts';
import { peerIdSchema } from '../../../shared/model/ids.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { StagedLink, stageSession, type SessionStage } from '../../support/sessionStage.ts';
import { refusal } from '../../support/sentFiles.ts';

const [first, second] = [peerIdSchema.parse(1), peerIdSchema.parse(2)];
const templates = noTemplates({ nowUs: () => 0 });
const greeting = { kind: 'data', format: 'text', ...plainTextOptions, text: '{{$counter}}' } as const;

/** A file of one piece, which is given out when the test says so. */
class StagedFile implements FileToSend {
  readonly name: string;
  readonly size: number;
  readonly modifiedAt = null;
  readonly content = Promise.withResolvers<void>();
  isAtEnd = false;
  isClosed = false;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.name = `${text}.txt`;
    this.size = text.length;
  }

  async read(): Promise<Uint8Array> {
    await this.content.promise;
    this.isAtEnd = true;
    return Buffer.from(this.text);
  }

  requireUtf8(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

class TlsLink extends StagedLink {
  startTls(): Promise<void> {
    this.done.push('startTls');
    return Promise.resolve();
  }
}

async function stageServer(more?: Partial<OpenSessionOptions>): Promise<SessionStage> {
  const stage = await stageSession({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' }, more);
  stage.last().sink.listening({ local: '127.0.0.1:1', url: 'tcp://127.0.0.1:1' }, 1);
  return stage;
}

function answerWith(stage: SessionStage, file: Promise<FileToSend>): void {
  stage.session.answerFile(first, { kind: 'data', size: 5, open: () => file });
}

describe('a file and what else is for its peers', () => {
  it('goes to those that were there, behind their greetings, whoever is greeted meanwhile', async () => {
    const reads = [Promise.withResolvers<Templates>(), Promise.withResolvers<Templates>()];
    const waiting = [...reads];
    const renew = (): Promise<Templates> => waiting.shift()?.promise ?? Promise.reject(new Error('unasked'));
    const stage = await stageServer({ renew });
    const [early, late] = [new StagedLink(), new StagedLink()];
    stage.last().opens(early);
    stage.session.answerWritten(first, greeting);
    const file = new StagedFile('bytes');
    file.content.resolve();
    const sending = stage.session.sendFile('all', 'data', () => Promise.resolve(file));
    // It has begun to wait for the first greeting.
    await new Promise((resolve) => void setImmediate(resolve));
    stage.last().opens(late);
    stage.session.answerWritten(second, greeting);
    reads[0]?.resolve(templates);
    expect(await sending).toBe(1);
    expect(early.done).toEqual(['send 1', 'send bytes']);
    reads[1]?.resolve(templates);
    await stage.session.answered();
    expect(late.done).toEqual(['send 2']);
  });

  it('is cancelled at once while it waits for a greeting', async () => {
    const read = Promise.withResolvers<Templates>();
    const stage = await stageServer({ renew: () => read.promise });
    const link = new StagedLink();
    stage.last().opens(link);
    stage.session.answerWritten(first, greeting);
    const file = new StagedFile('bytes');
    const sending = refusal(stage.session.sendFile(first, 'data', () => Promise.resolve(file)));
    // It has begun to wait.
    await new Promise((resolve) => void setImmediate(resolve));
    await stage.session.act('cancelFile', {});
    expect(await sending).toBe('Nothing of “bytes.txt” was sent. It was cancelled.');
    expect([file.isClosed, link.done]).toEqual([true, []]);
    read.resolve(templates);
    await stage.session.answered();
    expect(link.done).toEqual(['send 1']);
  });

  it('is what holds up TLS and another file also while it is being opened', async () => {
    const stage = await stageServer();
    const link = new TlsLink();
    stage.last().opens(link);
    const opening = Promise.withResolvers<FileToSend>();
    answerWith(stage, opening.promise);
    const told = 'A file is still being sent over this connection.';
    expect(await refusal(stage.session.act('startTls', { to: 1 }))).toBe(
      `${told} Start TLS when it has left.`,
    );
    const other = new StagedFile('other');
    expect(await refusal(stage.session.sendFile(first, 'data', () => Promise.resolve(other)))).toBe(
      `${told} Send the file when it has left.`,
    );
    const file = new StagedFile('bytes');
    file.content.resolve();
    opening.resolve(file);
    await stage.session.answered();
    expect(link.done).toEqual(['send bytes']);
    expect([file.isClosed, other.isClosed]).toEqual([true, true]);
  });

  it('keeps nothing back from a peer that gets it no longer', async () => {
    const stage = await stageServer();
    const [broken, stuck] = [new StagedLink(), new StuckLink()];
    for (const link of [broken, stuck]) stage.last().opens(link);
    broken.broken = 'It is broken.';
    const file = new StagedFile('bytes');
    const sending = stage.session.sendFile('all', 'data', () => Promise.resolve(file));
    const after = refusal(stage.session.send(first, 'data', Buffer.from('after')));
    file.content.resolve();
    expect(await after).toBe('It is broken.');
    stuck.taken.resolve();
    expect(await sending).toBe(1);
  });

  it('is what an answer waits for that comes behind it, and not the other side', async () => {
    const stage = await stageServer();
    stage.last().opens(new StagedLink());
    const file = new StagedFile('bytes');
    answerWith(stage, Promise.resolve(file));
    stage.session.answer(first, 'data', Buffer.from('echo'));
    await expect.poll(() => stage.session.info.value).toMatchObject({ queuedBytes: 4, queuedFor: 'file' });
    file.content.resolve();
    await stage.session.answered();
    await expect.poll(() => stage.session.info.value).toMatchObject({ queuedBytes: 0, queuedFor: 'peer' });
  });

  it('is told in the recording, and closed, also where the session ends while it is opened', async () => {
    const stage = await stageServer();
    const sink = stage.last().opens(new StagedLink());
    const opening = Promise.withResolvers<FileToSend>();
    const unopened = { count: 0 };
    answerWith(stage, opening.promise);
    stage.session.answerFile(first, {
      ...{ kind: 'data', size: 5 },
      open: () => {
        unopened.count += 1;
        return Promise.reject(new Error('Nobody needs it.'));
      },
    });
    const closed = stage.session.close();
    sink.closed({ clean: true, reason: 'It has gone.' }, 2);
    stage.last().closes('It has gone.');
    const file = new StagedFile('bytes');
    file.content.resolve();
    opening.resolve(file);
    await closed;
    expect(file.isClosed).toBe(true);
    expect(unopened.count).toBe(0);
    expect(stage.story().filter((line) => line.startsWith('failed'))).toEqual([
      'failed: The last message was not sent: This connection is not open, so nothing was sent.',
      'failed: The last message was not sent: The connection closed before this could be sent.',
      'failed: 2 messages (10 bytes) were not sent, or only in part, when our side ended.',
    ]);
  });
});

describe('a greeting', () => {
  it('is neither read nor counted for a peer that has gone before its turn', async () => {
    const reads = [Promise.withResolvers<Templates>(), Promise.withResolvers<Templates>()];
    const waiting = [...reads];
    const renew = (): Promise<Templates> => waiting.shift()?.promise ?? Promise.reject(new Error('unasked'));
    const stage = await stageServer({ renew });
    const links = [new StagedLink(), new StagedLink(), new StagedLink()];
    const sinks = links.map((link) => stage.last().opens(link));
    for (const peer of [1, 2, 3]) stage.session.answerWritten(peerIdSchema.parse(peer), greeting);
    sinks[1]?.closed({ clean: true, reason: 'It has gone.' }, 2);
    for (const { resolve } of reads) resolve(templates);
    await stage.session.answered();
    expect(links.map(({ done }) => done)).toEqual([['send 1'], [], ['send 2']]);
    expect(stage.story().filter((line) => line.startsWith('failed'))).toEqual([]);
  });
});

/** Its peer takes nothing until the test says so. */
class StuckLink extends StagedLink implements Link {
  readonly taken = Promise.withResolvers<void>();

  override async send(message: Parameters<Link['send']>[0]): Promise<void> {
    await super.send(message);
    await this.taken.promise;
  }
}
