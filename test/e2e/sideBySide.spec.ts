import type { Page } from '@playwright/test';
import { tcpPeer } from '../support/peers.ts';
import { choose, compose, createConnection, expectState, open } from './actions.ts';
import { expect, test } from './fixtures.ts';

/** What is read before one sends: none of it is cut. */
const read =
  '.composer-reason, .composer-sending, .environment-name-text, .facts-phase, .facts-ends, .facts-bytes';

/** The texts that have less room than they need, and those that lie outside the window. */
function cutTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    (selector) =>
      [...document.querySelectorAll<HTMLElement>(selector)].flatMap((element) => {
        const { left, right, bottom } = element.getBoundingClientRect();
        const isCut =
          element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
        const isOut = left < 0 || right > innerWidth || bottom > innerHeight;
        const isShown =
          element.checkVisibility() &&
          element.textContent !== '' &&
          getComputedStyle(element).display !== 'inline';
        return isShown && (isCut || isOut) ? [`${element.className}: ${element.textContent}`] : [];
      }),
    read,
  );
}

test('beside another tab, and in a window of 900 pixels, what matters before one sends is read whole', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => socket.pipe(socket));
  await page.keyboard.press('Alt+V');
  await page.getByRole('button', { name: 'New environment' }).click();
  await expect(page.getByRole('button', { name: 'Delete this environment' })).toBeVisible();
  await page.keyboard.press('Escape');
  await choose(page, 'Environment', 'New environment');
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  const reason = page.locator('.composer-reason', { hasText: 'Nothing to send' });
  await expect(reason).toBeVisible();
  await page.setViewportSize({ width: 900, height: 800 });
  await expect.poll(() => cutTexts(page)).toEqual([]);
  const address = page.getByRole('textbox', { name: 'Address' });
  expect(
    await address.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
  ).toBeLessThanOrEqual(1);
  // The line in which it is said is there without it, too: Send stays where it is.
  const sendButton = page.getByRole('button', { name: 'Send', exact: true });
  const place = await sendButton.boundingBox();
  const editor = await page.locator('.composer-body').boundingBox();
  await compose(page, 'x');
  await expect(reason).toHaveCount(0);
  expect(await sendButton.boundingBox()).toEqual(place);
  expect(await page.locator('.composer-body').boundingBox()).toEqual(editor);

  await compose(page, '');
  await page.setViewportSize({ width: 1280, height: 800 });
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await page.keyboard.press('Alt+Shift+O');
  await expect(page.getByRole('tablist', { name: 'Open tabs on the right' })).toHaveCount(1);
  await expect(reason).toHaveCount(2);
  await expect.poll(() => cutTexts(page)).toEqual([]);
});

/** What of the ways to write is not whole on the one line that they have, by its name. */
function outsideOfBar(page: Page): Promise<string[]> {
  return page.locator('[data-side=here] .composer-bar').evaluate((bar) => {
    const outer = bar.getBoundingClientRect();
    const controls = [...bar.querySelectorAll('button, input, [role=switch]')];
    const shown = controls.filter((control) => control.checkVisibility());
    const faults = shown.filter((control) => {
      const { left, right, top, bottom, width } = control.getBoundingClientRect();
      return (
        width < 20 || left < outer.left || right > outer.right || top < outer.top || bottom > outer.bottom
      );
    });
    const names = faults.map((control) => control.getAttribute('aria-label') ?? control.textContent);
    return outer.height > 32 ? [`a bar of ${outer.height} px`, ...names] : names;
  });
}

test('beside another tab, the ways to write a named message are whole on one line, changed or not', async ({
  workbench,
}) => {
  const { page } = workbench;
  const expectOneLine = async (): Promise<void> => {
    for (const width of [900, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(() => outsideOfBar(page), `at ${width} px`).toEqual([]);
    }
  };
  await createConnection(page, 'tcp://127.0.0.1:9');
  await createConnection(page, 'tcp://127.0.0.1:9');
  await page.keyboard.press('Alt+Shift+O');
  await expect(page.getByRole('tablist', { name: 'Open tabs on the right' })).toHaveCount(1);
  const here = page.locator('[data-side=here]');
  const message = here.getByRole('textbox', { name: 'Message' });
  await message.focus();
  await page.keyboard.insertText('{"a": 1}');
  await here.getByRole('button', { name: /^Save as message/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as message' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('one');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Comes back as it left.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(here.getByRole('button', { name: 'Show the whole note' })).toBeInViewport({ ratio: 1 });
  for (const mode of ['Text', 'JSON'] as const) {
    await here.getByRole('group', { name: 'Write as' }).getByRole('button', { name: mode }).click();
    await expectOneLine();
  }
  // What has no room beside the ways to write is a click away.
  await page.setViewportSize({ width: 900, height: 800 });
  await here.getByRole('button', { name: /^Text options: UTF-8, no terminator/ }).click();
  await choose(page, 'Terminator', 'CRLF');
  await expect(
    page.getByRole('dialog', { name: 'Text options' }).getByRole('button', { name: 'Minify' }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(here.getByRole('button', { name: /^Text options: UTF-8, CRLF/ })).toBeFocused();
  await page.setViewportSize({ width: 1280, height: 800 });
  // What is done with a change moves nothing.
  await message.focus();
  await page.keyboard.insertText(' ');
  for (const name of ['Discard changes', 'Save'])
    await expect(here.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
  await expectOneLine();
  await here.getByRole('button', { name: 'Show the whole note' }).click();
  await expect(page.getByText('Comes back as it left.').last()).toBeVisible();
});
