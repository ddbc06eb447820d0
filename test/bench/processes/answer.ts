import { z } from 'zod';

const messageSchema = z.strictObject({ question: z.unknown() });

/** The other end of `AskedProcess`: answers questions until the owner is gone. */
export function answerQuestions<Question>(
  questionSchema: z.ZodType<Question>,
  answer: (question: Question) => Promise<unknown>,
): void {
  process.on('message', (message) => {
    void Promise.resolve()
      .then(() => answer(questionSchema.parse(messageSchema.parse(message).question)))
      .then(
        (value) => process.send?.({ answer: value }),
        (error: unknown) =>
          process.send?.({
            failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
          }),
      );
  });
  process.on('disconnect', () => process.exit());
}
