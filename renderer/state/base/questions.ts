import { createStore, type StoreApi } from 'zustand/vanilla';

/** A question before something that cannot be undone. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** The label of the button: a verb. */
  readonly action: string;
  readonly run: () => Promise<void>;
}

export type QuestionStore = StoreApi<Question | null>;

export function createQuestionStore(): QuestionStore {
  return createStore<Question | null>(() => null);
}
