/** Days before a due instant at which to remind of it. */

/** How many days there may be, and how long before at most. */
export const LEAD_DAYS = { count: 8, most: 365 } as const;

export const DEFAULT_LEAD_DAYS: readonly number[] = [60, 30, 7, 1];

/** Whether a policy of its own may have them; the general ones may also be none. */
export function areLeadDays(days: readonly number[]): boolean {
  const { count, most } = LEAD_DAYS;
  const areDays = days.every((day) => Number.isInteger(day) && day >= 0 && day <= most);
  return days.length > 0 && days.length <= count && areDays;
}
