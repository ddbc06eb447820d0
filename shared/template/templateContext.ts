import type { Result } from '../base/result.ts';
import type { TemplateProblemCode } from './template.ts';

/** Why something outside is not there, in a sentence. */
export interface OutsideProblem {
  readonly code: Extract<TemplateProblemCode, 'unavailable' | 'consent'>;
  readonly message: string;
  /** With `consent`: the variable of this machine that a person has to allow. */
  readonly allows?: string | undefined;
  /** True where it may be there later by itself. */
  readonly mayMend?: boolean | undefined;
}

/**
 * What functions need beside their arguments. With the same answers, a template always has the same value. Null is the answer for what is only
 * known when it is sent.
 */
export interface TemplateContext {
  /** Microseconds since the epoch. */
  readonly nowUs: () => number | null;
  /** `place` is the same for the same reference each time the same templates are resolved. */
  readonly random: (count: number, place: string) => Uint8Array | null;
  readonly sha256: (bytes: Uint8Array) => Uint8Array | null;
  readonly hmacSha256: (key: Uint8Array, bytes: Uint8Array) => Uint8Array | null;
  /** A variable of the process's environment; null where it is only known when it is sent. */
  readonly environment: (name: string) => Result<string | null, OutsideProblem>;
  /** The bytes of a file of the workspace; null where they are only known when it is sent. */
  readonly file: (path: string) => Result<Uint8Array | null, OutsideProblem>;
  /** How often this message was sent before in its session. */
  readonly sentBefore: number;
}
