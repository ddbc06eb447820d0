import { z } from 'zod';
import type { Collector, ForeignVariable } from './collector.ts';

/** Where Insomnia keeps what it has encrypted: nobody else can read it. */
const vault = '__insomnia_vault';

const kvPairs = z
  .array(
    z.object({
      name: z.string(),
      value: z.union([z.string(), z.number(), z.boolean()]).catch('').transform(String),
      type: z.string().catch('str'),
      enabled: z.boolean().catch(true),
    }),
  )
  .catch([]);

/** The variables of an environment or folder: objects in it become dotted names, as they are referred to. */
export function insomniaVariables(
  data: unknown,
  pairs: unknown,
  place: string,
  collector: Collector,
): ForeignVariable[] {
  const found: ForeignVariable[] = [];
  for (const { name, value, type, enabled } of kvPairs.parse(pairs)) {
    if (type === 'secret') found.push({ name: `vault.${name}`, value: null, isSecret: true, on: enabled });
    // Those that are on are in the data already.
    else if (!enabled) found.push({ name, value, isSecret: false, on: false });
  }
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
    collector.left.add(`${place}/${name}`, 'It is a list, and a variable here is text.');
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key !== vault) flatten(inner, name === '' ? key : `${name}.${key}`, place, collector, found);
    }
  }
}
