import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { needs, notOnWindows } from '../../support/needs.ts';
import { tcpPeer } from '../../support/peers.ts';
import { programPath } from '../../support/testedPrograms.ts';

const run = promisify(execFile);

/** Runs `wirebench` with words that a POSIX shell makes, so that they can have any bytes. */
async function throughShell(
  words: string,
  port: number,
): Promise<{ status: number; stderr: string; stdout: string }> {
  try {
    const script = `exec "$0" "$1" ${words.replaceAll('PORT', String(port))}`;
    return { status: 0, ...(await run('sh', ['-c', script, process.execPath, programPath('cli')])) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

describe('an argument whose bytes are not UTF-8', needs(notOnWindows), () => {
  it.each([
    [String.raw`connect tcp://127.0.0.1:PORT --send "$(printf 'caf\351')" --for 1s`, /--send-hex/],
    [String.raw`connect "$(printf 'ws://127.0.0.1:PORT/ch\344t')" --for 1s`, /in UTF-8/],
    [String.raw`show "$(printf '\344.wbs')"`, /in UTF-8/],
  ])('is refused, and nothing is connected: %s', async (words, advice) => {
    await using peer = await tcpPeer();
    const { status, stdout, stderr } = await throughShell(words, peer.port);
    expect(stderr).toMatch(/^The argument “.*”/);
    expect(stderr).toMatch(advice);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(peer.sockets).toHaveLength(0);
  });

  it('may be written as escapes or hex', async () => {
    const heard: Buffer[] = [];
    await using peer = await tcpPeer((socket) => socket.on('data', (bytes: Buffer) => heard.push(bytes)));
    const { status } = await throughShell(
      String.raw`connect tcp://127.0.0.1:PORT --send 'caf\xe9' --send-hex e9 --for 0.1s`,
      peer.port,
    );
    expect(Buffer.concat(heard).toString('hex')).toBe('636166e9e9');
    expect(status).toBe(0);
  });
});
