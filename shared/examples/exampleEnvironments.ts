import type { EnvironmentContent } from '../model/environment.ts';
import type { ExamplePlace } from './example.ts';

/** Ports that no well-known service has, and below those that systems give away by themselves. */
const firstPort = { local: 17_001, staging: 17_101 };

/**
 * The environments that the examples are used in. The second stands for another place where the same services run; here it is other ports of
 * this machine, so that it also helps where one of the first is taken.
 */
export function exampleEnvironments(place: ExamplePlace): readonly EnvironmentContent[] {
  return [
    environment('Local', 'green', 'Anna', firstPort.local, socketAddress('wirebench-echo', place)),
    environment('Staging', 'orange', 'Sam', firstPort.staging, socketAddress('wirebench-staging', place)),
  ];
}

function environment(
  name: string,
  colour: EnvironmentContent['colour'],
  user: string,
  first: number,
  socket: string,
): EnvironmentContent {
  const values: Readonly<Record<string, string>> = {
    user,
    host: '127.0.0.1',
    tcpPort: String(first),
    tlsPort: String(first + 1),
    udpPort: String(first + 2),
    wsPort: String(first + 3),
    chatPort: String(first + 4),
    socket,
    redis: '127.0.0.1:6379',
    mqtt: '127.0.0.1:9001',
    dns: '127.0.0.1:5300',
  };
  const variables = Object.entries(values).map(([variable, value]) => ({
    name: variable,
    value,
    secret: null,
    on: true,
  }));
  return { name, colour, variables };
}

/** Short, since a system allows some hundred bytes for it, and where everybody may make a socket. */
function socketAddress(name: string, { isWindows }: ExamplePlace): string {
  return isWindows ? `\\\\.\\pipe\\${name}` : `/tmp/${name}.sock`;
}
