import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linePeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere as run } from '../../support/wirebenchHere.ts';

describe('connect --repeat', () => {
  it('sends the messages so often, and says how often and how fast it was', async () => {
    await using peer = await linePeer((line) => `${line}\n`);
    const finished = await run(
      ...['connect', `tcp://127.0.0.1:${peer.port}`, '--send', '{{$counter}}\\n', '--send', 'x\\n'],
      ...['--repeat', '20', '--every', '2ms', '--end', '--json'],
    );
    expect(finished.status).toBe(0);
    expect(finished.stderr).toMatch(
      /^Sent 20 times at [\d.,]+\/s\..* Distances: median [\d.,]+ ms, 95 % up to [\d.,]+ ms; the latest was [\d.,]+ ms late\./,
    );
    const sent = finished.records.filter(({ direction }) => direction === 'out').map(({ text }) => text);
    expect(sent).toEqual(Array.from({ length: 20 }, (_, index) => [`${index + 1}\n`, 'x\n']).flat());
  });

  it('goes on until the session ends where no number is given', async () => {
    await using peer = await linePeer(() => 'back\n');
    const finished = await run(
      ...[
        'connect',
        `tcp://127.0.0.1:${peer.port}`,
        '--send',
        'x\\n',
        '--every',
        '1ms',
        '--until',
        '3',
        '--json',
      ],
    );
    expect(finished.status).toBe(0);
    expect(finished.stderr).toMatch(/^Sent \d+ times/);
  });

  it('has the values that stand in the workspace by then', async () => {
    await using workspace = await temporaryFolder();
    const base = join(workspace.path, 'environments', 'base.json');
    const save = (value: string): void => {
      const variables = [{ name: 'value', value }];
      writeFileSync(`${base}.new`, JSON.stringify({ version: 1, id: 'base', name: 'Base', variables }));
      renameSync(`${base}.new`, base);
    };
    mkdirSync(join(workspace.path, 'environments'));
    save('one');
    await using peer = await linePeer((line) => {
      if (line === 'two') return 'back\n';
      save('two');
      return '';
    });
    const finished = await run(
      ...['connect', `tcp://127.0.0.1:${peer.port}`, '--workspace', workspace.path, '--send', '{{value}}\\n'],
      ...['--every', '5ms', '--until', '1', '--for', '60s', '--json'],
    );
    expect(finished.status).toBe(0);
    const sent = finished.records.filter(({ direction }) => direction === 'out').map(({ text }) => text);
    expect(sent[0]).toBe('one\n');
    expect(sent).toContain('two\n');
  });

  it('fails when the peer ends it before', async () => {
    await using peer = await linePeer(() => '', 'x');
    const finished = await run(
      ...['connect', `tcp://127.0.0.1:${peer.port}`, '--send', 'x\\n', '--repeat', '1000', '--every', '10ms'],
    );
    expect(finished.status).toBe(1);
  });

  it('fails when its time is over before, and says how often it was', async () => {
    await using peer = await linePeer((line) => `${line}\n`);
    const finished = await run(
      ...['connect', `tcp://127.0.0.1:${peer.port}`, '--send', 'x\\n', '--repeat', '1000', '--every', '20ms'],
      ...['--for', '100ms', '--quiet'],
    );
    expect(finished.status).toBe(1);
    expect(finished.stderr).toMatch(
      /^Sent \d+ times at [^\n]*\nOnly \d+ of 1,000 times (?:was|were) sent before the session ended\.\n$/,
    );
  });

  it('is refused without an interval, without messages, and out of range', async () => {
    const refused = async (...args: string[]): Promise<string> => {
      const { status, stderr } = await run('connect', 'tcp://127.0.0.1:1', ...args);
      expect(status).toBe(2);
      return stderr;
    };
    expect(await refused('--send', 'x', '--repeat', '3')).toContain('--repeat needs --every');
    expect(await refused('--every', '1s')).toContain('there are none');
    expect(await refused('--send', 'x', '--every', '0.1ms')).toContain(
      '--every: Every 1 ms is the most often.',
    );
  });
});
