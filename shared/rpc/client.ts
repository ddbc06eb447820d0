import { fromWireError, messageOf, WirebenchError } from '../base/errors.ts';
import { Owner, toDisposable, type Disposable } from '../base/lifecycle.ts';
import { onAbort } from '../base/onAbort.ts';
import { Cell } from '../base/signal.ts';
import type { Contract, Definition } from '../contract/define.ts';
import { answerHeadSchema, type AnswerHead, type Envelope, type RequestHead } from './envelope.ts';
import { parseAs, type AnswerOf, type CallName, type InputOf, type SubscriptionName } from './methods.ts';
import type { Transport } from './transport.ts';

/** `lost`: the transport closed, and a new one is being sought. `closed`: closed for good. */
export interface ClientStatus {
  readonly state: 'connecting' | 'open' | 'lost' | 'closed';
  /** A sentence; for `lost` and `closed` only. */
  readonly reason: string | null;
}

/** The signal cancels the call; the body is sent where the contract says so. */
interface CallOptions<D extends Definition> {
  readonly signal?: AbortSignal;
  readonly body?: D extends { requestBody: true } ? Uint8Array : never;
}

/** A subscriber's handler of an item. The next item is requested when it returns, or when its promise resolves. */
type ItemListener<D extends Definition> = (item: AnswerOf<D>) => void | Promise<void>;

/** The asking side of a contract, over transports that may come and go. */
export interface Client<C extends Contract> extends Disposable {
  readonly status: Cell<ClientStatus>;
  /** Rejects with the engine's code, with DISCONNECTED when the transport is lost before the answer, with ABORTED when the signal fires. */
  call<Name extends CallName<C>>(
    name: Name,
    input: InputOf<C[Name]>,
    options?: CallOptions<C[Name]>,
  ): Promise<AnswerOf<C[Name]>>;
  /**
   * Follows a subscription until it is disposed; after a lost transport it starts again with a fresh first item, unless it is work, which ends
   * with DISCONNECTED then. `ended` is called when the engine ends it (null) or refuses it.
   */
  subscribe<Name extends SubscriptionName<C>>(
    name: Name,
    input: InputOf<C[Name]>,
    taken: ItemListener<C[Name]>,
    ended?: (error: WirebenchError | null) => void,
  ): Disposable;
  /** Gives the client a (new) transport to the engine. */
  attach(transport: Transport): void;
  /** Says that there will be no further transport, and why. */
  close(reason: string): void;
}

/** Starts without a transport: calls and subscriptions wait for the first `attach`. While a transport is lost, calls are rejected. */
export function createClient<C extends Contract>(contract: C): Client<C> {
  // Each answer is parsed by the schema of its own entry: TypeScript cannot see that for all entries at once.
  return new RpcClient(contract) as Client<C>;
}

interface Pending {
  readonly definition: Definition;
  readonly name: string;
  answered(head: AnswerHead, body: Uint8Array | undefined): void;
  lost(error: WirebenchError): void;
}

class RpcClient implements Client<Contract> {
  readonly status = new Cell<ClientStatus>({ state: 'connecting', reason: null });
  private readonly contract: Contract;
  private readonly pending = new Map<number, Pending>();
  /** Calls made before there was a transport, by id, so that a click while the window opens is not rejected. */
  private readonly early = new Map<number, Envelope>();
  private readonly subscriptions = new Set<() => void>();
  private transport: Transport | undefined;
  private transportOwner = new Owner();
  private lastId = 0;

  constructor(contract: Contract) {
    this.contract = contract;
  }

  attach(transport: Transport): void {
    this.transportOwner.dispose();
    this.transportOwner = new Owner();
    this.transport = transport;
    this.status.set({ state: 'open', reason: null });
    this.transportOwner.add(transport.onEnvelope((envelope) => this.receive(envelope)));
    this.transportOwner.add(transport.onClose((reason) => this.lose(reason)));
    for (const [id, envelope] of this.early) if (this.pending.has(id)) transport.send(envelope);
    this.early.clear();
    for (const begin of [...this.subscriptions]) begin();
  }

  close(reason: string): void {
    this.lose(reason);
    this.rejectPending();
    this.status.set({ state: 'closed', reason });
  }

  dispose(): void {
    const transport = this.transport;
    this.close('This window was closed.');
    transport?.close('The client was closed.');
    this.transportOwner.dispose();
  }

