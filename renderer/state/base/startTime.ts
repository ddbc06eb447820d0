const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** When something began, as short as tells it from others: `14:02:11` today, `12 Mar 14:02` this year, `2025-03-12`. `us` since the epoch. */
export function formatStart(us: number, now: Date): string {
  const date = new Date(us / 1000);
  if (date.toDateString() === now.toDateString()) return formatClockInFull(date);
  if (date.getFullYear() === now.getFullYear())
    return `${date.getDate()} ${months[date.getMonth()]} ${formatClock(date)}`;
  return formatDay(date);
}

/** `2026-03-12 14:02:11`, in local time. */
export function formatStartInFull(us: number): string {
  const date = new Date(us / 1000);
  return `${formatDay(date)} ${formatClockInFull(date)}`;
}

function formatClockInFull(date: Date): string {
  return `${formatClock(date)}:${twoDigits(date.getSeconds())}`;
}

/** `2026-03-12`: the day, in local time. */
export function formatDate(us: number): string {
  return formatDay(new Date(us / 1000));
}

function formatClock(date: Date): string {
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

function formatDay(date: Date): string {
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
