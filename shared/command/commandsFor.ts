import type { Endpoint } from '../model/connection.ts';
import { curlCommand } from './curlCommand.ts';
import { ncatCommand } from './ncatCommand.ts';
import { opensslCommand } from './opensslCommand.ts';
import { canBePasted } from './shellText.ts';
import { socatCommand } from './socatCommand.ts';
import type { Tool, ToolCommand } from './toolCommand.ts';
import { websocatCommand } from './websocatCommand.ts';
import { wirebenchCommand } from './wirebenchCommand.ts';

const writers: Readonly<Record<Tool, (endpoint: Endpoint) => ToolCommand | null>> = {
  wirebench: wirebenchCommand,
  ncat: ncatCommand,
  socat: socatCommand,
  openssl: opensslCommand,
  websocat: websocatCommand,
  curl: curlCommand,
};

/**
 * The connection as commands of other programs, of those that can do it. What an endpoint keeps secret is in none of them. Empty for an
 * address that cannot be read, and for one that could not be pasted into a terminal without danger.
 */
export function commandsFor(endpoint: Endpoint): ToolCommand[] {
  return Object.values(writers)
    .map((write) => write(endpoint))
    .filter((command) => command !== null)
    .filter(canBePasted);
}
