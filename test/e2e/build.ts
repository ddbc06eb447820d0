import { ensureTestBuild } from '../support/build.ts';

/** Before the first test: the page and the program that serves it are as their sources are now. */
export default async function build(): Promise<void> {
  await ensureTestBuild();
}
