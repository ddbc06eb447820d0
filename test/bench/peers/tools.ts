import { resolve } from 'node:path';
import type { Tool } from './tool.ts';
import { captured, linesWith, recordedPayloads } from './kept.ts';

const commandLine = resolve(import.meta.dirname, '../../../electron/cli.ts');
const quoted = `'${commandLine.replaceAll("'", String.raw`'\''`)}'`;
/** `$3` is the Node that this runs on. */
const wirebench = `exec "$3" ${quoted}`;

/** Our own command line, which prints what it records as well. */
export const wirebenchListens: Tool = {
  name: 'wirebench listen --save',
  needs: [],
  command: `${wirebench} listen "tcp://127.0.0.1:$1" --save "$2"`,
  ends: 'when told',
};

export const wirebenchConnects: Tool = {
  name: 'wirebench connect --save',
  needs: [],
  command: `${wirebench} connect "ws://127.0.0.1:$1/" --save "$2"`,
  ends: 'when told',
};

export const wirebenchReceivesDatagrams: Tool = {
  name: 'wirebench listen --save',
  needs: [],
  command: `${wirebench} listen "udp://127.0.0.1:$1" --save "$2"`,
  ends: 'when told',
  countKept: recordedPayloads,
};

const socat = ['socat', '-V'] as const;
const ncat = ['ncat', '--version'] as const;
// ts has no option that only asks it for its version; without input it ends at once.
const ts = ['ts', '%s'] as const;
const tshark = ['tshark', '--version'] as const;

export const tcpTools: readonly Tool[] = [
  {
    name: 'socat -v',
    needs: [socat],
    command: 'exec socat -u -v "TCP-LISTEN:$1,bind=127.0.0.1" OPEN:/dev/null 2> "$2"',
    ends: 'by itself',
  },
  {
    name: 'socat -x',
    needs: [socat],
    command: 'exec socat -u -x "TCP-LISTEN:$1,bind=127.0.0.1" OPEN:/dev/null 2> "$2"',
    ends: 'by itself',
  },
  {
    name: 'ncat | ts',
    needs: [ncat, ts],
    command: `ncat -l --recv-only 127.0.0.1 "$1" | ts '%.s' > "$2"`,
    ends: 'by itself',
  },
  {
    name: 'tshark -w',
    needs: [tshark],
    command: 'exec tshark -q -i lo -f "tcp port $1" -w "$2"',
    ends: 'when told',
    looksOn: true,
  },
];

export const webSocketTools: readonly Tool[] = [
  {
    name: 'websocat | ts',
    needs: [['websocat', '--version'], ts],
    command: `websocat -n -t "ws://127.0.0.1:$1/" | ts '%.s' > "$2"`,
    ends: 'when told',
  },
  {
    name: 'wscat | ts',
    needs: [['wscat', '--version'], ts],
    command: `wscat -c "ws://127.0.0.1:$1/" | ts '%.s' > "$2"`,
    ends: 'when told',
  },
  {
    name: 'tshark -w',
    needs: [tshark],
    command: 'exec tshark -q -i lo -f "tcp port $1" -w "$2"',
    ends: 'when told',
    looksOn: true,
  },
];

export const udpTools: readonly Tool[] = [
  {
    name: 'socat -v',
    needs: [socat],
    command: 'exec socat -u -v "UDP-RECV:$1,bind=127.0.0.1" OPEN:/dev/null 2> "$2"',
    ends: 'when told',
    countKept: linesWith,
  },
  {
    name: 'ncat -u | ts',
    needs: [ncat, ts],
    command: `ncat -l -u --recv-only 127.0.0.1 "$1" | ts '%.s' > "$2"`,
    ends: 'when told',
    countKept: linesWith,
  },
  {
    name: 'tshark -w',
    needs: [tshark, ['capinfos', '--version']],
    command: 'exec tshark -q -i lo -f "udp port $1" -w "$2"',
    ends: 'when told',
    looksOn: true,
    countKept: captured,
  },
];

/** Every datagram is an argument of its own: that is how the command line is told what to send. */
export function wirebenchSends(count: number): Tool {
  const messages = '--send hello '.repeat(count);
  return {
    name: 'wirebench connect --send --save',
    needs: [],
    command: `${wirebench} connect "udp://127.0.0.1:$1" --save "$2" ${messages}--for 200ms`,
    ends: 'by itself',
  };
}
