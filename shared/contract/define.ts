import type { z } from 'zod';

/** A request with one answer. `requestBody` and `answerBody` say whether bytes accompany the head. */
export interface CallDefinition<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  RequestBody extends boolean = boolean,
  AnswerBody extends boolean = boolean,
> {
  readonly type: 'call';
  readonly input: Input;
  readonly output: Output;
  readonly requestBody: RequestBody;
  readonly answerBody: AnswerBody;
}

/**
 * A request with many answers: the first item is the current state, and each further one the state at the time the previous one was taken.
 */
export interface SubscriptionDefinition<
  Input extends z.ZodType = z.ZodType,
  Item extends z.ZodType = z.ZodType,
  AnswerBody extends boolean = boolean,
> {
  readonly type: 'subscribe';
  readonly input: Input;
  readonly output: Item;
  readonly answerBody: AnswerBody;
  /** It does something while it lasts, rather than telling a state: after a lost transport it does not start again, but is refused. */
  readonly isWork: boolean;
}

/** An entry of a contract. */
export type Definition = CallDefinition | SubscriptionDefinition;
/** The entries by name; both sides infer their types from it. */
export type Contract = Readonly<Record<string, Definition>>;

/** The name of an entry without that of its namespace: `rows` for `records.rows`. */
export type NameOf<Method> = Method extends `${string}.${infer Name}` ? Name : never;
/** The names of the entries of a namespace. */
export type NameIn<Namespace> = NameOf<keyof Namespace>;

/** The same while the program runs. */
export function nameOf(method: string): string {
  return method.slice(method.indexOf('.') + 1);
}

/** A call whose request and answer are only a head. */
export function call<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): CallDefinition<Input, Output, false, false> {
  return { type: 'call', input, output, requestBody: false, answerBody: false };
}

/** A call whose request carries bytes. */
export function callWithBytes<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): CallDefinition<Input, Output, true, false> {
  return { type: 'call', input, output, requestBody: true, answerBody: false };
}

/** A call whose answer carries bytes. */
export function callForBytes<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): CallDefinition<Input, Output, false, true> {
  return { type: 'call', input, output, requestBody: false, answerBody: true };
}

/** A call whose request and answer both carry bytes. */
export function callOnBytes<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): CallDefinition<Input, Output, true, true> {
  return { type: 'call', input, output, requestBody: true, answerBody: true };
}

/** A subscription whose items are only a head. */
export function subscription<Input extends z.ZodType, Item extends z.ZodType>(
  input: Input,
  item: Item,
): SubscriptionDefinition<Input, Item, false> {
  return { type: 'subscribe', input, output: item, answerBody: false, isWork: false };
}

/** A subscription that does something and tells how far it is. Without a transport it is refused with DISCONNECTED. */
export function work<Input extends z.ZodType, Item extends z.ZodType>(
  input: Input,
  item: Item,
): SubscriptionDefinition<Input, Item, false> {
  return { ...subscription(input, item), isWork: true };
}

/** A subscription whose items carry bytes. */
export function subscriptionForBytes<Input extends z.ZodType, Item extends z.ZodType>(
  input: Input,
  item: Item,
): SubscriptionDefinition<Input, Item, true> {
  return { type: 'subscribe', input, output: item, answerBody: true, isWork: false };
}
