import { encodingNamed } from '../../bytes/encodings.ts';
import { terminatorNamed } from '../../model/textOptions.ts';
import { usualKindOf } from '../../model/writtenMessage.ts';
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
  const texts: TextWords = {};
  const [url = ''] = readOptions(args, [...rules, ...textRules(texts)], 'gnu', draft);
  const address = parseAddress(url);
  if (!address.ok) return false;
  const { scheme } = address.value;
  draft.opens(scheme, command === 'connect' ? 'client' : 'server');
  if (isServer(draft.kind) && schemeFacts(scheme).isTls && draft.get('tls.identity') === undefined)
    draft.set('tls.identity', 'given', '--cert');
  if (!isConnectionless(draft.kind) || command === 'connect') draft.address = url;
  else draft.set('bind', url.replace(/^udp:\/\//i, ''), 'listen');
  completeMessages(draft, texts);
  return true;
}

function textRules(texts: TextWords): readonly OptionRule[] {
  return [
    {
      names: ['--encoding'],
      takesValue: true,
      read: (_draft, name) => void (texts.encoding = name),
    },
    {
      names: ['--terminator'],
      takesValue: true,
      read: (_draft, text) => void (texts.terminator = text),
    },
  ];
}

/** What the command says of its texts. */
interface TextWords {
  encoding?: string;
  terminator?: string;
}

/** The command line has one encoding and one terminator for all texts, and says of no message as what it is sent. */
function completeMessages(draft: EndpointDraft, texts: TextWords): void {
  const messages = draft.list('onOpen').filter(isWritten);
  for (const name of ['encoding', 'terminator'] as const)
    if (texts[name] !== undefined && messages.length === 0) draft.leave(`--${name} ${texts[name]}`);
  for (const message of messages) {
    const { encoding = 'utf-8', terminator = '' } = message.format === 'text' ? texts : {};
    const known = encodingNamed(encoding);
    const kind = usualKindOf(draft.kind, message.format, known);
    // The schema says why another name is no encoding.
    Object.assign(message, { kind, encoding: known ?? encoding, terminator: terminatorNamed(terminator) });
  }
}

function isWritten(message: unknown): message is { readonly format: 'text' | 'hex' } {
  return typeof message === 'object' && message !== null && 'format' in message;
}

const rules: readonly OptionRule[] = [
  { names: ['--proxy'], takesValue: true, read: readProxy },
  ...allOptions().map(([name, option]) => ruleOf(`--${name}`, option)),
  left(
    [
      '--send',
      '--send-hex',
      '--send-file',
      '--send-message',
      '--until',
      '--for',
      '--linger',
      '--workspace',
      '--env',
      '--env-var',
    ],
    true,
  ),
  left(['--end', '--interactive']),
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
