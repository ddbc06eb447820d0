import { isDeepStrictEqual } from 'node:util';
import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import { secretsIn, type SecretRef } from '../../../shared/model/secret.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { longestSoughtBytes, secretForms, shortestSoughtBytes } from '../secrets/secretForms.ts';
import { FormFinder } from '../store/formFinder.ts';
import { notRead } from './fileRefusals.ts';
import type { Workspace } from './workspace.ts';

/** A secret of the workspace, by the name that a person knows it by, and the environment, folder or connection it belongs to. */
export interface KnownSecret {
  readonly name: string;
  readonly where: string;
  readonly bytes: Uint8Array;
}

/** The same before its value is read. */
type NamedSecret = Omit<KnownSecret, 'bytes'> & { readonly ref: SecretRef };

/** What is about to be written into a file that git sees. */
export interface WrittenContent {
  /** Everything in it that may be, or have in it, the value of a secret. */
  readonly texts: readonly Uint8Array[];
  /** Those that it is about; their secrets may be known nowhere else yet. */
  readonly variables?: readonly Variable[];
}

type KnownSecretsParts = Pick<Workspace, 'connections' | 'environments' | 'secrets'>;

/** The one place that knows the secrets of the workspace, and finds them in bytes, however they are written there (`secretForms`). */
export class KnownSecrets {
  private readonly parts: KnownSecretsParts;
  private looked: {
    readonly at: readonly object[];
    readonly named: ReadonlyMap<string, NamedSecret>;
  } | null = null;
  /** What is looked for at each save and at each letter of an option: made anew only when a value is another one. */
  private sought: {
    readonly forms: ReadonlyMap<string, readonly Uint8Array[]>;
    readonly finder: FormFinder;
  } | null = null;

  constructor(parts: KnownSecretsParts) {
    this.parts = parts;
  }

  /**
   * Every secret of the workspace whose value this machine has, and those that `recorded` refers to. Equal values are named once. Rejects with a
   * sentence where something cannot be read that may name or be one: it would not be looked for.
   */
  async all(recorded: object, variables: readonly Variable[] = []): Promise<readonly KnownSecret[]> {
    const named = new Map(await this.named());
    nameVariables(named, 'here', variables);
    nameAll(named, 'this recording', recorded);
    const found = new Map<string, KnownSecret>();
    for (const { name, where, ref } of named.values()) {
      const bytes = await this.parts.secrets.find(ref);
      if (bytes && !found.has(latin1(bytes))) found.set(latin1(bytes), { name, where, bytes });
    }
    return [...found.values()];
  }

  /**
   * Rejects with HAS_SECRETS where the value of a secret stands in what is to be written, and stood not in what was there `before`, and where
   * that cannot be told; unless a person has agreed.
   */
  async mustNotWrite(
    content: WrittenContent,
    before: WrittenContent | null,
    isAgreed: boolean,
  ): Promise<void> {
    if (isAgreed) return;
    const [found = [], old = []] = await this.standingIn(
      [content.texts, before?.texts ?? []],
      content.variables,
    ).catch((error: unknown) => {
      throw notLookedFor(error);
    });
    const secrets = found.filter((secret) => !old.includes(secret));
    if (secrets.length === 0) return;
    const names = describeSecrets(secrets);
    throw new WirebenchError(
      'HAS_SECRETS',
      `The value of ${secrets.length === 1 ? 'a secret' : 'secrets'} stands in it: ${names}. It was not saved, because git sees the file. Write the variable in its place, or save again to save it all the same.`,
    );
  }

  /** Which secrets stand in each of these, in the order of the secrets. `variables` are those whose secrets may be known nowhere else yet. */
  async standingIn(
    contents: readonly WrittenContent['texts'][],
    variables: readonly Variable[] = [],
  ): Promise<readonly (readonly KnownSecret[])[]> {
    const known = (await this.all({}, variables)).filter(isSought);
    const finder = this.finderOf(known);
    return contents.map((texts) => {
      const found = placesIn(finder, texts);
      return known.filter((_, index) => found.has(index));
    });
  }

  /** Secrets have distinct values. */
  private finderOf(known: readonly KnownSecret[]): FormFinder {
    const values = known.map(({ bytes }) => latin1(bytes));
    const before = this.sought;
    if (before && isDeepStrictEqual([...before.forms.keys()], values)) return before.finder;
    const forms = new Map(
      known.map(({ bytes }, index) => {
        const value = values[index] ?? '';
        return [value, before?.forms.get(value) ?? secretForms(bytes)];
      }),
    );
    const finder = new FormFinder([...forms.values()]);
    this.sought = { forms, finder };
    return finder;
  }

  /** By their ids. Thousands of connections are looked through once, not for each message that is saved. */
  private async named(): Promise<ReadonlyMap<string, NamedSecret>> {
    const { connections, environments } = this.parts;
    const saved = await connections.all();
    const { folders } = connections.list.value;
    const { environments: all } = environments.list.value;
    const unread = connections.list.value.unread ?? environments.list.value.unread;
    if (unread) throw notRead('What secrets the workspace has', unread);
    const at = [saved, folders, all];
    if (this.looked?.at.every((each, index) => each === at[index])) return this.looked.named;
    const named = new Map<string, NamedSecret>();
    for (const { name, variables } of all) nameVariables(named, name, variables);
    for (const { path, variables = [] } of folders) nameVariables(named, path, variables);
    for (const { name, endpoint } of saved) nameAll(named, name, endpoint);
    this.looked = { at, named };
    return named;
  }
}

/** A folder that cannot be read is no reason to save nothing any more. */
function notLookedFor(error: unknown): WirebenchError {
  return new WirebenchError(
    'HAS_SECRETS',
    `It was not saved, because git sees the file, and secrets were not looked for in it. ${messageOf(error)} Save again to save it all the same.`,
    { cause: error },
  );
}

/** Their names, for a sentence. */
export function describeSecrets(secrets: readonly KnownSecret[]): string {
  return secrets.map(({ name, where }) => `“${name}” (${where})`).join(', ');
}

/** A shorter or longer value is not looked for. */
export function isSought({ bytes: { length } }: KnownSecret): boolean {
  return length >= shortestSoughtBytes && length <= longestSoughtBytes;
}

/** A text that tells values apart. */
function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

function nameVariables(
  named: Map<string, NamedSecret>,
  where: string,
  variables: readonly Pick<Variable, 'name' | 'secret'>[],
): void {
  for (const { name, secret } of variables)
    if (secret && !named.has(secret.id)) named.set(secret.id, { name, where, ref: secret });
}

function nameAll(named: Map<string, NamedSecret>, where: string, value: unknown): void {
  for (const [id, ref] of secretsIn(value)) if (!named.has(id)) named.set(id, { name: ref.name, where, ref });
}

function placesIn(finder: FormFinder, texts: readonly Uint8Array[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const text of texts)
    finder.find(Buffer.from(text.buffer, text.byteOffset, text.length), (_from, _to, secret) =>
      found.add(secret),
    );
  return found;
}
