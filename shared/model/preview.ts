import { z } from 'zod';
import type { TemplateValue } from '../template/templateValue.ts';

/**
 * Where a stretch of what will be sent comes from: it was `written`, or is the `value` of a reference; `computed` ones are samples, since
 * the time and random numbers are others when it is sent; in a `secret` one a secret takes part.
 */
const previewSourceSchema = z.enum(['written', 'value', 'computed', 'secret']);
export type PreviewSource = z.infer<typeof previewSourceSchema>;

/** A stretch of a text. A secret in it is `•••`, unless a person asked to see it. */
const textStretchSchema = z.strictObject({ source: previewSourceSchema, text: z.string() });
export type TextStretch = z.infer<typeof textStretchSchema>;

/** The variables of this machine that a person has to allow the workspace before anything is sent, each once. */
const allowsSchema = z.array(z.string());

/** A text of an endpoint by its field, such as `headers.0.value`. `stretches` are null where it stands for nothing; a problem says why. */
const previewedOptionSchema = z.strictObject({
  field: z.string(),
  stretches: z.array(textStretchSchema).nullable(),
});
export type PreviewedOption = z.infer<typeof previewedOptionSchema>;

/** What a client says by itself on the way to its first message, in order, such as the request of its handshake. */
const openingStepSchema = z.strictObject({
  step: z.enum(['proxy', 'dialogue', 'tls', 'handshake']),
  /** To whom, or in which protocol: `http://proxy.example.org:3128`, `SMTP`. */
  to: z.string(),
  /** The bytes as text; of TLS, what it offers, a line for each. Empty where they are not told. */
  stretches: z.array(textStretchSchema),
  /** Sentences about it. */
  notes: z.array(z.string()),
});
export type OpeningStep = z.infer<typeof openingStepSchema>;

/**
 * What an endpoint would be opened with: its address, its headers, and every text with a reference in it; what it then says by itself, as far
 * as that is known; and what prevents it.
 */
export const endpointPreviewSchema = z.strictObject({
  options: z.array(previewedOptionSchema),
  steps: z.array(openingStepSchema),
  problems: z.array(z.strictObject({ field: z.string(), message: z.string() })),
  allows: allowsSchema,
});
export type EndpointPreview = z.infer<typeof endpointPreviewSchema>;

/** 64 KiB: more of one message is looked at once it was sent. */
export const largestPreviewBytes = 65_536;

/** 4,096 stretches of different sources: nobody reads more, and each is drawn. */
export const mostPreviewStretches = 4096;

/** A stretch of bytes, `to` exclusive. `isHidden`: the bytes are a secret, and zeros stand in their place. */
const byteStretchSchema = z.strictObject({
  source: previewSourceSchema,
  from: z.int().min(0),
  to: z.int().min(0),
  isHidden: z.boolean(),
});
export type PreviewedBytes = z.infer<typeof byteStretchSchema>;

/** Why a message could not be sent, and the part of its text that is to blame; null where it is not in the text. */
const previewProblemSchema = z.strictObject({
  message: z.string(),
  place: z.strictObject({ from: z.int().min(0), to: z.int().min(0) }).nullable(),
});

/** The bytes of a message, or what is wrong with it; `size` is 0 then, where its text cannot be read. The first bytes come as a body. */
export const messagePreviewSchema = z.strictObject({
  size: z.int().min(0),
  stretches: z.array(byteStretchSchema).max(mostPreviewStretches),
  problems: z.array(previewProblemSchema),
  allows: allowsSchema,
});
export type MessagePreview = z.infer<typeof messagePreviewSchema>;

/** The source of what a reference stands for; null is text as it was written. */
export function sourceOf(value: TemplateValue | null): PreviewSource {
  if (value === null) return 'written';
  if (value.isSecret) return 'secret';
  return value.isDrawn ? 'computed' : 'value';
}
