import { quoted } from '../../../shared/bytes/visibleText.ts';
import {
  environmentSchema,
  type Environment,
  type EnvironmentContent,
} from '../../../shared/model/environment.ts';
import type { SecretRef } from '../../../shared/model/secret.ts';
import { isVariableName } from '../../../shared/template/parseTemplate.ts';
import type { EnvironmentStore } from './environments.ts';

/** A variable while somebody edits it. */
export interface VariableRow {
  readonly key: number;
  readonly name: string;
  /** What is typed; null for a secret whose value is kept and was not looked at. */
  readonly value: string | null;
  readonly isSecret: boolean;
  /** Where the value of a secret is kept now. */
  readonly kept: SecretRef | null;
  readonly on: boolean;
}

/** An environment while somebody edits it. */
export interface EnvironmentDraft extends Pick<Environment, 'name' | 'colour'> {
  readonly rows: readonly VariableRow[];
}

export function draftOf({ name, colour, variables }: EnvironmentContent): EnvironmentDraft {
  const rows = variables.map(({ name: variable, value, secret, on }, key): VariableRow => ({
    ...{ key, name: variable, on, kept: secret },
    ...(secret === null ? { value, isSecret: false } : { value: null, isSecret: true }),
  }));
  return { name, colour, rows };
}

const emptyRow = { name: '', value: '', isSecret: false, kept: null, on: true } as const;

/** The draft with new rows after the last one. */
export function withRows(draft: EnvironmentDraft, rows: readonly Partial<VariableRow>[]): EnvironmentDraft {
  let key = Math.max(-1, ...draft.rows.map((row) => row.key));
  return {
    ...draft,
    rows: [...draft.rows, ...rows.map((row) => ({ ...emptyRow, ...row, key: (key += 1) }))],
  };
}

export function withRow(draft: EnvironmentDraft, changed: VariableRow): EnvironmentDraft {
  return { ...draft, rows: draft.rows.map((row) => (row.key === changed.key ? changed : row)) };
}

export function withoutRow(draft: EnvironmentDraft, key: number): EnvironmentDraft {
  return { ...draft, rows: draft.rows.filter((row) => row.key !== key) };
}

/** True when the draft would be lost without saving: empty rows are not saved anyway. */
export function isEdited(draft: EnvironmentDraft, saved: EnvironmentContent): boolean {
  return savedPartOf(draft) !== savedPartOf(draftOf(saved));
}

function savedPartOf({ name, colour, rows }: EnvironmentDraft): string {
  const filled = rows.filter((row) => row.name !== '' || row.value !== '' || row.isSecret);
  const fields = filled.map((row) => [row.name, row.value, row.isSecret, row.kept?.id, row.on]);
  return JSON.stringify([name, colour, fields]);
}

/** The environment as it would be with the draft; what cannot be saved yet is not in it. */
export function environmentWith(environment: Environment, draft: EnvironmentDraft): Environment {
  const rows = new Map(draft.rows.filter((row) => isVariableName(row.name)).map((row) => [row.name, row]));
  const variables = [...rows.values()].map(({ name, value, isSecret, on }) => {
    const secret = isSecret ? { id: 'draft', name } : null;
    return { name, on, secret, value: isSecret ? '' : (value ?? '') };
  });
  return { ...environment, variables };
}

/** Why a row cannot be saved, as a sentence; null when it can. */
export function rowProblem(draft: EnvironmentDraft, row: VariableRow): string | null {
  if (row.name === '') return row.value === '' && !row.isSecret ? null : 'This variable needs a name.';
  if (!isVariableName(row.name))
    return `${quoted(row.name)} is not a name: it begins with a letter or _, and has letters, digits, _ . and - only.`;
  const isTwice = draft.rows.some(({ key, name }) => key !== row.key && name === row.name);
  return isTwice ? `${quoted(row.name)} is here twice. Rename or remove one of them.` : null;
}

/** The variables in lines of `NAME=VALUE`, as in a `.env` file: with comments, `export` and quotes; null for any other text. */
export function variablesIn(text: string): readonly Pick<VariableRow, 'name' | 'value'>[] | null {
  const found: { name: string; value: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const [, name = '', value = ''] = /^\s*(?:export\s+)?([^\s=]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (!isVariableName(name)) return null;
    found.push({ name, value: /^(["'])(.*)\1$/.exec(value)?.[2] ?? value });
  }
  return found.length > 0 ? found : null;
}

/**
 * The value after a paste over the selection, where that keeps lines that a field of one line would join; null where the field does the same
 * by itself. Lines end with a line feed, as in every text field.
 */
export function pastedLines(value: string, from: number, to: number, text: string): string | null {
  const lines = text.replaceAll(/\r\n?/g, '\n');
  if (!lines.replace(/\n+$/, '').includes('\n')) return null;
  return value.slice(0, from) + lines + value.slice(to);
}

/** What is saved for a draft: values of secrets are kept first, where no file that git sees has them. Empty rows are left out. */
export async function contentOf(
  draft: EnvironmentDraft,
  { keepSecret }: Pick<EnvironmentStore, 'keepSecret'>,
): Promise<EnvironmentContent> {
  const variables: object[] = [];
  for (const { name, value, isSecret, kept, on } of draft.rows) {
    if (name === '') continue;
    const secret = isSecret ? (value === null ? kept : await keepSecret(name, value)) : null;
    variables.push({ name, value: isSecret ? '' : (value ?? ''), secret, on });
  }
  const { name, colour } = draft;
  const parsed = environmentSchema.parse({ version: 1, id: 'draft', name, colour, variables });
  return { name: parsed.name, colour: parsed.colour, variables: parsed.variables };
}
