import { ensureTestBuild } from '../support/build.ts';

/** Before the first test: the page and the program that serves it are as their sources are now. The desktop is built by who starts it. */
export default async function build(): Promise<void> {
  if (process.env['WIREBENCH_HOST'] !== 'electron') await ensureTestBuild();
}
