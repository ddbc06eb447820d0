import { createHash, createHmac, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { deepestNesting } from '../../../shared/template/template.ts';
import type { OutsideProblem, TemplateContext } from '../../../shared/template/templateContext.ts';
import type { SecretPlace } from '../../../shared/contract/messages.ts';
import type { Clock } from '../base/deps.ts';
import { secretsInBytes } from './secretsInBytes.ts';

/** What templates may ask of this machine. Neither rejects. */
export interface TemplateSources {
  readonly clock: Clock;
  environment(name: string): Promise<Result<string, OutsideProblem>>;
  file(path: string): Promise<Result<Uint8Array, OutsideProblem>>;
}

/** Two more than there can be references within each other: each round reads what the inner ones have named. What is missing then is a problem. */
const mostRounds = deepestNesting + 2;

/** Resolves templates with one scope. What they ask for outside is read in between: they are resolved again until nothing is missing. */
export class Templates {
  private readonly scope: Scope;
  private readonly sources: TemplateSources;

  constructor(scope: Scope, sources: TemplateSources) {
    this.scope = scope;
    this.sources = sources;
  }

  /** Where the values of secrets stand in bytes (`messages.secrets` of the contract). */
  secretsIn(bytes: Uint8Array): SecretPlace[] {
    return secretsInBytes(bytes, this.scope);
  }

  /** Resolves with what is outside now. `sentBefore` is how often the message was sent before. */
  async resolve<Value>(resolve: (resolver: TemplateResolver) => Value, sentBefore = 0): Promise<Value> {
    const fresh: Outside = { environment: new Map(), files: new Map() };
    const draws = this.draws();
    for (let round = 0; round < mostRounds; round += 1) {
      const wanted: Wanted = { environment: new Set(), files: new Set() };
      const value = resolve(this.resolver(fresh, { draws, sentBefore, wanted }));
      if (wanted.environment.size === 0 && wanted.files.size === 0) return value;
      await this.read(wanted, fresh);
    }
    return resolve(this.resolver(fresh, { draws, sentBefore, wanted: null }));
  }

  private async read(wanted: Wanted, fresh: Outside): Promise<void> {
    for (const name of wanted.environment) {
      fresh.environment.set(name, await this.sources.environment(name));
    }
    for (const path of wanted.files) {
      fresh.files.set(path, await this.sources.file(path));
    }
  }

  /** Time and random bytes for one message: each round has the same, or a file whose name is drawn would be another one each time. */
  private draws(): Pick<TemplateContext, 'nowUs' | 'random'> {
    const nowUs = this.sources.clock.nowUs();
    const drawn = new Map<string, Uint8Array>();
    const random = (count: number, place: string): Uint8Array => {
      const key = `${place} ${count}`;
      const bytes = drawn.get(key) ?? randomBytes(count);
      drawn.set(key, bytes);
      return bytes;
    };
    return { nowUs: () => nowUs, random };
  }

  private resolver(outside: Outside, { draws, sentBefore, wanted }: Turn): TemplateResolver {
    const context: TemplateContext = {
      ...draws,
      sha256: (bytes) => createHash('sha256').update(bytes).digest(),
      hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
      environment: (name) => known(outside.environment, name, wanted?.environment),
      file: (path) => known(outside.files, path, wanted?.files),
      sentBefore,
    };
    return new TemplateResolver(this.scope, context);
  }
}

/** What holds for one time that templates are resolved; `wanted` is null where nothing more is read. */
interface Turn {
  readonly draws: Pick<TemplateContext, 'nowUs' | 'random'>;
  readonly sentBefore: number;
  readonly wanted: Wanted | null;
}

/** What was read for templates. */
interface Outside {
  readonly environment: Map<string, Result<string, OutsideProblem>>;
  readonly files: Map<string, Result<Uint8Array, OutsideProblem>>;
}

/** What was asked for and is not read yet. */
interface Wanted {
  readonly environment: Set<string>;
  readonly files: Set<string>;
}

function known<Value>(
  values: ReadonlyMap<string, Result<Value, OutsideProblem>>,
  name: string,
  wanted: Set<string> | undefined,
): Result<Value | null, OutsideProblem> {
  const value = values.get(name);
  if (value) return value;
  if (!wanted) return fail(notRead(name));
  wanted.add(name);
  return ok(null);
}

function notRead(name: string): OutsideProblem {
  return {
    code: 'unavailable',
    message: `What “${name}” stands for was not read in time. Name it without what changes each time, such as {{$uuid}}, or open the session again.`,
  };
}