  call(
    name: string,
    input: unknown,
    options: { signal?: AbortSignal; body?: Uint8Array } = {},
  ): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const definition = this.definitionOf(name);
    const { signal, body } = options;
    if (signal?.aborted) return Promise.reject(new WirebenchError('ABORTED', 'This was cancelled.'));
    const id = this.ask({ type: 'call', id: 0, method: name, input }, body, {
      definition,
      name,
      answered: (head, bytes) => {
        listening?.dispose();
        this.pending.delete(id);
        settle(() => this.answerOf(head, bytes, definition, name), resolve, reject);
      },
      lost: (error) => {
        listening?.dispose();
        reject(error);
      },
    });
    const cancel = (): void => {
      this.pending.delete(id);
      this.say({ type: 'cancel', id });
      reject(new WirebenchError('ABORTED', 'This was cancelled.'));
    };
    const listening = signal && onAbort(signal, cancel);
    return promise;
  }

  subscribe(
    name: string,
    input: unknown,
    taken: (item: unknown) => void | Promise<void>,
    ended: (error: WirebenchError | null) => void = () => undefined,
  ): Disposable {
    const definition = this.definitionOf(name);
    const isWork = definition.type === 'subscribe' && definition.isWork;
    let id = 0;
    const begin = (): void => {
      id = this.ask({ type: 'subscribe', id: 0, method: name, input }, undefined, {
        definition,
        name,
        answered: (head, body) => void this.takeItem(head, body, { definition, name, taken, end }),
        lost: (error) => {
          if (isWork) end(error);
        },
      });
    };
    const end = (error: WirebenchError | null): void => {
      this.subscriptions.delete(begin);
      this.pending.delete(id);
      ended(error);
    };
    this.subscriptions.add(begin);
    if (this.transport || (isWork && this.status.value.state !== 'connecting')) begin();
    return toDisposable(() => {
      this.subscriptions.delete(begin);
      if (this.pending.delete(id)) this.say({ type: 'cancel', id });
    });
  }

  private async takeItem(
    head: AnswerHead,
    body: Uint8Array | undefined,
    subscriber: {
      definition: Definition;
      name: string;
      taken: (item: unknown) => void | Promise<void>;
      end: (error: WirebenchError | null) => void;
    },
  ): Promise<void> {
    if (head.type === 'ended') {
      subscriber.end(null);
      return;
    }
    try {
      const item = this.answerOf(head, body, subscriber.definition, subscriber.name);
      await subscriber.taken(item);
      if (this.pending.has(head.id)) this.say({ type: 'taken', id: head.id });
    } catch (error) {
      if (this.pending.has(head.id)) this.say({ type: 'cancel', id: head.id });
      subscriber.end(asWirebenchError(error));
    }
  }

  /** Registers the pending answer and sends; when the transport is lost, the answer is DISCONNECTED. */
  private ask(head: RequestHead, body: Uint8Array | undefined, pending: Pending): number {
    this.lastId += 1;
    const id = this.lastId;
    const envelope = { head: { ...head, id }, body };
    if (this.transport) {
      this.pending.set(id, pending);
      this.transport.send(envelope);
    } else if (this.status.value.state === 'connecting') {
      this.pending.set(id, pending);
      this.early.set(id, envelope);
    } else {
      queueMicrotask(() => pending.lost(this.disconnected()));
    }
    return id;
  }

  private say(head: RequestHead): void {
    this.transport?.send({ head });
  }

  private receive(envelope: Envelope): void {
    const parsed = answerHeadSchema.safeParse(envelope.head);
    if (!parsed.success) {
      this.transport?.close('The answer was not understood.');
      return;
    }
    this.pending.get(parsed.data.id)?.answered(parsed.data, envelope.body);
  }

  private answerOf(
    head: AnswerHead,
    body: Uint8Array | undefined,
    definition: Definition,
    name: string,
  ): unknown {
    if (head.type === 'error') throw fromWireError(head.error);
    if (head.type === 'ended') throw new WirebenchError('INTERNAL', `${name} ended without an answer.`);
    const output = parseAs(definition.output, head.output, name);
    return definition.answerBody ? { output, body: body ?? new Uint8Array() } : output;
  }

  private lose(reason: string): void {
    if (!this.transport) return;
    this.transport = undefined;
    this.status.set({ state: 'lost', reason });
    this.rejectPending();
  }

  private rejectPending(): void {
    const pending = [...this.pending.values()];
    this.pending.clear();
    this.early.clear();
    for (const each of pending) each.lost(this.disconnected());
  }

  private disconnected(): WirebenchError {
    return new WirebenchError(
      'DISCONNECTED',
      'The connection to the workbench’s engine is lost. Try again when it is back.',
    );
  }

  private definitionOf(name: string): Definition {
    const definition = this.contract[name];
    if (!definition) throw new WirebenchError('BAD_REQUEST', `There is nothing called ${name}.`);
    return definition;
  }
}

function settle(
  compute: () => unknown,
  resolve: (value: unknown) => void,
  reject: (error: unknown) => void,
): void {
  try {
    resolve(compute());
  } catch (error) {
    reject(error);
  }
}

function asWirebenchError(error: unknown): WirebenchError {
  return error instanceof WirebenchError ? error : new WirebenchError('INTERNAL', messageOf(error));
}
