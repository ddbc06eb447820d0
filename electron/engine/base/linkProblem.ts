import type { SessionId } from '../../../shared/model/ids.ts';

/** An action that failed; the message is a sentence for the person who asked for it. `field` and `heldBy` as in `LinkOutcome`. */
export class LinkProblem extends Error {
  override readonly name = 'LinkProblem';
  readonly code: string | null;
  readonly field: string | null;
  readonly heldBy: SessionId | undefined;

  constructor(
    message: string,
    options: {
      cause?: unknown;
      code?: string | null;
      field?: string | null;
      heldBy?: SessionId | undefined;
    } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = options.code ?? null;
    this.field = options.field ?? null;
    this.heldBy = options.heldBy;
  }
}
