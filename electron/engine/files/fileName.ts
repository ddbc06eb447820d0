/** 32 characters: enough to recognise a name, and with date and tail it still fits an id. */
const longestSlug = 32;
/** Names of connections and recordings are no longer than this; the label of an upload may be. */
const longestText = 200;
/** 30 random bits: two names of the same second and title hardly ever collide, and if they do, another tail is chosen. */
const tailLength = 6;

/**
 * Turns a person's text into what a file name may hold on every system: a to z, digits, single hyphens. Accents are removed; a text of
 * which nothing is left becomes `untitled`. The names below add a date or a tail, so none is a device name of Windows (`con`, `nul`).
 */
export function slugOf(text: string): string {
  const plain = text
    .slice(0, longestText)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, longestSlug)
    .replace(/-$/, '');
  return plain || 'untitled';
}

/** `redis-prod-x7k2mq.json` */
export function jsonFileName(name: string, id: string): string {
  return `${slugOf(name)}-${id.slice(-tailLength)}.json`;
}

/** `ping-x7k2mq.message.json` */
export function messageFileName(name: string, id: string): string {
  return `${slugOf(name)}-${id.slice(-tailLength)}.message.json`;
}

/** `firmware-x7k2mq.bin`, of a person's own file that is copied into the workspace. */
export function importedFileName(name: string, id: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, ''];
  const tail = `${slugOf(stem)}-${id.slice(-tailLength)}`;
  return ending === '' ? tail : `${tail}.${slugOf(ending)}`;
}

/** `2026-11-21-140211-redis-prod-x7k2mq.wbs`, in local time: sorting by name sorts by time. */
export function recordingFileName(name: string, startedAtUs: number, id: string): string {
  const date = new Date(Math.floor(startedAtUs / 1000));
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join('');
  return `${day}-${time}-${slugOf(name)}-${id.slice(-tailLength)}.wbs`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
