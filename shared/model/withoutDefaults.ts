import { isOptions, isSame } from './optionAt.ts';

/** The values that differ from the defaults, within groups of options too: a person reads only what somebody chose. */
export function withoutDefaults(values: object, defaults: object): Record<string, unknown> {
  const chosen: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const usual: unknown = Reflect.get(defaults, name);
    if (isSame(value, usual)) continue;
    // A secret that defaults to null is not a group.
    chosen[name] = isOptions(value) && isOptions(usual) ? withoutDefaults(value, usual) : value;
  }
  return chosen;
}
