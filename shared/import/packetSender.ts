import { z } from 'zod';
import { formatEscapedText } from '../bytes/escapedText.ts';
import { formatHex, parseHex } from '../bytes/hex.ts';
import { formatHostAndPort, parseAddress } from '../model/address.ts';
import { endpointSchema, type Endpoint } from '../model/connection.ts';
import { kindOfScheme } from '../model/endpointKinds.ts';
import { Collector } from './collector.ts';
import { FieldTable } from './fieldTable.ts';
import { FolderBuilder } from './folderBuilder.ts';
import type { Dialect } from './foreignText.ts';
import type { ImportContext, ImportedCollection } from './importedTree.ts';
import { plainName } from './names.ts';
import { parseQtSettings } from './qtSettings.ts';

/** A packet, in the text that its file has. */
interface Packet {
  readonly name: string;
  readonly toIP: string;
  readonly port: string;
  readonly fromPort: string;
  /** TCP, UDP, SSL, DTLS, or a method of HTTP. */
  readonly tcpOrUdp: string;
  readonly hexString: string;
  /** Seconds; 0 for never. */
  readonly repeat: string;
  /** Its fields as they stand in the file, by their names in small letters. */
  readonly written: unknown;
}

const packetFields = new FieldTable({
  taken: 'name toip port fromport tcporudp hexstring repeat',
  // What it was last, in another form, or of HTTP.
  immaterial: 'asciistring errorstring timestamp requestpath',
  lost: {
    fromip: {
      text: 'Its local address is not imported. Set it in the options of the connection.',
      except: (value) => /^(?:you)?$/i.test(String(value)),
    },
    sendresponse: {
      text: 'What is received is not answered automatically, as in Packet Sender.',
      except: (value) => /^(?:0|false)?$/i.test(String(value)),
    },
  },
});

const text = z.union([z.string(), z.number()]).catch('').transform(String);

/** What Packet Sender exports as JSON; `hexstring` is in no other program’s file. */
const exportSchema = z.array(
  z
    .looseObject({
      name: text,
      toip: text,
      port: text,
      fromport: text,
      tcporudp: text,
      hexstring: z.string(),
      repeat: text,
    })
    .transform((packet): Packet => {
      const {
        name,
        toip: toIP,
        port,
        fromport: fromPort,
        tcporudp: tcpOrUdp,
        hexstring: hexString,
        repeat,
      } = packet;
      return { name, toIP, port, fromPort, tcpOrUdp, hexString, repeat, written: packet };
    }),
);

/** True for what Packet Sender exports as JSON. */
export function isPacketSenderExport(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && exportSchema.safeParse(value).success;
}

/** True for the text of `packets.ini`: the names of all packets are an array of Qt’s. */
export function isPacketsIni(written: string): boolean {
  return /^\[NAMES\]\s*$/m.test(written) && /^1\\name=/m.test(written);
}

/** True for a traffic log, which has tabs between its nine columns. */
export function isTrafficLog(written: string): boolean {
  const [heading = ''] = written.split(/\r?\n/, 1);
  return heading.split('\t').length === 9 && heading.endsWith('\tASCII\tHex');
}

export function readPacketSenderExport(value: unknown, context: ImportContext): ImportedCollection {
  return readPackets(exportSchema.parse(value), context);
}

/** Reads `packets.ini` (https://github.com/dannagle/PacketSender, src/packet.cpp). What is not among the names is not shown there either. */
export function readPacketsIni(written: string, context: ImportContext): ImportedCollection {
  const settings = parseQtSettings(written);
  const fields = fieldsOfSections(settings);
  const packets: Packet[] = [];
  for (let number = 1; settings.has(`NAMES/${number}/name`); number += 1) {
    const listed = settings.get(`NAMES/${number}/name`) ?? '';
    const field = (name: string): string => settings.get(`${listed}/${name}`) ?? '';
    packets.push({
      name: field('name') || listed,
      ...{ toIP: field('toIP'), port: field('port'), fromPort: field('fromPort') },
      ...{ tcpOrUdp: field('tcpOrUdp'), hexString: field('hexString'), repeat: field('repeat') },
      written: Object.fromEntries(fields.get(listed) ?? []),
    });
  }
  return readPackets(packets, context);
}

