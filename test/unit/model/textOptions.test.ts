import { expect, it } from 'vitest';
import { endpointKinds } from '../../../shared/model/endpointKinds.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import { resolveOptions } from '../../../shared/model/resolveOptions.ts';
import { endpointOfReferences, reference, textOptionsOf } from '../../support/textOptions.ts';
import { resolverOf } from '../../support/templates.ts';

it.each(endpointKinds)('every text of a %s takes references, and is resolved', (kind) => {
  const endpoint = endpointOfReferences(kind);
  const paths = textOptionsOf(kind).filter((path) => !path.startsWith('onOpen.'));
  expect(paths).toContain('address');
  for (const path of paths) expect([path, optionAt(endpoint, path)]).toEqual([path, reference]);
  const { kind: _, ...options } = endpoint;
  const { texts, opened } = resolveOptions(options, resolverOf({ host: 'there' }));
  expect(texts.map(({ field }) => field).toSorted()).toEqual(paths.toSorted());
  for (const path of paths) expect([path, optionAt(opened, path)]).toEqual([path, 'there']);
});
