import { exchangeText } from '../../support/rudePeers.ts';
import type { RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

/** The answer to a request, and what the server says of it, without the port of the client. */
export async function exchangeWith(
  server: RecordedEndpoint,
  port: number,
  request: string,
): Promise<{ status: number; answer: string; said: readonly string[] }> {
  const before = server.warnings.length;
  const answer = await exchangeText(port, request);
  await until(() => server.warnings.length > before);
  const said = server.warnings.slice(before).map((text) => text.replace(/^127\.0\.0\.1:\d+ /, ''));
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]), answer, said };
}

export const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
const upgrade = ['Host: x', 'Upgrade: websocket', 'Connection: Upgrade'];
/** The headers of a handshake that is complete. */
export const complete = [...upgrade, 'Sec-WebSocket-Version: 13', key];

/** Without the header of this name. */
export const without = (name: string): string[] => complete.filter((line) => !line.startsWith(`${name}:`));
/** With other lines for the header of this name. */
export const withOther = (name: string, ...lines: string[]): string[] => [...without(name), ...lines];
