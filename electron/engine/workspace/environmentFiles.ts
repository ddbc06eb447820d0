import { isDeepStrictEqual } from 'node:util';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { WorkspaceProblem } from '../../../shared/model/connection.ts';
import {
  baseEnvironmentId,
  emptyBase,
  environmentSchema,
  type Environment,
  type EnvironmentContent,
} from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { compareSiblings, placesFor, type Sibling } from '../../../shared/model/siblingOrder.ts';
import type { Log } from '../base/deps.ts';
import { Serial } from '../base/serial.ts';
import { jsonFileName } from '../files/fileName.ts';
import type { Removed } from './deletions.ts';
import { environmentFile } from './environmentFile.ts';
import { JsonFolder } from './jsonFolder.ts';
import { mustDeleteSeen, mustReplaceSeen, revisionOf } from './seenRevision.ts';

/** The content of the folder: environments, and the files that hold none. */
export interface EnvironmentList {
  /** The base first, whether it has a file or not; then in the order that a person gave them, or by name. */
  readonly environments: readonly Environment[];
  /** The first of what could not be read: environments in it are as they were last known, if they were; null when everything was read. */
  readonly unread: WorkspaceProblem | null;
  readonly problems: readonly WorkspaceProblem[];
}

interface EnvironmentFilesParts {
  readonly folder: string;
  readonly makeId: () => string;
  /** Receives an environment as it was before it was updated or removed from here, and is awaited; it must not reject. */
  readonly replaced: (before: Environment) => Promise<void>;
}

/** The environments, one JSON file each. */
export class EnvironmentFiles {
  readonly list = new Cell<EnvironmentList>({ environments: [emptyBase], unread: null, problems: [] });
  private readonly makeId: () => string;
  private readonly folder: JsonFolder<Environment>;
  /** One after the other: of two who make the base, the second one finds it made. */
  private readonly baseWrites = new Serial();
  /** A place is between those that others have by then. */
  private readonly moves = new Serial();

  constructor({ folder, makeId, replaced }: EnvironmentFilesParts) {
    this.makeId = makeId;
    this.folder = new JsonFolder({
      folder,
      file: environmentFile,
      nameOf: ({ name, id }) => (id === baseEnvironmentId ? `${id}.json` : jsonFileName(name, id)),
      compare: inOrder,
      subject: 'This environment',
      gone,
      makeId,
      listed: ({ items, unread, problems }) =>
        this.list.set({ environments: withBase(items), unread, problems }),
      replaced,
    });
  }

  /** Null for an unknown id. */
  find(id: EnvironmentId): Environment | null {
    return this.list.value.environments.find((each) => each.id === id) ?? null;
  }

  /** Rejects with a sentence when the file cannot be written. */
  async create(content: EnvironmentContent): Promise<Environment> {
    const environment = environmentSchema.parse({ ...content, version: 1, id: this.makeId() });
    await this.folder.create(environment);
    return environment;
  }

  /**
   * Rejects with NOT_FOUND when its file is gone or has a mistake by now, and with WRONG_STATE when it is another one than that of `revision`.
   * The base gets a file when it has none.
   */
  async update(id: EnvironmentId, content: EnvironmentContent, revision?: string): Promise<Environment> {
    const environment = environmentSchema.parse({ ...content, version: 1, id });
    const replace = (before: Environment): Environment => {
      mustReplaceSeen('environment', revisionOfEnvironment(before), revision);
      return withPlaceOf(environment, before);
    };
    if (id === baseEnvironmentId) await this.baseWrites.run(() => this.writeBase(replace));
    else await this.folder.rewrite(id, ({ item }) => ({ item: replace(item) }));
    return withPlaceOf(environment, this.find(id) ?? environment);
  }

  /** Changes the variables of the base as they now stand in its file, whoever wrote them. `change` may throw to refuse. */
  changeBase(change: (variables: readonly Variable[]) => readonly Variable[]): Promise<void> {
    return this.baseWrites.run(() =>
      this.writeBase((base) => environmentSchema.parse({ ...base, variables: change(base.variables) })),
    );
  }

