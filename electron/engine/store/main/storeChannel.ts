import { Worker } from 'node:worker_threads';
import { fromWireError, messageOf, WirebenchError } from '../../../../shared/base/errors.ts';
import type { PackedBatch } from '../batch.ts';
import type {
  AppendMessage,
  FileId,
  QueryId,
  StoreAnswer,
  StoreCallName,
  StoreInput,
  StoreEvent,
  StoreOutput,
} from '../protocol.ts';
import type { FileReadName, FileReads, QueryReadName, QueryReads } from '../reads.ts';
import type { QueryProgress } from '../store.ts';

interface PendingCall {
  resolve(output: StoreOutput<StoreCallName>): void;
  reject(error: WirebenchError): void;
}

/** The events that a writer's file reports; `lost` when the worker is gone. */
export interface FileListener {
  event(event: StoreEvent): void;
  lost(message: string): void;
}

/** The events that a query reports; `lost` when the worker is gone. */
export interface QueryListener {
  told(progress: QueryProgress): void;
  lost(message: string): void;
}

/** The channel to one worker. When the worker ends, however that happens, nobody is left waiting. */
export class StoreChannel {
  private readonly worker: Worker;
  private readonly pending = new Map<number, PendingCall>();
  private readonly listeners = new Map<FileId, FileListener>();
  private readonly queries = new Map<QueryId, QueryListener>();
  private lastId = 0;
  private lastFile: FileId = 0;
  private lastQuery: QueryId = 0;
  private lossMessage: string | null = null;
  private isEnding = false;

  constructor(workerUrl: URL) {
    this.worker = new Worker(workerUrl);
    this.worker.on('message', (answer: StoreAnswer) => this.take(answer));
    this.worker.on('messageerror', (error) => this.lose(messageOf(error)));
    this.worker.on('error', (error) => this.lose(messageOf(error)));
    this.worker.on('exit', (code) => this.lose(`its thread ended with code ${code}`));
  }

  get isLost(): boolean {
    return this.lossMessage !== null;
  }

  newFile(): FileId {
    this.lastFile += 1;
    return this.lastFile;
  }

  listen(file: FileId, listener: FileListener): void {
    this.listeners.set(file, listener);
    if (this.lossMessage !== null) listener.lost(this.lossMessage);
  }

  unlisten(file: FileId): void {
    this.listeners.delete(file);
  }

  listenQuery(listener: QueryListener): QueryId {
    this.lastQuery += 1;
    this.queries.set(this.lastQuery, listener);
    if (this.lossMessage !== null) listener.lost(this.lossMessage);
    return this.lastQuery;
  }

  unlistenQuery(query: QueryId): void {
    this.queries.delete(query);
  }

  call<Name extends StoreCallName>(type: Name, input: StoreInput<Name>): Promise<StoreOutput<Name>> {
    return this.ask({ ...input, type });
  }

  read<Name extends FileReadName>(
    file: FileId,
    name: Name,
    question: FileReads[Name]['question'],
  ): Promise<FileReads[Name]['answer']> {
    return this.ask({ type: 'read', file, name, question });
  }

  readQuery<Name extends QueryReadName>(
    query: QueryId,
    name: Name,
    question: QueryReads[Name]['question'],
  ): Promise<QueryReads[Name]['answer']> {
    return this.ask({ type: 'readQuery', query, name, question });
  }

  private ask<Output extends StoreOutput<StoreCallName>>(call: object): Promise<Output> {
    return new Promise((resolve, reject) => {
      if (this.lossMessage !== null) {
        reject(new WirebenchError('INTERNAL', this.lossMessage));
        return;
      }
      this.lastId += 1;
      // The worker answers a call with that call's output: only this line trusts that.
      this.pending.set(this.lastId, { resolve: (output: Output) => resolve(output), reject });
      this.worker.postMessage({ ...call, id: this.lastId }, []);
    });
  }

  append(message: AppendMessage): void {
    if (this.lossMessage !== null) return;
    this.worker.postMessage(message, message.batch ? buffersOf(message.batch) : []);
  }

  /** Closes what is open in the worker, then ends it. */
  async end(): Promise<void> {
    if (!this.isLost) {
      this.isEnding = true;
      await this.call('end', {}).catch(() => null);
    }
    await this.worker.terminate();
  }

  private take(answer: StoreAnswer): void {
    switch (answer.type) {
      case 'committed':
      case 'cut':
      case 'held':
      case 'recovered':
      case 'stopped':
        this.listeners.get(answer.file)?.event(answer);
        return;
      case 'progress':
        this.queries.get(answer.query)?.told(answer.progress);
        return;
      case 'result':
        this.settle(answer.id)?.resolve(answer.output);
        return;
      case 'error':
        this.settle(answer.id)?.reject(fromWireError(answer.error));
    }
  }

  private settle(id: number): PendingCall | undefined {
    const call = this.pending.get(id);
    this.pending.delete(id);
    return call;
  }

  private lose(why: string): void {
    if (this.lossMessage !== null) return;
    const message = this.isEnding
      ? 'Recordings are closed because Wirebench is ending.'
      : `The part that writes and reads recordings ended unexpectedly: ${why}. Connect again to begin a new recording.`;
    this.lossMessage = message;
    const pending = [...this.pending.values()];
    const listeners = [...this.listeners.values(), ...this.queries.values()];
    this.pending.clear();
    this.listeners.clear();
    this.queries.clear();
    void this.worker.terminate();
    for (const call of pending) call.reject(new WirebenchError('INTERNAL', message));
    for (const listener of listeners) listener.lost(message);
  }
}

function buffersOf({ buffer, given }: PackedBatch): ArrayBuffer[] {
  return given ? [buffer, given] : [buffer];
}
