import { resolve } from 'node:path';

/**
 * A folder for a person's own files in which nothing can be kept, since a file is in its way: tests that consent to something name one of
 * their own, and no test writes into the home folder.
 */
export const noConfigFolder = resolve(import.meta.dirname, '../../package.json/wirebench');
