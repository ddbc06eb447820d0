import type { DocsEntry } from './entries.ts';
import { findEntries, type FoundEntry } from './findEntries.ts';

/** Puts a field into a place that searches every page of the documentation as one types. What is found are links, below it. */
export function addSearch(place: HTMLElement): void {
  const field = new SearchField(place);
  field.listen();
}

class SearchField {
  private readonly place: HTMLElement;
  private readonly input = document.createElement('input');
  private readonly list = document.createElement('ul');
  private readonly told = document.createElement('p');
  /** Read when it is first needed. */
  private entries: Promise<readonly DocsEntry[]> | null = null;

  constructor(place: HTMLElement) {
    this.place = place;
    const { input, list, told } = this;
    Object.assign(input, { type: 'search', placeholder: 'Search  /' });
    input.setAttribute('aria-label', 'Search the documentation');
    Object.assign(list, { className: 'found', hidden: true });
    list.setAttribute('aria-label', 'What was found');
    told.className = 'spoken';
    told.setAttribute('role', 'status');
    place.setAttribute('role', 'search');
    place.append(input, list, told);
  }

  listen(): void {
    const { place, input } = this;
    input.addEventListener('input', () => void this.search());
    place.addEventListener('keydown', (event) => this.pressed(event));
    place.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && place.contains(relatedTarget))) this.list.hidden = true;
    });
    input.addEventListener('focus', () => void this.search());
    document.addEventListener('keydown', (event) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.activeElement === input) return;
      event.preventDefault();
      input.focus();
    });
  }

  private async search(): Promise<void> {
    this.entries ??= readEntries();
    const { value } = this.input;
    try {
      const found = findEntries(await this.entries, value);
      // Something else was typed meanwhile.
      if (value === this.input.value) this.show(found, value.trim() !== '');
    } catch {
      this.entries = null;
      this.tell('The index of the search could not be read. Close the documentation and open it again.');
    }
  }

  private show(found: readonly FoundEntry[], isAsked: boolean): void {
    const links = found.map(linkTo);
    this.list.replaceChildren(...links);
    this.list.hidden = links.length === 0;
    if (!isAsked) this.told.textContent = '';
    else if (links.length === 0) this.tell('No results.');
    else this.told.textContent = links.length === 1 ? '1 section found.' : `${links.length} sections found.`;
  }

  /** Says a sentence in the place of what would be found. */
  private tell(sentence: string): void {
    this.told.textContent = sentence;
    const line = document.createElement('li');
    line.className = 'found-none';
    line.textContent = sentence;
    this.list.replaceChildren(line);
    this.list.hidden = false;
  }

  /** Arrows go from the field to what was found and back, Escape empties the field. */
  private pressed(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (event.key === 'Escape') {
      this.input.value = '';
      this.input.focus();
      this.list.hidden = true;
    } else if (step !== undefined) {
      event.preventDefault();
      const stops: HTMLElement[] = [this.input, ...this.place.querySelectorAll('a')];
      const at = stops.findIndex((stop) => stop === document.activeElement);
      stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus();
    }
  }
}

async function readEntries(): Promise<readonly DocsEntry[]> {
  const answer = await fetch('search.json');
  if (!answer.ok) throw new Error(`The index was answered with ${answer.status}.`);
  return (await answer.json()) as readonly DocsEntry[];
}

function linkTo({ entry: { href, page, heading }, excerpt }: FoundEntry): HTMLLIElement {
  const link = document.createElement('a');
  link.href = href;
  const line = (className: string, text: string): HTMLSpanElement =>
    Object.assign(document.createElement('span'), { className, textContent: text });
  link.append(line('found-heading', heading), line('found-text', excerpt));
  if (heading !== page) link.prepend(line('found-page', page));
  const item = document.createElement('li');
  item.append(link);
  return item;
}
