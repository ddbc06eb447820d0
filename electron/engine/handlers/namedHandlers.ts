import { nameOf, type Contract } from '../../../shared/contract/define.ts';
import type { Handlers } from '../../../shared/rpc/serve.ts';
import type { Asker } from '../store/namedReads.ts';

type Ask<Subject> = (name: string, question: Subject) => Promise<unknown>;
type Follow<Subject> = (name: string, question: Subject, signal: AbortSignal) => AsyncIterable<unknown>;

/**
 * Makes a handler for each entry of a part of the contract that is forwarded by its name (reads and verbs): `ask` answers calls, `follow`
 * subscriptions; a question contains its subject.
 */
export function namedHandlers<Part extends Contract, Subject>(
  contract: Part,
  ask: Ask<Subject>,
  follow?: Follow<Subject>,
): Handlers<Part> {
  const handlers = Object.entries(contract).map(([method, { type }]): [string, unknown] => {
    const name = nameOf(method);
    if (type === 'call') return [method, (question: Subject) => ask(name, question)];
    return [
      method,
      (question: Subject, { signal }: { readonly signal: AbortSignal }) => follow?.(name, question, signal),
    ];
  });
  // Their types follow from the same declarations as those of the reads (`store/reads.ts`) and of the verbs (`session/sessionVerbs.ts`),
  // but one by one: TypeScript cannot see what is true of all of them at once.
  return Object.fromEntries(handlers) as Handlers<Part>;
}

/** Asks a reader, or a filter, for the read with the name of that contract entry. */
export function askAny(asker: Asker, name: string, question: object): Promise<unknown> {
  return asker.ask(name, question);
}
