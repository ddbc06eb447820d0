/** An action that failed; the message is a sentence for the person who asked for it. `field` as in `LinkOutcome`. */
export class LinkProblem extends Error {
  override readonly name = 'LinkProblem';
  readonly code: string | null;
  readonly field: string | null;

  constructor(
    message: string,
    options: { cause?: unknown; code?: string | null; field?: string | null } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = options.code ?? null;
    this.field = options.field ?? null;
  }
}
