import { createStore, type StoreApi } from 'zustand/vanilla';

/** A question before something that is not easily undone. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** The label of the button: a verb. */
  readonly action: string;
  /** True where doing it takes nothing away: then Enter does it. */
  readonly isHarmless?: boolean;
  /** True where it was not asked for in this window, and comes while something else is typed: then Enter does not do it. */
  readonly comesFromOutside?: boolean;
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
