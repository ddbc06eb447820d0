import { parseTemplate } from '../template/parseTemplate.ts';
import type { Collector } from './collector.ts';

/** How a request of another program says who sends it. `inherit` is what the folder around it says, which its reader puts in place. */
export type ForeignAuth =
  | { readonly type: 'none' | 'inherit' }
  | { readonly type: 'bearer'; readonly token: string; readonly prefix: string }
  | { readonly type: 'basic'; readonly user: string; readonly password: string }
  | { readonly type: 'apikey'; readonly name: string; readonly value: string; readonly isInQuery: boolean }
  | { readonly type: 'other'; readonly what: string };

/** What a request says that is sent by nobody in particular. */
export const noAuth: ForeignAuth = { type: 'none' };

/** The types of authentication that the programs have under the same names, and with the same fields. */
export function namedAuth(type: string, field: (name: string) => string, isInQuery: boolean): ForeignAuth {
  switch (type) {
    case 'none':
      return noAuth;
    case 'bearer':
      return { type, token: field('token'), prefix: field('prefix') };
    case 'basic':
      return { type, user: field('username'), password: field('password') };
    case 'apikey':
      return { type, name: field('key'), value: field('value'), isInQuery };
    default:
      return { type: 'other', what: type };
  }
}

/** A name and a value in our language. */
interface OwnPair {
  readonly name: string;
  readonly value: string;
}

/** What says the same in a handshake. */
interface Credentials {
  readonly headers: readonly OwnPair[];
  readonly query: readonly OwnPair[];
}

const nothing: Credentials = { headers: [], query: [] };

/** The headers and parameters that say the same. A secret that stands in the file becomes a secret variable, since git sees connections. */
export function credentialsOf(auth: ForeignAuth, item: string, collector: Collector): Credentials {
  switch (auth.type) {
    case 'none':
    case 'inherit':
      return nothing;
    case 'bearer': {
      if (auth.token.trim() === '') return nothing;
      const prefix = auth.prefix.trim() === '' ? 'Bearer' : collector.text(auth.prefix.trim(), item);
      return ofHeader('Authorization', `${prefix} ${hidden(auth.token.trim(), 'token', item, collector)}`);
    }
    case 'basic':
      return basic(auth.user, auth.password, item, collector);
    case 'apikey': {
      if (auth.name.trim() === '') return nothing;
      const made = {
        name: collector.text(auth.name.trim(), item),
        value: hidden(auth.value, 'key', item, collector),
      };
      return auth.isInQuery ? { headers: [], query: [made] } : { headers: [made], query: [] };
    }
    case 'other':
      collector.left.add(
        item,
        `Its authentication (${auth.what}) is not imported. Add the header that the service expects.`,
      );
      return nothing;
  }
}

function ofHeader(name: string, value: string): Credentials {
  return { headers: [{ name, value }], query: [] };
}

/** RFC 7617. */
function basic(user: string, password: string, item: string, collector: Collector): Credentials {
  if (user === '' && password === '') return nothing;
  const parts = [
    collector.text(user, item),
    password === '' ? '' : hidden(password, 'password', item, collector),
  ];
  if (parts.every(isArgument)) return ofHeader('Authorization', `Basic {{$base64:${parts.join(':')}}}`);
  collector.left.add(
    item,
    'Its user or password has braces that are no variable, so its authentication is not imported.',
  );
  return nothing;
}

/** True for what can stand in a function: its braces are those of references to variables. */
function isArgument(text: string): boolean {
  return !/[{}]/.test(text.replace(/\{\{[^{}"]*\}\}/g, ''));
}

/** The reference to a new secret variable with this value; what refers to a variable already stays. */
function hidden(written: string, what: string, item: string, collector: Collector): string {
  const text = collector.text(written, item);
  if (written === '' || hasReference(text)) return text;
  const reference = collector.secretReference(`${wordOf(item)}_${what}`, written);
  collector.changed.add(
    item,
    `Its ${what} is now the secret variable ${reference}, so that it is in no file that git sees.`,
  );
  return reference;
}

function hasReference(text: string): boolean {
  const parsed = parseTemplate(text);
  return parsed.ok && parsed.value.some(({ kind }) => kind === 'reference');
}

/** The last part of an item's name, as a part of a variable's name. */
export function wordOf(item: string): string {
  const last = item.slice(item.lastIndexOf('/') + 1);
  const plain = last
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 40);
  return /^[A-Za-z]/.test(plain) ? plain : `imported_${plain}`.replace(/_$/, '');
}
