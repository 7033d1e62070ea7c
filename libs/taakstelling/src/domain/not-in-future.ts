import { dateOf, refusal, type Instant, type LocalDate, type Refusal } from '#libs/kernel';

/** The calendar is slow to ask (some 50 µs), and all rows of a file are judged at one moment. */
let asked: { readonly now: Instant; readonly today: LocalDate } | null = null;

function todayAt(now: Instant): LocalDate {
  if (asked?.now !== now) asked = { now, today: dateOf(now) };
  return asked.today;
}

/** Refusals for the days and moments among these fields that lie after now; today itself is fine. */
export function notInFuture(
  fields: Readonly<Record<string, LocalDate | Instant | null>>,
  now: Instant,
): readonly Refusal[] {
  const today = todayAt(now);
  return Object.entries(fields)
    .filter(([, value]) => value !== null && (value.length === today.length ? value > today : value > now))
    .map(([name, value]) => refusal('DATE_IN_FUTURE', `${value} ligt in de toekomst`, ['input', name], { today }));
}
