import { resolve } from 'node:path';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { recordingNameSchema } from '../../../shared/model/recording.ts';
import { Reader } from './reader.ts';
import type { RecordingHead, RecordReader, RecordWriter, RecordWriterEvents, Store } from './store.ts';
import { StoreChannel } from './storeChannel.ts';
import { Writer } from './writer.ts';

/** Makes the store. Its worker starts with the first file that is asked for, and again should it have ended unexpectedly. */
export function createStore(options: { readonly workerUrl: URL }): Store {
  return new WorkerStore(options.workerUrl);
}

class WorkerStore implements Store {
  private readonly workerUrl: URL;
  private readonly writers = new Set<Writer>();
  private channel: StoreChannel | null = null;
  private closing: Promise<void> | null = null;

  constructor(workerUrl: URL) {
    this.workerUrl = workerUrl;
  }

  async create(path: string, head: RecordingHead, events: RecordWriterEvents): Promise<RecordWriter> {
    const channel = this.connect();
    const file = channel.newFile();
    await channel.call('create', { file, path: resolve(path), head: { ...head, name: nameOf(head) } });
    const writer = new Writer(channel, file, head.startedAt, events, () => this.writers.delete(writer));
    this.writers.add(writer);
    return writer;
  }

  async open(path: string): Promise<RecordReader> {
    const channel = this.connect();
    const file = channel.newFile();
    await channel.call('open', { file, path: resolve(path) });
    return new Reader(channel, file);
  }

  async summarize(path: string): Promise<{ name: string; startedAt: number }> {
    return this.connect().call('summarize', { path: resolve(path) });
  }

  async rename(path: string, name: string): Promise<void> {
    const parsed = recordingNameSchema.safeParse(name);
    if (!parsed.success) {
      throw new WirebenchError('BAD_REQUEST', 'A recording has a name of 1 to 200 characters.');
    }
    await this.connect().call('rename', { path: resolve(path), name: parsed.data });
  }

  async copy(path: string, target: string): Promise<void> {
    await this.connect().call('copy', { path: resolve(path), target: resolve(target) });
  }

  close(): Promise<void> {
    this.closing ??= this.closeOnce();
    return this.closing;
  }

  private async closeOnce(): Promise<void> {
    await Promise.allSettled([...this.writers].map((writer) => writer.finishAtLastRecord()));
    await this.channel?.end();
  }

  private connect(): StoreChannel {
    if (this.closing) {
      throw new WirebenchError('WRONG_STATE', 'Recordings are closed because Wirebench is ending.');
    }
    if (!this.channel || this.channel.isLost) this.channel = new StoreChannel(this.workerUrl);
    // Whoever asks for a file that is being written gets what was appended until now.
    for (const writer of this.writers) writer.sendNow();
    return this.channel;
  }
}

/** A session is named after its connection or its address, which may be longer than a name in a list. */
function nameOf(head: RecordingHead): string {
  const parsed = recordingNameSchema.safeParse(head.name.trim().slice(0, 200).toWellFormed());
  return parsed.success ? parsed.data : 'Recording';
}
