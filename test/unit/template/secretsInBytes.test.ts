import { expect, it } from 'vitest';
import { secretsInBytes } from '../../../electron/engine/template/secretsInBytes.ts';
import type { Scope } from '../../../shared/template/scope.ts';

it('finds the values of secrets in what was sent, the longest where several are, and no short ones', () => {
  const secret = (value: string | null) => ({ value, isSecret: true });
  const scope: Scope = [
    { origin: 'the environment “Staging”', variables: new Map([['token', secret('ab-cd')]]) },
    {
      origin: 'the base environment',
      variables: new Map([
        ['token', secret('of another')],
        ['long', secret('xx-ab-cd-ü')],
        ['pin', secret('123')],
        ['missing', secret(null)],
        ['host', { value: 'example', isSecret: false }],
      ]),
    },
  ];
  const bytes = Buffer.from('ab-cd example 123 xx-ab-cd-ü of another ab-cdab-cd\0');
  expect(
    secretsInBytes(bytes, scope).map(({ name, from, to }) => [name, bytes.subarray(from, to).toString()]),
  ).toEqual([
    ['token', 'ab-cd'],
    ['long', 'xx-ab-cd-ü'],
    ['token', 'ab-cd'],
    ['token', 'ab-cd'],
  ]);
});
