import { tlsVersionOf } from '../../model/tlsText.ts';
import { listIn } from '../optionForms.ts';
import type { EndpointDraft } from './draft.ts';
import { field, flag, harmless, left, readOptions, type OptionRule } from './options.ts';
import { ciphers, into } from './sharedRules.ts';
import { authority, splitPlace } from './values.ts';

/** Reads `openssl s_client` and `openssl s_server` (openssl-s_client(1), openssl-s_server(1)). False for any other command of openssl. */
export function readOpenssl([command, ...args]: readonly string[], draft: EndpointDraft): boolean {
  if (command !== 's_client' && command !== 's_server') return false;
  const place = { target: '', host: '', port: '' };
  const operands = readOptions(args, [...placeRules(place), ...clientRules, ...rules], 'words', draft);
  const target = splitPlace(place.target === '' ? (operands[0] ?? '') : place.target);
  if (command === 's_server') {
    draft.opens('tls', 'server');
    const port = target?.port ?? (place.target === '' ? '4433' : place.target);
    draft.address = `tls://${authority(target?.host === undefined || target.host === '' ? '0.0.0.0' : target.host, port)}`;
    if (draft.get('tls.identity') === undefined) draft.set('tls.identity', 'given', 's_server without -cert');
    draft.unset('tls.verify');
    return true;
  }
  const scheme = draft.get('startTls') === undefined ? 'tls' : 'tcp';
  draft.opens(scheme, 'client');
  const host = target?.host ?? (place.host === '' ? 'localhost' : place.host);
  const port = target?.port ?? (place.port === '' ? '4433' : place.port);
  draft.address = `${scheme}://${authority(host, port)}`;
  if (draft.get('tls.verify') === undefined)
    draft.set('tls.verify', false, 's_client without -verify_return_error');
  return true;
}

function placeRules(place: { target: string; host: string; port: string }): readonly OptionRule[] {
  return [
    into(['-connect', '-accept'], place, 'target'),
    into(['-host'], place, 'host'),
    into(['-port'], place, 'port'),
  ];
}

const clientRules: readonly OptionRule[] = [
  field(['-starttls'], 'startTls'),
  field(['-servername'], 'tls.serverName'),
  flag(['-noservername'], 'tls.serverName', ''),
  field(['-bind'], 'socket.localAddress'),
  {
    names: ['-proxy'],
    takesValue: true,
    read: (draft, value) => {
      draft.set('proxy.use', 'http', '-proxy');
      draft.set('proxy.address', value, '-proxy');
    },
  },
  field(['-proxy_user'], 'proxy.user'),
  left(['-proxy_pass'], true),
  flag(['-verify_return_error'], 'tls.verify', true),
  flag(['-no-CApath', '-no-CAstore', '-no-CAfile'], 'tls.systemCa', false),
  {
    names: ['-verify_hostname', '-verify_ip'],
    takesValue: true,
    read: (draft, value, option) => {
      // It names what is verified; a connection verifies what it asks for.
      if (draft.get('tls.serverName') === undefined) draft.set('tls.serverName', value, option);
    },
  },
];

const rules: readonly OptionRule[] = [
  flag(['-4'], 'socket.family', '4'),
  flag(['-6'], 'socket.family', '6'),
  field(['-alpn'], 'tls.alpn', listIn),
  field(['-min_protocol'], 'tls.minVersion', tlsVersionOf),
  field(['-max_protocol'], 'tls.maxVersion', tlsVersionOf),
  ...['-tls1', '-tls1_1', '-tls1_2', '-tls1_3'].map((name): OptionRule => ({
    names: [name],
    read: (draft) => {
      draft.set('tls.minVersion', tlsVersionOf(name), name);
      draft.set('tls.maxVersion', tlsVersionOf(name), name);
    },
  })),
  ciphers(['-cipher', '-ciphersuites']),
  { names: ['-keylogfile'], takesValue: true, read: (draft) => draft.set('tls.keyLog', true, '-keylogfile') },
  {
    names: ['-verify'],
    takesValue: true,
    read: (draft) => draft.set('tls.clientCertificate', 'asked', '-verify'),
  },
  {
    names: ['-Verify'],
    takesValue: true,
    read: (draft) => draft.set('tls.clientCertificate', 'required', '-Verify'),
  },
  {
    names: ['-cert'],
    takesValue: true,
    read: (draft, _text, option) => {
      // The file is not read; a server is given a certificate of Wirebench's in its place.
      draft.set('tls.identity', 'made', option);
      draft.leave(option);
    },
  },
  left(
    ['-CAfile', '-CApath', '-CAstore', '-cert_chain', '-key', '-pass', '-dcert', '-dkey', '-psk', '-sess_in'],
    true,
  ),
  left(['-crlf', '-early_data']),
  harmless(['-certform', '-keyform', '-xmlhost', '-name', '-sess_out', '-rand', '-nameopt'], true),
  harmless([
    '-quiet',
    '-brief',
    '-showcerts',
    '-debug',
    '-msg',
    '-state',
    '-trace',
    '-status',
    '-prexit',
    '-ign_eof',
  ]),
  harmless(['-no_ign_eof', '-nocommands', '-adv', '-noservername', '-www', '-WWW', '-HTTP', '-tlsextdebug']),
];