/** The settings of each section, by their names in small letters. */
function fieldsOfSections(
  settings: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly (readonly [string, string])[]> {
  const sections = new Map<string, [string, string][]>();
  for (const [key, value] of settings) {
    const slash = key.lastIndexOf('/');
    const section = key.slice(0, Math.max(slash, 0));
    const fields = sections.get(section) ?? [];
    fields.push([key.slice(slash + 1).toLowerCase(), value]);
    sections.set(section, fields);
  }
  return sections;
}

/** Reads a traffic log: what was sent from here. */
export function readTrafficLog(written: string, context: ImportContext): ImportedCollection {
  const [, ...rows] = written.split(/\r?\n/);
  const packets = rows.flatMap((row, index): Packet[] => {
    const [, from = '', , toIP = '', port = '', tcpOrUdp = '', , , hexString = ''] = row.split('\t');
    if (!/^you$/i.test(from.trim())) return [];
    // The port that it left from was the system's choice.
    return [
      { name: `Row ${index + 1}`, toIP, port, fromPort: '', tcpOrUdp, hexString, repeat: '', written: null },
    ];
  });
  return readPackets(packets, context);
}

/** Packets are bytes, and nothing in them stands for something else. */
const noLanguage: Dialect = { pattern: /(?!)/g, meaningOf: () => ({ kind: 'text' }) };

/** Packets from and to the same place are messages of one connection. */
function readPackets(packets: readonly Packet[], context: ImportContext): ImportedCollection {
  const collector = new Collector(noLanguage, context);
  const root = new FolderBuilder('Packet Sender', collector);
  for (const there of Map.groupBy(packets, placeOf).values()) {
    const endpoint = endpointFor(there[0]);
    if (endpoint === null) for (const packet of there) collector.left.add(packet.name, whyNot(packet));
    else addConnection(endpoint, there, root, collector);
  }
  return collector.finish('Packet Sender', root.finish());
}

function placeOf({ toIP, port, fromPort, tcpOrUdp }: Packet): string {
  return JSON.stringify([toIP.trim(), Number(port), Number(fromPort), tcpOrUdp.trim().toLowerCase()]);
}

/** What sends a packet; null where we have no such socket. */
function endpointFor(packet: Packet | undefined): Endpoint | null {
  if (packet === undefined) return null;
  const scheme = schemeOf(packet.tcpOrUdp);
  const host = packet.toIP.trim();
  if (scheme === null || host === '') return null;
  const address = `${scheme}://${formatHostAndPort(host, Number(packet.port))}`;
  if (!parseAddress(address).ok) return null;
  const parsed = endpointSchema.safeParse({ address, ...optionsFor(scheme, host, Number(packet.fromPort)) });
  return parsed.success ? parsed.data : null;
}

function optionsFor(scheme: 'tcp' | 'udp' | 'tls', host: string, fromPort: number): object {
  if (scheme !== 'udp')
    return {
      kind: kindOfScheme(scheme, 'client'),
      socket: fromPort > 0 ? { localAddress: `:${fromPort}` } : {},
    };
  const bind = fromPort > 0 ? formatHostAndPort(host.includes(':') ? '::' : '0.0.0.0', fromPort) : '';
  return { kind: kindOfScheme(scheme, 'client'), bind, socket: { broadcast: host.endsWith('.255') } };
}

function schemeOf(method: string): 'tcp' | 'udp' | 'tls' | null {
  const name = method.trim().toLowerCase();
  if (name === 'tcp' || name === 'udp') return name;
  return name === 'ssl' ? 'tls' : null;
}

function whyNot({ tcpOrUdp, toIP, port }: Packet): string {
  if (schemeOf(tcpOrUdp) !== null) return `“${toIP}:${port}” is not an address that a packet can be sent to.`;
  const method = tcpOrUdp.trim();
  if (/^(?:http|get|post)/i.test(method)) return 'It is an HTTP request, not a packet of a socket.';
  if (/^dtls$/i.test(method)) return 'It is sent over DTLS, which Wirebench does not speak.';
  return method === ''
    ? 'The file does not say over which protocol it is sent.'
    : `It is sent over ${plainName(method, '')}, which Wirebench does not speak.`;
}

function addConnection(
  endpoint: Endpoint,
  packets: readonly Packet[],
  root: FolderBuilder,
  collector: Collector,
): void {
  const place = endpoint.address.slice(endpoint.address.indexOf('//') + 2);
  if (!collector.mayAddConnection(place)) return;
  const messages = packets.flatMap((packet) => messageOf(packet, collector) ?? []);
  const [only] = packets;
  root.add({ name: packets.length === 1 ? plainName(only?.name ?? '', place) : place, endpoint, messages });
}

function messageOf(packet: Packet, collector: Collector): ReturnType<Collector['message']> {
  const { name, hexString, repeat } = packet;
  const seconds = Number(repeat);
  const isRepeated = seconds > 0 && Number.isFinite(seconds);
  const note = isRepeated ? `Packet Sender sent this every ${Number(seconds.toPrecision(6))} s.` : '';
  if (isRepeated)
    collector.changed.add(name, 'It is not repeated automatically. Its note says how often it was sent.');
  packetFields.tell(packet.written, name, collector);
  const bytes = bytesOf(hexString);
  if (isPlain(bytes))
    return collector.message(
      { name, text: formatEscapedText(bytes), mode: 'text', escapes: true, note },
      name,
    );
  return collector.message({ name, text: formatHex(bytes, { separator: ' ' }), mode: 'hex', note }, name);
}

/** As Qt reads hex: whatever is no digit is left out, and an odd digit is the last one of its byte. */
function bytesOf(written: string): Uint8Array {
  const digits = written.replace(/[^0-9A-Fa-f]/g, '');
  const read = parseHex(digits.length % 2 === 0 ? digits : `0${digits}`);
  return read.ok ? read.value : new Uint8Array();
}

function isPlain(bytes: Uint8Array): boolean {
  return bytes.every((byte) => (byte >= 0x20 && byte <= 0x7e) || byte === 9 || byte === 10 || byte === 13);
}
