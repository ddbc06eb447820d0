import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

export function readReadme(): Promise<string> {
  return readFile(resolve(import.meta.dirname, '../../README.md'), 'utf8');
}
