import type { DeletionId } from '../../../shared/model/ids.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { countedInWords, formatCount } from '../../../shared/base/quantity.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { smallestBudgetBytes, type Storage } from '../../../shared/model/storage.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { Question, QuestionStore } from '../base/questions.ts';

interface StorageState {
  /** Null until the engine has answered. */
  readonly storage: Storage | null;
}

/** The disk space that the recordings use, and may use. */
export interface StorageStore extends Disposable {
  readonly store: StoreApi<StorageState>;
  setBudget(budgetBytes: number): Promise<void>;
  /** How many, and how they come back; null where there were none. `problem` is why some stayed. */
  deleteUnnamed(): Promise<{
    readonly deleted: number;
    readonly deletion: DeletionId | null;
    readonly problem: string | null;
  }>;
}

export function createStorageStore(client: WirebenchClient): StorageStore {
  const store = createStore<StorageState>(() => ({ storage: null }));
  const subscription = client.subscribe('storage.watch', {}, (storage) => store.setState({ storage }));
  return {
    store,
    setBudget: async (budgetBytes) => void (await client.call('storage.setBudget', { budgetBytes })),
    deleteUnnamed: () => client.call('storage.deleteUnnamed', {}),
    dispose: () => subscription.dispose(),
  };
}

/** 90 %: soon something will have to be deleted. */
const nearlyFullShare = 0.9;

/** How full the budget is: 0 to 1. */
export function shareOf({ usedBytes, budgetBytes }: Storage): number {
  return Math.min(1, usedBytes / budgetBytes);
}

export function isNearlyFull(storage: Storage): boolean {
  return shareOf(storage) > nearlyFullShare;
}

const decimalUnits = ['kB', 'MB', 'GB', 'TB'] as const;
const binaryUnits = ['KiB', 'MiB', 'GiB', 'TiB'] as const;

/**
 * `1.4 of 10 GiB`: both in the unit that a person would use for the budget. A budget that is a whole number of MiB is counted in powers of
 * 1024, any other one in those of 1000.
 */
export function formatUsed({ usedBytes, budgetBytes }: Storage): string {
  const { unit, unitBytes } = unitOf(budgetBytes);
  const share = usedBytes / unitBytes;
  const isTiny = usedBytes > 0 && share < 0.05;
  return `${isTiny ? '<0.1' : shortNumber(share)} of ${shortNumber(budgetBytes / unitBytes)}\u00a0${unit}`;
}

/** `10 GiB`, `1.5 GB`: text that `parseSize` can read back. */
export function formatBudget(budgetBytes: number): string {
  const { unit, unitBytes } = unitOf(budgetBytes);
  return `${Number((budgetBytes / unitBytes).toFixed(3))} ${unit}`;
}

/** The largest unit in which the budget is a number with one decimal place at most, as a person writes it; otherwise the largest unit. */
function unitOf(bytes: number): { readonly unit: string; readonly unitBytes: number } {
  const isBinary = bytes % 1024 ** 2 === 0;
  const base = isBinary ? 1024 : 1000;
  const units = (isBinary ? binaryUnits : decimalUnits)
    .map((unit, index) => ({ unit, unitBytes: base ** (index + 1) }))
    .filter((each) => bytes >= each.unitBytes)
    .toReversed();
  const short = units.find((each) => Number.isInteger((bytes * 10) / each.unitBytes));
  return short ?? units[0] ?? { unit: 'B', unitBytes: 1 };
}

function shortNumber(value: number): string {
  return value < 99.95 ? String(Math.round(value * 10) / 10) : formatCount(Math.round(value));
}

const unitBytes: Readonly<Record<string, number>> = {
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  tb: 1000 ** 4,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
};

/** Reads `10 GB`, `1.5 GiB`, `500mb`; returns bytes. A problem is a sentence. */
export function parseBudget(text: string): Result<number, string> {
  const match = /^(\d[\d.,]*)\s*([kmgt]i?b)$/i.exec(text.trim());
  const unit = unitBytes[match?.[2]?.toLowerCase() ?? ''];
  if (!match?.[1] || unit === undefined) {
    return fail('Write it like 10 GB or 500 MiB.');
  }
  const bytes = Math.round(numberOf(match[1]) * unit);
  if (Number.isNaN(bytes)) return fail('Write it like 10 GB or 500 MiB.');
  if (bytes < smallestBudgetBytes) {
    return fail('At least 16 MiB: hardly any session fits in less.');
  }
  if (!Number.isSafeInteger(bytes)) return fail('That is more than any disk has. Write a smaller number.');
  return ok(bytes);
}

/**
 * A comma before three digits separates thousands, as in the meter; any other comma is a decimal comma. NaN for anything that is not a
 * number.
 */
function numberOf(digits: string): number {
  const hasGroups = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits);
  return Number(hasGroups ? digits.replaceAll(',', '') : digits.replace(',', '.'));
}

/** The question before all recordings are deleted that nobody has kept. */
export function questionToDeleteNotKept(
  { unnamedBytes, unnamedCount }: Storage,
  run: () => Promise<unknown>,
): Question {
  return {
    title: `Delete ${countedInWords(unnamedCount, 'recording')} not kept?`,
    text: `This frees ${formatBytes(unnamedBytes)}. Recordings that were kept, renamed or opened from a file stay, and so does what is being recorded.`,
    action: 'Delete',
    run: async () => void (await run()),
  };
}

/** Sets a budget where no field shows why that failed; asks first where something has to be deleted. */
export function askToSetBudget(
  storage: Storage,
  budgetBytes: number,
  state: {
    readonly storage: Pick<StorageStore, 'setBudget'>;
    readonly questions: QuestionStore;
    readonly toasts: { run(work: () => Promise<unknown>): void };
  },
): void {
  const set = (): Promise<void> => state.storage.setBudget(budgetBytes);
  const question = questionToShrink(storage, budgetBytes, set);
  if (question) state.questions.setState(question, true);
  else state.toasts.run(set);
}

/** The question before setting a budget below the current usage; null when nothing has to be deleted. */
export function questionToShrink(
  { usedBytes, unnamedCount }: Storage,
  budgetBytes: number,
  run: () => Promise<unknown>,
): Question | null {
  if (usedBytes <= budgetBytes || unnamedCount === 0) return null;
  return {
    title: `Limit recordings to ${formatBytes(budgetBytes)}?`,
    text: `They use ${formatBytes(usedBytes)} now. The oldest that are not kept are deleted until the rest fits. This cannot be undone.`,
    action: 'Set and delete',
    run: async () => void (await run()),
  };
}
