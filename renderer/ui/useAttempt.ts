import { useState } from 'react';
import { messageOf } from '../../shared/base/errors.ts';

interface Attempt {
  /** The sentence with which the latest attempt was rejected; null when it was not, and before there was one. */
  readonly failure: string | null;
  /** Never rejects: what the work rejects with becomes the failure. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<void>;
}

/** For work whose failure is shown where a person began it. */
export function useAttempt(): Attempt {
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return { failure, attempt };
}
