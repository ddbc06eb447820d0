import { createHash, createHmac } from 'node:crypto';
import { Templates } from '../../electron/engine/template/templates.ts';
import { fail, ok } from '../../shared/base/result.ts';
import type { ScopeLayer } from '../../shared/template/scope.ts';
import { TemplateResolver } from '../../shared/template/resolveTemplate.ts';
import type { TemplateContext } from '../../shared/template/templateContext.ts';

/** A context whose answers are known beforehand: 2026-11-21T14:02:11.123456Z, and random bytes that count up from 0. */
export function knownContext(changes: Partial<TemplateContext> = {}): TemplateContext {
  return {
    nowUs: () => Date.UTC(2026, 10, 21, 14, 2, 11, 123) * 1000 + 456,
    random: (count) => Uint8Array.from({ length: count }, (_, index) => index % 256),
    sha256: (bytes) => createHash('sha256').update(bytes).digest(),
    hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
    environment: (name) =>
      name === 'HOME' ? ok('/home/ada') : fail({ code: 'unavailable', message: `no ${name}` }),
    file: (path) =>
      path === 'body.bin'
        ? ok(Uint8Array.of(0, 255))
        : path === 'note.txt'
          ? ok(new TextEncoder().encode('note'))
          : fail({ code: 'unavailable', message: `no ${path}` }),
    sentBefore: 0,
    ...changes,
  };
}

/** A layer of variables that are no secrets; those whose names begin with `secret` are. */
export function layer(origin: string, variables: Readonly<Record<string, string>>): ScopeLayer {
  return {
    origin,
    variables: new Map(
      Object.entries(variables).map(([name, value]) => [
        name,
        { value, isSecret: name.startsWith('secret') },
      ]),
    ),
  };
}

/** Resolves with the variables of one layer, the base, in `knownContext`. */
export function resolverOf(
  variables: Readonly<Record<string, string>> = {},
  changes: Partial<TemplateContext> = {},
): TemplateResolver {
  return new TemplateResolver([layer('the base', variables)], knownContext(changes));
}

/** Templates with the variables of one layer, the base; every file is there, and so is every variable of the environment. */
export function templatesOf(variables: Readonly<Record<string, string>>): Templates {
  return new Templates([layer('the base', variables)], {
    clock: { nowUs: () => Date.now() * 1000 },
    environment: (name) => Promise.resolve(ok(`environment of ${name}`)),
    file: (path) => Promise.resolve(ok(new TextEncoder().encode(`content of ${path}`))),
  });
}
