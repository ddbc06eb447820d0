import { toWireError, WirebenchError } from '../base/errors.ts';
import { Owner, toDisposable, type Disposable } from '../base/lifecycle.ts';
import type { CallDefinition, Contract, Definition, SubscriptionDefinition } from '../contract/define.ts';
import { requestHeadSchema, type AnswerHead, type Envelope, type RequestHead } from './envelope.ts';
import { parseAs, type AnswerOf, type ParsedInputOf } from './methods.ts';
import type { Transport } from './transport.ts';

/** 256 open requests on one transport: a window has some thirty; more is a bug that must not use up memory. */
export const largestOpenRequests = 256;

/**
 * What a handler gets besides its input: the signal, which fires when nobody waits for the answer any more (with reason DISCONNECTED where
 * the transport is gone), and the request's bytes.
 */
interface RequestContext<D extends Definition> {
  readonly signal: AbortSignal;
  readonly body: D extends { requestBody: true } ? Uint8Array : undefined;
}

/**
 * Answers one entry of the contract: a call with its answer, a subscription with items, the next being requested when the previous was
 * taken.
 */
type Handler<D extends Definition> = D extends SubscriptionDefinition
  ? (input: ParsedInputOf<D>, context: RequestContext<D>) => AsyncIterable<AnswerOf<D>>
  : (input: ParsedInputOf<D>, context: RequestContext<D>) => Promise<AnswerOf<D>> | AnswerOf<D>;

/** One handler for each entry of the contract: a missing one does not compile. */
export type Handlers<C extends Contract> = { readonly [Name in keyof C]: Handler<C[Name]> };

/** A handler whose entry is known at run time only. */
type AnyHandler = (input: unknown, context: unknown) => unknown;
type AnyHandlers = Readonly<Record<string, AnyHandler>>;

/**
 * Answers one transport. Ends, and fires every open request's signal, when the transport closes or the result is disposed. A message that
 * is not an envelope of this protocol closes the transport: the other side is not Wirebench.
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  transport: Transport,
): Disposable {
  // A handler gets what the schema of its own entry has parsed: TypeScript cannot see that for all entries at once.
  const server = new Server(contract, handlers as AnyHandlers, transport);
  return toDisposable(() => server.dispose());
}

interface OpenRequest {
  readonly abort: AbortController;
  /** Wakes the subscription that is waiting for its last item to be taken. */
  taken?: () => void;
}

class Server {
  private readonly contract: Contract;
  private readonly handlers: AnyHandlers;
  private readonly transport: Transport;
  private readonly requests = new Map<number, OpenRequest>();
  private readonly owner = new Owner();

  constructor(contract: Contract, handlers: AnyHandlers, transport: Transport) {
    this.contract = contract;
    this.handlers = handlers;
    this.transport = transport;
    this.owner.add(toDisposable(() => this.cancelAll()));
    this.owner.add(transport.onEnvelope((envelope) => this.receive(envelope)));
    this.owner.add(transport.onClose(() => this.dispose()));
  }

  dispose(): void {
    this.owner.dispose();
  }

  private cancelAll(): void {
    const gone = new WirebenchError('DISCONNECTED', 'Whoever asked for this is gone.');
    for (const id of [...this.requests.keys()]) this.finish(id, gone);
  }

  private receive(envelope: Envelope): void {
    const parsed = requestHeadSchema.safeParse(envelope.head);
    if (!parsed.success) {
      this.transport.close('The request was not understood.');
      return;
    }
    const head = parsed.data;
    switch (head.type) {
      case 'call':
      case 'subscribe':
        this.begin(head, envelope.body);
        return;
      case 'taken':
        this.requests.get(head.id)?.taken?.();
        return;
      case 'cancel':
        this.finish(head.id);
        return;
    }
  }

  private begin(head: Extract<RequestHead, { method: string }>, body: Uint8Array | undefined): void {
    const request: OpenRequest = { abort: new AbortController() };
    if (this.requests.has(head.id)) {
      this.transport.close('A request number was used twice.');
      return;
    }
    if (this.requests.size >= largestOpenRequests) {
      const error = new WirebenchError(
        'LIMIT',
        'Too many requests are open. Close some tabs of this workbench.',
      );
      this.send({ type: 'error', id: head.id, error: toWireError(error) });
      return;
    }
    this.requests.set(head.id, request);
    void this.run(head, body, request).catch((error: unknown) => {
      if (this.finish(head.id)) this.send({ type: 'error', id: head.id, error: toWireError(error) });
    });
  }

  private async run(
    head: Extract<RequestHead, { method: string }>,
    body: Uint8Array | undefined,
    request: OpenRequest,
  ): Promise<void> {
    const definition = Object.hasOwn(this.contract, head.method) ? this.contract[head.method] : undefined;
    const handler = this.handlers[head.method];
    if (!definition || !handler || definition.type !== head.type) {
      throw new WirebenchError('BAD_REQUEST', `There is nothing called ${head.method} to ${head.type}.`);
    }
    const input = parseAs(definition.input, head.input, head.method);
    const answer = handler(input, { signal: request.abort.signal, body });
    if (definition.type === 'call') await this.answerCall(head.id, definition, await answer);
    else if (isIterable(answer)) await this.feed(head.id, definition, answer, request);
    else throw new Error(`${head.method} has no items.`);
  }

  private async answerCall(id: number, definition: CallDefinition, answer: unknown): Promise<void> {
    if (this.finish(id)) this.sendAnswer('result', id, definition, answer);
  }

  /** Asks the source for an item only when the previous one was taken: that is all there is to the back-pressure. */
  private async feed(
    id: number,
    definition: SubscriptionDefinition,
    source: AsyncIterable<unknown>,
    request: OpenRequest,
  ): Promise<void> {
    for await (const answer of source) {
      if (request.abort.signal.aborted) return;
      // `finish` wakes this too: an abort listener per item would stay as long as the subscription.
      const taken = new Promise<void>((resolve) => {
        request.taken = resolve;
      });
      this.sendAnswer('item', id, definition, answer);
      await taken;
      if (request.abort.signal.aborted) return;
    }
    if (this.finish(id)) this.send({ type: 'ended', id });
  }

  private sendAnswer(type: 'result' | 'item', id: number, definition: Definition, answer: unknown): void {
    if (definition.answerBody) {
      if (!hasBytes(answer)) throw new Error('An answer has no bytes.');
      this.send({ type, id, output: answer.output }, answer.body);
    } else {
      this.send({ type, id, output: answer });
    }
  }

  private send(head: AnswerHead, body?: Uint8Array): void {
    this.transport.send({ head, body });
  }

  /** True when the request was open until now. `reason` becomes the reason of its handler's signal. */
  private finish(id: number, reason?: WirebenchError): boolean {
    const request = this.requests.get(id);
    this.requests.delete(id);
    request?.abort.abort(reason);
    request?.taken?.();
    return request !== undefined;
  }
}

function isIterable(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

function hasBytes(answer: unknown): answer is { readonly output: unknown; readonly body: Uint8Array } {
  if (typeof answer !== 'object' || answer === null) return false;
  return 'output' in answer && 'body' in answer && answer.body instanceof Uint8Array;
}
