import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A file of Markdown; `path` is below the repository, with slashes. */
export interface MarkdownFile {
  readonly path: string;
  readonly text: string;
}

export function readMarkdown(path: string): MarkdownFile {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** The pages of the documentation. */
export function docsPages(): readonly MarkdownFile[] {
  return readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => readMarkdown(`docs/${name}`));
}

/** A text without its blocks of code, in which nothing is a heading or a link. */
export function withoutCode(text: string): string {
  return text.replaceAll(/^ *(`{3,}).*?^ *\1$/gms, '');
}

/** The blocks of code of a text. `language` is empty where it has none. */
export function codeBlocks(text: string): readonly { readonly language: string; readonly code: string }[] {
  return [...text.matchAll(/^( *)```(\w*)\n(.*?)^ *```$/gms)].map(([, , language = '', code = '']) => ({
    language,
    code,
  }));
}

/** What stands below a heading, up to the next one of its level or above it. */
export function sectionOf(text: string, heading: string): string {
  const [, from = ''] = text.split(new RegExp(`^## ${heading}$`, 'm'));
  return from.split(/^## /m)[0] ?? '';
}
