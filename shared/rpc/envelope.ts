import { z } from 'zod';
import { errorCodes } from '../base/errors.ts';

/** Numbers the requests of one side of one transport, from 1. */
const id = z.int().min(1);
const error = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  allows: z.string().optional(),
});

/** The heads that the client sends. `taken` acknowledges an item, and so requests the next one. */
export const requestHeadSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), id, method: z.string().max(100), input: z.unknown() }),
  z.strictObject({ type: z.literal('subscribe'), id, method: z.string().max(100), input: z.unknown() }),
  z.strictObject({ type: z.literal('taken'), id }),
  z.strictObject({ type: z.literal('cancel'), id }),
]);
export type RequestHead = z.infer<typeof requestHeadSchema>;

/** The heads that the server sends. After `result`, `error` or `ended` the id is finished. */
export const answerHeadSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('result'), id, output: z.unknown() }),
  z.strictObject({ type: z.literal('item'), id, output: z.unknown() }),
  z.strictObject({ type: z.literal('error'), id, error }),
  z.strictObject({ type: z.literal('ended'), id }),
]);
export type AnswerHead = z.infer<typeof answerHeadSchema>;

/** 64 MiB of body in one envelope: more than a person composes, and small enough to be held in memory twice. */
export const largestBodyBytes = 64 * 1024 * 1024;
/** 16 MiB of head, for the largest one, a list of saved connections: thousands of usual ones, or sixty of the largest (256 KiB each). */
export const largestHeadBytes = 16 * 1024 * 1024;

/** One message between the two sides: a small head of plain data, and bytes where the entry has them. */
export interface Envelope {
  readonly head: unknown;
  readonly body?: Uint8Array | undefined;
}

/** An envelope as received from a MessagePort. The head is parsed by the client and by `serve`, as on every transport. */
export const envelopeSchema = z.strictObject({
  head: z.unknown(),
  body: z
    .instanceof(Uint8Array)
    .refine((body) => body.byteLength <= largestBodyBytes)
    .optional(),
});
