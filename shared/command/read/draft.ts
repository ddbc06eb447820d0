import type { z } from 'zod';
import { fail, ok, type Result } from '../../base/result.ts';
import { endpointSchema, type Endpoint } from '../../model/connection.ts';
import { firstKind, kindOfScheme, type EndpointKind } from '../../model/endpointKinds.ts';
import { defaultsOf, optionAt, withOption, type Options } from '../../model/optionAt.ts';
import type { Scheme } from '../../model/schemes.ts';

/**
 * Gathers an endpoint from a command, option by option. `field` is a path in the endpoint, such as `socket.family`. Fields that its kind
 * turns out not to have are listed as left out.
 */
export class EndpointDraft {
  kind: EndpointKind = firstKind;
  address = '';
  /** What the program ends each line with that it sends, as text with escapes; null where it sends them as they are. */
  terminator: string | null = null;
  private readonly fields = new Map<string, { readonly value: unknown; readonly option: string }>();
  private readonly leftOut = new Set<string>();

  /** Sets the kind to the one that this scheme has on this side. */
  opens(scheme: Scheme, side: 'client' | 'server'): void {
    this.kind = kindOfScheme(scheme, side) ?? this.kind;
  }

  /** Sets a field; `option` is how the command says it. */
  set(field: string, value: unknown, option: string): void {
    this.fields.set(field, { value, option });
  }

  /** Adds to a list. */
  add(field: string, values: readonly unknown[], option: string): void {
    this.set(field, [...this.list(field), ...values], option);
  }

  /** What was added to a list so far. */
  list(field: string): readonly unknown[] {
    const values = this.get(field);
    return Array.isArray(values) ? values : [];
  }

  unset(field: string): void {
    this.fields.delete(field);
  }

  get(field: string): unknown {
    return this.fields.get(field)?.value;
  }

  /** Lists something that the connection does not take over, in words or as the command has it. */
  leave(what: string): void {
    this.leftOut.add(what);
  }

  /** The endpoint and what was left out, or a sentence about the first option that cannot be as it is. */
  build(): Result<{ readonly endpoint: Endpoint; readonly left: readonly string[] }, string> {
    const plain = defaultsOf(this.kind);
    let options: Options = {};
    const left = new Set(this.leftOut);
    for (const [field, { value, option }] of this.fields) {
      if (optionAt(plain, field) !== undefined) options = withOption(options, field, value);
      else left.add(option);
    }
    const parsed = endpointSchema.safeParse({ ...options, kind: this.kind, address: this.address });
    if (parsed.success) return ok({ endpoint: parsed.data, left: [...left] });
    const [issue] = parsed.error.issues;
    const path = issue?.path.filter((part) => typeof part === 'string').join('.') ?? '';
    // The longest field that the path begins with: a list is one field.
    const field = [...this.fields.keys()].findLast((name) => path === name || path.startsWith(`${name}.`));
    const option = (field === undefined ? undefined : this.fields.get(field)?.option) ?? path;
    return fail(`${option} cannot be used. ${issue === undefined ? '' : whyNot(issue)}`.trim());
  }
}

/** The sentence of the schema where it has one of its own; those of the library are for programmers. */
function whyNot(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `It must be one of ${issue.values.map(String).join(', ')}.`;
  return issue.message.endsWith('.') ? issue.message : '';
}