  /**
   * Puts it before another one, or behind all (null); the base stays first. Rejects with NOT_FOUND, like `update`. Only one file changes,
   * unless others have no place of their own yet.
   */
  move(id: EnvironmentId, before: EnvironmentId | null): Promise<Environment> {
    return this.moves.run(async () => {
      await this.folder.rescan();
      const others = this.list.value.environments.filter(
        (each) => each.id !== id && each.id !== baseEnvironmentId,
      );
      const index = before === null ? others.length : others.findIndex((each) => each.id === before);
      if (id === baseEnvironmentId || index < 0) throw new WirebenchError('NOT_FOUND', gone);
      const places = placesFor(others.map(siblingOf), index, siblingOf(this.get(id)));
      for (const [key, order] of places) {
        await this.folder.rewrite(this.get(key).id, ({ item }) => ({
          item: environmentSchema.parse({ ...item, order }),
        }));
      }
      return this.get(id);
    });
  }

  /** Rejects like `update`. It may come back. */
  remove(id: EnvironmentId, revision?: string): Promise<Removed> {
    return this.folder.remove(id, ({ item }) =>
      mustDeleteSeen('environment', revisionOfEnvironment(item), revision),
    );
  }

  /** Looks at the folder for the first time, and repairs what a killed program left. Rejects where that cannot be put back or deleted. */
  open(): Promise<void> {
    return this.folder.open(new AbortController().signal);
  }

  /** Looks at the folder again. Only files that have changed are read. */
  rescan(): Promise<void> {
    return this.folder.rescan();
  }

  /** Follows other programs' changes in the folder. */
  watch(log: Log): Disposable {
    return this.folder.watch(log, 'The environments could not be listed');
  }

  /** Resolves when no write is in progress any more. */
  async settled(): Promise<void> {
    await Promise.all([this.baseWrites.settled(), this.moves.settled()]);
    await this.folder.settled();
  }

  private get(id: string): Environment {
    const found = this.list.value.environments.find((each) => each.id === id);
    if (!found) throw new WirebenchError('NOT_FOUND', gone);
    return found;
  }

  /** `change` receives the base as it stands in its file, or without one, and may throw to refuse. Without a change, no file is made. */
  private async writeBase(change: (before: Environment) => Environment): Promise<void> {
    await this.folder.rescan();
    const { environments, problems } = this.list.value;
    const hasFile = !environments.includes(emptyBase);
    // A file that cannot be read is a person's, whatever it is called: it is not written over.
    if (hasFile || problems.some(({ file }) => file === `${baseEnvironmentId}.json`))
      return this.folder.rewrite(baseEnvironmentId, ({ item }) => ({ item: change(item) }));
    const base = change(emptyBase);
    if (!isDeepStrictEqual(base, emptyBase)) await this.folder.create(base);
  }
}

const gone = 'This environment is no longer in the workspace, or its file has a mistake.';

function withPlaceOf(environment: Environment, { order }: Environment): Environment {
  return order === undefined ? environment : { ...environment, order };
}

/** All environments are listed again after each change, and hashed only when they have changed. */
const revisions = new WeakMap<Environment, string>();

/** Differs when anything that a person can change of it does. */
export function revisionOfEnvironment(environment: Environment): string {
  const known = revisions.get(environment);
  if (known !== undefined) return known;
  const { name, colour, variables } = environment;
  const revision = revisionOf([name, colour, variables]);
  revisions.set(environment, revision);
  return revision;
}

function withBase(items: readonly Environment[]): readonly Environment[] {
  return items.some(({ id }) => id === baseEnvironmentId) ? items : [emptyBase, ...items];
}

function siblingOf({ id, name, order }: Environment): Sibling {
  return { key: id, name, order };
}

function inOrder(left: Environment, right: Environment): number {
  if (left.id === baseEnvironmentId || right.id === baseEnvironmentId)
    return left.id === baseEnvironmentId ? -1 : 1;
  return compareSiblings(siblingOf(left), siblingOf(right));
}
