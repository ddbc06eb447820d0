import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { QuestionStore } from '../../state/base/questions.ts';
import { Dialog } from '../../ui/Dialog.tsx';

export function QuestionDialog({ questions }: { questions: QuestionStore }): ReactNode {
  const question = useStore(questions);
  if (!question) return null;
  return (
    <Dialog
      title={question.title}
      action={question.action}
      danger={question.isHarmless !== true}
      isQuestion
      startsAtCancel={question.isHarmless !== true || question.comesFromOutside === true}
      run={question.run}
      onClose={() => questions.setState(null, true)}
    >
      {question.text}
    </Dialog>
  );
}
