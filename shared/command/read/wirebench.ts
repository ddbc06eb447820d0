import { parseAddress } from '../../model/address.ts';
import { isConnectionless, isServer } from '../../model/endpointKinds.ts';
import { schemeFacts } from '../../model/schemes.ts';
import { allOptions, type EndpointOption } from '../wirebenchOptions.ts';
import type { EndpointDraft } from './draft.ts';
import { harmless, left, readOptions, type OptionRule } from './options.ts';
import { readProxyUrl } from './sharedRules.ts';

/** Reads `wirebench connect URL …` and `wirebench listen URL …`. False for its other commands. */
export function readWirebench([command, ...args]: readonly string[], draft: EndpointDraft): boolean {
  if (command !== 'connect' && command !== 'listen') return false;
  const [url = ''] = readOptions(args, rules, 'gnu', draft);
  const address = parseAddress(url);
  if (!address.ok) return false;
  const { scheme } = address.value;
  draft.opens(scheme, command === 'connect' ? 'client' : 'server');
  if (isServer(draft.kind) && schemeFacts(scheme).isTls && draft.get('tls.identity') === undefined)
    draft.set('tls.identity', 'given', '--cert');
  if (!isConnectionless(draft.kind) || command === 'connect') draft.address = url;
  else draft.set('bind', url.replace(/^udp:\/\//i, ''), 'listen');
  return true;
}

const rules: readonly OptionRule[] = [
  { names: ['--proxy'], takesValue: true, read: readProxy },
  ...allOptions().map(([name, option]) => ruleOf(`--${name}`, option)),
  left(['--send', '--send-hex', '--send-file', '--until', '--for', '--linger', '--workspace'], true),
  left(['--end', '--interactive', '--echo']),
  harmless(['--save'], true),
  harmless(['--json', '--quiet', '--full']),
];

/** What names a file is left out: the file is not read. */
function ruleOf(name: string, option: EndpointOption): OptionRule {
  const { type, field, form, sets, multiple, enables, once } = option;
  const takesValue = type === 'string';
  if (sets !== undefined)
    return { names: [name], takesValue, read: (draft, _text, written) => draft.set(field, sets, written) };
  if (form === undefined) return left([name], takesValue);
  const read: OptionRule['read'] = (draft, text, written) => {
    const value = form.read(text);
    // The schema says why the text itself cannot be the value.
    const taken = value === undefined ? text : value;
    if (enables !== undefined) draft.set(enables, true, written);
    if (multiple !== true) draft.set(field, taken, written);
    else if (once !== true || !draft.list(field).includes(taken)) draft.add(field, [taken], written);
  };
  return { names: [name], takesValue, read };
}

function readProxy(draft: EndpointDraft, text: string): void {
  if (text === 'none' || text === 'environment') draft.set('proxy.use', text, '--proxy');
  else readProxyUrl(text, {}, draft);
}
