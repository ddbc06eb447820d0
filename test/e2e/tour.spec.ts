import { closedPort } from '../support/peers.ts';
import { expect, test } from './fixtures.ts';
import { readReadme } from './readme.ts';
import { moreToTry } from './tourMore.ts';
import { numberedSteps } from './tourSteps.ts';

/** The sentences of the tour, one after the other, without the numbers and dashes of their list. */
async function readTour(): Promise<string> {
  const text = await readReadme();
  const tour = text.slice(text.indexOf('It needs no network'), text.indexOf('## Finding things'));
  return oneLine(tour.replace(/^(?:\d\.|-) /gm, ''));
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

test.setTimeout(180_000);

test('the tour of the README goes as it says, sentence by sentence', async ({ ownWorkbench: workbench }) => {
  const { page } = workbench;
  const tour = [...numberedSteps(page, workbench.workspace), ...moreToTry(page, await closedPort())];
  expect(oneLine(tour.map(([sentence]) => sentence).join(' '))).toBe(await readTour());
  for (const [sentence, act] of tour) await test.step(sentence, act);
});
