import {
  companions,
  contradictions,
  endpointOptions,
  isOptionName,
  type AddressForm,
  type EndpointOption,
  type EndpointValues,
  type Role,
} from '../../../shared/command/wirebenchOptions.ts';
import { beginningOf } from '../../../shared/model/schemes.ts';
import { UsageError } from '../command.ts';

const rules: Readonly<Record<string, EndpointOption>> = endpointOptions;

/** Throws a `UsageError` for an option that does not fit the address, or another option. */
export function checkOptions(values: EndpointValues, role: Role, form: AddressForm): void {
  for (const name of Object.keys(rules).filter(isOptionName)) {
    if (values[name] !== undefined) checkFit(name, role, form);
  }
  for (const [one, other] of contradictions) {
    if (values[one] !== undefined && values[other] !== undefined)
      throw new UsageError(`--${one} and --${other} contradict each other. Leave one of them out.`);
  }
  for (const [name, others] of Object.entries(companions)) {
    if (!isOptionName(name) || values[name] === undefined) continue;
    if (others.every((other) => values[other] === undefined))
      throw new UsageError(
        `--${name} goes with ${inWords(others.map((other) => `--${other}`))}, which is missing.`,
      );
  }
}

function checkFit(name: string, role: Role, form: AddressForm): void {
  const rule = rules[name];
  const forms = rule?.[role];
  if (forms === undefined) {
    const other: Role = role === 'connect' ? 'listen' : 'connect';
    throw new UsageError(`--${name} goes with wirebench ${other}, not with wirebench ${role}.`);
  }
  if (forms.includes(form)) return;
  const fitting = forms.filter((each) => role === 'connect' || each !== 'starttls');
  throw new UsageError(`--${name} goes with ${inWords(fitting.map(nameOf))}, not with ${nameOf(form)}.`);
}

function nameOf(form: AddressForm): string {
  if (form === 'starttls') return 'tcp:// and --starttls';
  return beginningOf(form);
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

/**
 * The option that fills a field of the endpoint, `URL` for the address; null when no option fills the field. `field` is a path such as
 * `socket.groups.0`: the option that matches most of it counts.
 */
export function optionOf(field: string, role: Role): string | null {
  if (field === 'address' || (field === 'bind' && role === 'listen')) return 'URL';
  const fitting = Object.entries(rules)
    .filter(([, rule]) => rule[role] !== undefined && isWithin(field, rule.field))
    .toSorted(([, one], [, other]) => other.field.length - one.field.length);
  const option =
    fitting[0]?.[0] ?? Object.entries(rules).find(([, rule]) => isWithin(rule.field, field))?.[0];
  return option === undefined ? null : `--${option}`;
}

function isWithin(field: string, whole: string): boolean {
  return field === whole || field.startsWith(`${whole}.`);
}
