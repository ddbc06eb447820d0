import { expect, type Locator, type Page } from '@playwright/test';

/** The kinds as the window names them. */
export type KindName =
  | 'TCP client'
  | 'TCP server'
  | 'TLS client'
  | 'TLS server'
  | 'UDP'
  | 'Unix client'
  | 'Unix server'
  | 'WebSocket client'
  | 'WebSocket server';

/** Makes a connection, and leaves its tab in front. The kind is chosen where the address does not tell it. */
export async function createConnection(page: Page, address: string, kind?: KindName): Promise<void> {
  await page.getByRole('button', { name: 'New connection' }).first().click();
  // The new tab takes the focus when it is there.
  await expect(addressField(page)).toHaveValue('');
  await expect(addressField(page)).toBeFocused();
  if (kind) await choose(page, 'Kind', kind);
  await addressField(page).fill(address);
}

/** The button beside the address; an empty tab offers the same once more. */
export async function open(page: Page, word: 'Connect' | 'Listen' = 'Connect'): Promise<void> {
  await openButton(page, word).click();
}

export function openButton(page: Page, word: 'Connect' | 'Listen'): Locator {
  return page.getByRole('button', { name: word, exact: true }).first();
}

export function addressField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Address' });
}

export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  const offered = page.getByRole('option', { name: option });
  await offered.click();
  // As it closes it gives the focus back, which would take it from where the next keys are to go.
  await expect(offered).toHaveCount(0);
}

/** Writes into the composer, in the mode that is chosen, over what stands there. */
export async function compose(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

export async function send(page: Page, text: string): Promise<void> {
  await compose(page, text);
  await page.keyboard.press('ControlOrMeta+Enter');
}

export async function composeAs(
  page: Page,
  mode: 'Text' | 'JSON' | 'Hex' | 'Base64' | 'File',
): Promise<void> {
  await page.getByRole('group', { name: 'Write as' }).getByRole('button', { name: mode }).click();
}

export function timeline(page: Page): Locator {
  return page.getByRole('grid', { name: 'Timeline' });
}

/** The rows that carry this direction and show this text. */
export function payloads(page: Page, direction: 'in' | 'out', text: string | RegExp): Locator {
  return timeline(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: direction, exact: true }) })
    .filter({ hasText: text });
}

function state(page: Page): Locator {
  return page.getByRole('status', { name: 'State' });
}

/** Waits for a state by its whole word: “open” is in “not open” too. */
export async function expectState(page: Page, word: string): Promise<void> {
  await expect(state(page)).toHaveText(new RegExp(`^${word}(?![a-z])`));
}

export function hexDump(page: Page): Locator {
  return page.getByRole('grid', { name: 'Hex dump' });
}

export async function chooseFromMenu(page: Page, item: string, entry: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${item}`, exact: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

export function connections(page: Page): Locator {
  return page.getByRole('tree', { name: 'Connections' }).getByRole('treeitem');
}

export function recordings(page: Page): Locator {
  return recordingTree(page).getByRole('treeitem');
}

/** The list of recordings, which has the keys of all its rows. */
export function recordingTree(page: Page): Locator {
  return page.getByRole('tree', { name: 'Recordings' });
}

/** How many records the timeline lists. */
export async function rowCount(page: Page): Promise<number> {
  return Number(await timeline(page).getAttribute('aria-rowcount')) - 1;
}

export function filterField(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Filter' });
}

export function trafficChart(page: Page): Locator {
  return page.getByRole('slider', { name: 'Traffic over time' });
}

/** A window that showed the chart once shows it in every tab. */
export async function showChart(page: Page): Promise<void> {
  const show = page.getByRole('button', { name: 'Show the chart' });
  await expect(show.or(page.getByRole('button', { name: 'Hide the chart' }))).toBeVisible();
  if (await show.isVisible()) await show.click();
}

/** The button at the foot of the sidebar that says how much room the recordings take. */
export function storageMeter(page: Page): Locator {
  return page.getByRole('button', { name: /^Storage:/ });
}

export function selectedRow(page: Page): Locator {
  return timeline(page).getByRole('row', { selected: true });
}

/** A box in the window, in pixels. */
export type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

/** Where an element is once it rests. Throws where it is not on the screen. */
export async function boxOf(element: Locator): Promise<Box> {
  // It waits for what moves.
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return box;
}

/** Lists only what matches, or lists everything and marks it. */
export async function showMatches(page: Page, how: 'Filter' | 'Find'): Promise<void> {
  await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: how }).click();
}

/** A number, a time or a share. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('button', { name: /^Go to…/ }).click();
  await page.getByRole('textbox', { name: 'Number, time or percentage' }).fill(place);
  await page.keyboard.press('Enter');
}

/** The list of named messages beside the composer. */
export const messageList = (page: Page): Locator => page.getByRole('tree', { name: 'Messages' });

/** A row of that list, by its name. */
export const messageRow = (page: Page, name: string | RegExp): Locator =>
  messageList(page).getByRole('treeitem', { name, exact: typeof name === 'string' });

/** Finds it in the palette, and goes down to it. `closes`: unless it opens a dialog of its own. */
export async function runCommand(page: Page, title: string, closes = true): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type(title);
  const options = page.getByRole('option').filter({ has: page.getByText(title, { exact: true }) });
  await expect(options.first()).toBeVisible();
  for (
    let count = 0;
    count < 10 && (await options.first().getAttribute('aria-selected')) !== 'true';
    count += 1
  )
    await page.keyboard.press('ArrowDown');
  // Enter would run another one.
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(
    closes ? page.getByRole('dialog') : page.getByRole('dialog', { name: 'Commands' }),
  ).toHaveCount(0);
}

/** Gives the message in the composer a name, by the palette. */
export async function saveAsMessage(page: Page, name: string, owner?: RegExp): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('save as');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Save as message' });
  // What the palette opens has the focus.
  await page.keyboard.type(name);
  if (owner) await choose(page, 'Belongs to', owner);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
}

/** The port that the system has chosen for a server, as its first record tells it. */
export async function listeningPort(page: Page): Promise<number> {
  const listening = timeline(page).getByRole('row').filter({ hasText: 'Listening at' });
  return Number(/:(\d+)\s*$/.exec((await listening.innerText()).trim())?.[1]);
}
