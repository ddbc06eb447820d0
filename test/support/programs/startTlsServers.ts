import { execFile, spawnSync } from 'node:child_process';
import { chown, copyFile, chmod, mkdir, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { StartTlsProtocol } from '../../../shared/model/tlsOptions.ts';
import type { OpensslFiles } from './opensslFiles.ts';
import { pathOf, requirePath, startProgram, type RealServer } from './program.ts';

const run = promisify(execFile);

/** A server that goes over to TLS after the dialogue of a protocol. */
interface StartTlsServer {
  readonly program: string;
  /** Why it cannot run here; null when it can. */
  readonly missing: () => string | null;
  readonly start: (files: OpensslFiles) => Promise<RealServer>;
}

/** A server for each protocol, written by people who know it. */
export const startTlsServers: Readonly<Record<Exclude<StartTlsProtocol, 'none'>, StartTlsServer>> = {
  smtp: { program: 'aiosmtpd', missing: () => missing('aiosmtpd'), start: startAiosmtpd },
  imap: { program: 'dovecot', missing: missingDovecot, start: (files) => startDovecot('imap', files) },
  pop3: { program: 'dovecot', missing: missingDovecot, start: (files) => startDovecot('pop3', files) },
  ftp: { program: 'python3-pyftpdlib', missing: missingPyftpdlib, start: startPyftpdlib },
  xmpp: { program: 'prosody', missing: () => missing('prosody'), start: startProsody },
  ldap: { program: 'slapd', missing: () => missing('slapd'), start: startSlapd },
  postgres: { program: 'postgresql', missing: missingPostgres, start: startPostgres },
  mysql: { program: 'mariadb', missing: () => missing('mariadbd'), start: startMariadb },
};

function missing(program: string): string | null {
  return pathOf(program) === null ? `${program} is not installed` : null;
}

const isRoot = process.getuid?.() === 0;

function startAiosmtpd(files: OpensslFiles): Promise<RealServer> {
  return startProgram({
    name: 'aiosmtpd',
    path: requirePath('aiosmtpd'),
    scheme: 'tcp',
    argumentsFor: (port) => [
      ...['-n', '-l', `127.0.0.1:${port}`, '--no-requiretls', '-c', 'aiosmtpd.handlers.Sink'],
      ...['--tlscert', files.path('server.pem'), '--tlskey', files.path('server.key')],
    ],
  });
}

function missingDovecot(): string | null {
  return missing('dovecot') ?? (isRoot ? null : 'dovecot wants to be started by root');
}

function startDovecot(protocol: 'imap' | 'pop3', files: OpensslFiles): Promise<RealServer> {
  return startProgram({
    name: `dovecot-${protocol}`,
    path: requirePath('dovecot'),
    scheme: 'tcp',
    argumentsFor: async (port, folder) => {
      const lines = [
        ...[`base_dir = ${folder}/run`, `state_dir = ${folder}/run`, `protocols = ${protocol}`],
        ...['ssl = yes', `ssl_cert = <${files.path('server.pem')}`, `ssl_key = <${files.path('server.key')}`],
        ...['log_path = /dev/stderr', 'listen = 127.0.0.1'],
        `service ${protocol}-login {`,
        ...[
          `inet_listener ${protocol} {`,
          `port = ${port}`,
          '}',
          `inet_listener ${protocol}s {`,
          'port = 0',
          '}',
        ],
        '}',
        ...['passdb {', 'driver = static', 'args = nopassword=y', '}'],
        ...['userdb {', 'driver = static', `args = uid=1000 gid=1000 home=${folder}/home`, '}'],
      ];
      await writeFile(join(folder, 'dovecot.conf'), `${lines.join('\n')}\n`);
      return ['-F', '-c', join(folder, 'dovecot.conf')];
    },
  });
}

const ftpProgram = `
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import TLS_FTPHandler
from pyftpdlib.servers import FTPServer
TLS_FTPHandler.certfile, TLS_FTPHandler.keyfile = sys.argv[2], sys.argv[3]
TLS_FTPHandler.authorizer = DummyAuthorizer()
FTPServer(('127.0.0.1', int(sys.argv[1])), TLS_FTPHandler).serve_forever()
`;

/** Debian's Python, which Debian's packages belong to. */
const python = '/usr/bin/python3';

function missingPyftpdlib(): string | null {
  const found = spawnSync(python, ['-c', 'import pyftpdlib, OpenSSL'], { stdio: 'ignore' }).status === 0;
  return found ? null : 'python3-pyftpdlib is not installed';
}

function startPyftpdlib(files: OpensslFiles): Promise<RealServer> {
  return startProgram({
    name: 'pyftpdlib',
    path: python,
    scheme: 'tcp',
    argumentsFor: (port) => [
      '-c',
      ftpProgram,
      String(port),
      files.path('server.pem'),
      files.path('server.key'),
    ],
  });
}

function startProsody(files: OpensslFiles): Promise<RealServer> {
  return startProgram({
    name: 'prosody',
    path: requirePath('prosody'),
    scheme: 'tcp',
    argumentsFor: async (port, folder) => {
      const lines = [
        ...[
          `pidfile = "${folder}/pid"`,
          `data_path = "${folder}"`,
          'run_as_root = true',
          'daemonize = false',
        ],
        ...['modules_enabled = { "tls", "saslauth" }', 'modules_disabled = { "s2s", "offline" }'],
        ...['interfaces = { "127.0.0.1" }', `c2s_ports = { ${port} }`, 's2s_ports = {}'],
        ...['http_ports = {}', 'https_ports = {}', 'log = { warn = "*console" }', 'VirtualHost "localhost"'],
        `  ssl = { key = "${files.path('server.key')}"; certificate = "${files.path('server.pem')}" }`,
      ];
      await writeFile(join(folder, 'prosody.cfg.lua'), `${lines.join('\n')}\n`);
      return ['-F', '--config', join(folder, 'prosody.cfg.lua')];
    },
  });
}

function startSlapd(files: OpensslFiles): Promise<RealServer> {
  return startProgram({
    name: 'slapd',
    path: requirePath('slapd'),
    scheme: 'tcp',
    argumentsFor: async (port, folder) => {
      const lines = [
        ...['include /etc/ldap/schema/core.schema', 'modulepath /usr/lib/ldap', 'moduleload back_ldif'],
        ...[`pidfile ${folder}/pid`, `TLSCACertificateFile ${files.path('ca.pem')}`],
        `TLSCertificateFile ${files.path('server.pem')}`,
        `TLSCertificateKeyFile ${files.path('server.key')}`,
        ...['database ldif', 'suffix "dc=bench"', `directory ${folder}`],
      ];
      await writeFile(join(folder, 'slapd.conf'), `${lines.join('\n')}\n`);
      return ['-h', `ldap://127.0.0.1:${port}`, '-f', join(folder, 'slapd.conf'), '-d', '0'];
    },
  });
}

/** Debian keeps PostgreSQL's programs in a folder for each version. */
function postgresFolder(): string | null {
  const versions = '/usr/lib/postgresql';
  const [newest] = existsSync(versions)
    ? readdirSync(versions).toSorted((a, b) => Number(b) - Number(a))
    : [];
  return newest === undefined ? null : join(versions, newest, 'bin');
}

function missingPostgres(): string | null {
  return postgresFolder() === null ? 'postgresql is not installed' : null;
}

/** PostgreSQL does not run as root: then its own user does it. */
const asPostgres = isRoot ? ['--reuid=postgres', '--regid=postgres', '--clear-groups'] : null;

async function startPostgres(files: OpensslFiles): Promise<RealServer> {
  const folderOfPrograms = postgresFolder() ?? '';
  return startProgram({
    name: 'postgres',
    isReady: letsIn,
    path: asPostgres ? requirePath('setpriv') : join(folderOfPrograms, 'postgres'),
    scheme: 'tcp',
    argumentsFor: async (port, folder) => {
      const data = join(folder, 'data');
      const key = join(folder, 'server.key');
      await mkdir(data);
      await copyFile(files.path('server.key'), key);
      await copyFile(files.path('server.pem'), join(folder, 'server.pem'));
      await chmod(key, 0o600);
      if (asPostgres) await Promise.all([data, key].map((path) => chown(path, ...idsOf('postgres'))));
      const initialize = [
        join(folderOfPrograms, 'initdb'),
        '-D',
        data,
        '-A',
        'trust',
        '-U',
        'bench',
        '--no-sync',
      ];
      const [program = '', ...args] = asPostgres
        ? [requirePath('setpriv'), ...asPostgres, ...initialize]
        : initialize;
      await run(program, args);
      const options = {
        ...{ listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', ssl: 'on' },
        ...{ ssl_cert_file: join(folder, 'server.pem'), ssl_key_file: key },
      };
      const settings = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      const serve = ['-D', data, '-p', String(port), ...settings];
      return asPostgres ? [...asPostgres, join(folderOfPrograms, 'postgres'), ...serve] : serve;
    },
  });
}

/** StartupMessage of protocol 3.0 for the user `bench` and the database `postgres`. */
export const postgresLogin = Buffer.concat([
  Buffer.from('0000002600030000', 'hex'),
  Buffer.from('user\0bench\0database\0postgres\0\0'),
]);

/** It takes connections before it lets anybody in: `R` is the answer of one that does. */
function letsIn(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(postgresLogin));
    socket.once('data', (bytes) => {
      resolve(bytes[0] === 0x52);
      socket.destroy();
    });
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
  });
}

/** The user's id, and that of its group. */
function idsOf(name: string): [number, number] {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const [, , user, group] = line?.split(':') ?? [];
  return [Number(user), Number(group)];
}

function startMariadb(files: OpensslFiles): Promise<RealServer> {
  return startProgram({
    name: 'mariadb',
    path: requirePath('mariadbd'),
    scheme: 'tcp',
    argumentsFor: async (port, folder) => {
      const data = join(folder, 'data');
      const user = isRoot ? ['--user=root'] : [];
      await run(requirePath('mariadb-install-db'), [
        ...[
          '--no-defaults',
          `--datadir=${data}`,
          '--auth-root-authentication-method=normal',
          '--skip-test-db',
          ...user,
        ],
      ]);
      return [
        ...['--no-defaults', `--datadir=${data}`, `--socket=${folder}/socket`, `--port=${port}`, ...user],
        ...['--bind-address=127.0.0.1', '--skip-grant-tables', '--skip-networking=0', '--skip-log-bin'],
        ...[`--ssl-cert=${files.path('server.pem')}`, `--ssl-key=${files.path('server.key')}`],
      ];
    },
  });
}
