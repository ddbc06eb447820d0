import { createRequire } from 'node:module';
import type { Writable } from 'node:stream';

interface ReceiverOptions {
  readonly isServer: boolean;
  readonly maxPayload: number;
}

/** The parser of `ws`, which it exports and its types leave out. */
export const { Receiver }: { readonly Receiver: new (options: ReceiverOptions) => Writable } = createRequire(
  import.meta.url,
)('ws');
