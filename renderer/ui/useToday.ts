import { useEffect, useState } from 'react';

/** The current day, checked every minute, so that yesterday's recordings are not shown as today's. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      const now = new Date();
      setToday((before) => (before.toDateString() === now.toDateString() ? before : now));
    }, 60_000);
    return () => clearInterval(timer);
  }, []);
  return today;
}
