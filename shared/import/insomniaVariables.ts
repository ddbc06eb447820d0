import { z } from 'zod';
import type { Collector, ForeignVariable } from './collector.ts';

/** Where Insomnia keeps what it has encrypted: nobody else can read it. */
const vault = '__insomnia_vault';

const kvPairs = z
  .array(z.object({ name: z.string(), type: z.string().catch('str'), enabled: z.boolean().catch(true) }))
  .catch([]);

/** The variables of an environment or folder: objects in it become dotted names, as they are referred to. */
export function insomniaVariables(
  data: unknown,
  pairs: unknown,
  place: string,
  collector: Collector,
): ForeignVariable[] {
  const found: ForeignVariable[] = [];
  const secret = kvPairs.parse(pairs).filter(({ type }) => type === 'secret');
  for (const { name, enabled } of secret)
    found.push({ name: `vault.${name}`, value: null, isSecret: true, on: enabled });
  flatten(data, '', place, collector, found);
  return found;
}

function flatten(
  value: unknown,
  name: string,
  place: string,
  collector: Collector,
  found: ForeignVariable[],
): void {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    if (name !== '') found.push({ name, value: String(value), isSecret: false, on: true });
  } else if (Array.isArray(value)) {
    collector.left.add(`${place}/${name}`, 'It is a list, and a variable here is a text.');
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key !== vault) flatten(inner, name === '' ? key : `${name}.${key}`, place, collector, found);
    }
  }
}
