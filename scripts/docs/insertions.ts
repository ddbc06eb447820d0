import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paneKeys } from '../../renderer/commands/paneKeys.ts';
import { formatKeys } from '../../renderer/ui/keys.ts';
import { commandHelp } from './commandHelp.ts';

/** A paragraph that is nothing but a link to a file outside of the documentation. */
const insertion = /^\[[^\]]+\]\(\.\.\/([^)#\s]+)(?:#([^)\s]+))?\)$/gm;

/**
 * Puts what such a link leads to in its place, so that each fact is written down once: a section of the README, the keys that the window
 * knows, the help of the command line. Throws for a link to anything else.
 */
export async function withInsertions(root: string, markdown: string): Promise<string> {
  const pieces: string[] = [];
  let at = 0;
  for (const found of markdown.matchAll(insertion)) {
    pieces.push(markdown.slice(at, found.index), await contentOf(root, found[1] ?? '', found[2] ?? ''));
    at = found.index + found[0].length;
  }
  return [...pieces, markdown.slice(at)].join('');
}

async function contentOf(root: string, path: string, anchor: string): Promise<string> {
  switch (path) {
    case 'README.md':
      return readmeSection(await readFile(join(root, path), 'utf8'), anchor);
    case 'renderer/commands/paneKeys.ts':
      return keyTables();
    case 'electron/cli/runCommandLine.ts':
      return commandHelp();
    default:
      throw new Error(`The documentation cannot show ${path}.`);
  }
}

/** What stands below a heading, up to the next of its level, with links as they are from a page. */
function readmeSection(readme: string, anchor: string): string {
  const heading = anchor.replaceAll('-', ' ');
  const sections = readme.split(/^## /m).slice(1);
  const section = sections.find((each) => each.toLowerCase().startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`The README has no section “${heading}”.`);
  return section
    .slice(heading.length)
    .replaceAll(/\]\(docs\//g, '](')
    .trim();
}

function keyTables(): string {
  return paneKeys
    .map(({ name, lines }) =>
      [
        `### ${name}`,
        '',
        '| key | does |',
        '| --- | --- |',
        ...lines.map(({ keys, does }) => `| ${keys.map(inWords).join(' · ')} | ${does} |`),
      ].join('\n'),
    )
    .join('\n\n');
}

/** The README writes the key for commands so, whatever the machine. */
function inWords(keys: string): string {
  return formatKeys(keys.replace('Mod', 'Ctrl/Cmd'), false);
}
