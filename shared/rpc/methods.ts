import type { z } from 'zod';
import { WirebenchError } from '../base/errors.ts';
import type { CallDefinition, Contract, Definition, SubscriptionDefinition } from '../contract/define.ts';

/** The names of a contract's calls, and of its subscriptions. */
export type CallName<C extends Contract> = {
  [Name in keyof C]: C[Name] extends CallDefinition ? Name : never;
}[keyof C] &
  string;
export type SubscriptionName<C extends Contract> = {
  [Name in keyof C]: C[Name] extends SubscriptionDefinition ? Name : never;
}[keyof C] &
  string;

/** The input of a request, as the client writes it and as the handler gets it. */
export type InputOf<D extends Definition> = z.input<D['input']>;
export type ParsedInputOf<D extends Definition> = z.output<D['input']>;

/** An answer: only its output, or its output with bytes. */
export type AnswerOf<D extends Definition> = D['answerBody'] extends true
  ? { readonly output: z.output<D['output']>; readonly body: Uint8Array }
  : z.output<D['output']>;

/** Parses a value at the boundary. The rejection names the first wrong field, and why. */
export function parseAs<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.map(String).join('.') ?? '';
  const field = path === '' ? where : `${where}, ${path}`;
  throw new WirebenchError('BAD_REQUEST', `${field}: ${issue?.message ?? 'not understood'}`);
}
