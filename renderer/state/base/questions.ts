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

/** Asks as soon as no other question is open. */
export function askInTurn(questions: QuestionStore, question: Question): void {
  if (questions.getState() === null) {
    questions.setState(question, true);
    return;
  }
  const stop = questions.subscribe((open) => {
    if (open !== null) return;
    stop();
    askInTurn(questions, question);
  });
}
