import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requirePath, startProgram, type RealServer } from './program.ts';

/** NTP version 4, mode 3 (client), RFC 5905, section 7.3: 48 bytes. */
export const ntpQuestion = Buffer.concat([Buffer.of(0x23), Buffer.alloc(47)]);

/** Tells the time of this machine (NTP). */
export function startChronyd(): Promise<RealServer> {
  return startProgram({
    name: 'chronyd',
    path: requirePath('chronyd'),
    scheme: 'udp',
    isReady: (port) => answers(port, ntpQuestion),
    argumentsFor: async (port, folder) => {
      const lines = [
        ...[`port ${port}`, 'bindaddress 127.0.0.1', 'allow 127.0.0.1', 'local stratum 3', 'cmdport 0'],
        ...[`pidfile ${folder}/pid`, `driftfile ${folder}/drift`, `bindcmdaddress ${folder}/command`],
      ];
      await writeFile(join(folder, 'chrony.conf'), `${lines.join('\n')}\n`);
      // -x: it does not touch the clock; -U and -u root: it is no service here.
      return ['-d', '-x', '-U', '-u', 'root', '-f', join(folder, 'chrony.conf')];
    },
  });
}

/** SNMPv1 (RFC 1157): get-request for sysName.0 of the community `bench`. */
export const snmpQuestion = Buffer.from(
  '302802010004 0562656e6368 a01c 020412345678 020100 020100 300e 300c 0608 2b06010201010500 0500'.replaceAll(
    ' ',
    '',
  ),
  'hex',
);

/** An SNMP agent; community `bench`. */
export function startSnmpd(): Promise<RealServer> {
  return startProgram({
    name: 'snmpd',
    path: requirePath('snmpd'),
    scheme: 'udp',
    isReady: (port) => answers(port, snmpQuestion),
    argumentsFor: async (port, folder) => {
      await writeFile(join(folder, 'snmpd.conf'), 'rocommunity bench 127.0.0.1\n');
      return [
        '-f',
        '-Lo',
        '-C',
        '-c',
        join(folder, 'snmpd.conf'),
        '-x',
        '',
        '-p',
        join(folder, 'pid'),
        `udp:127.0.0.1:${port}`,
      ];
    },
  });
}

/** Takes syslog messages over UDP and TCP, and writes them as they came into `received` in its folder, a line each. */
export function startRsyslogd(): Promise<RealServer> {
  return startProgram({
    name: 'rsyslogd',
    path: requirePath('rsyslogd'),
    scheme: 'tcp',
    argumentsFor: async (port, folder) => {
      const lines = [
        ...[`global(workDirectory="${folder}")`, 'module(load="imudp")', 'module(load="imtcp")'],
        ...['imudp', 'imtcp'].map((type) => `input(type="${type}" address="127.0.0.1" port="${port}")`),
        'template(name="raw" type="string" string="%rawmsg%\\n")',
        `action(type="omfile" file="${folder}/received" template="raw")`,
      ];
      await writeFile(join(folder, 'rsyslog.conf'), `${lines.join('\n')}\n`);
      return ['-n', '-iNONE', '-f', join(folder, 'rsyslog.conf')];
    },
  });
}

async function answers(port: number, question: Uint8Array): Promise<boolean> {
  const socket = createSocket('udp4');
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), 200);
  try {
    socket.send(question, port, '127.0.0.1');
    await once(socket, 'message', { signal: timeout.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    socket.close();
  }
}
