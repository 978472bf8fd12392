export type ReminderStage = { when: "before" | "after"; days: number };

export const REMIND_BEFORE_DAYS = 14;
/** After so many days late, once each. */
export const REMIND_AFTER_DAYS = [7, 30, 60] as const;
/** Later than this a person speaks with the donor. */
export const REMIND_UNTIL_DAYS = 90;

/**
 * Which reminder an open instalment is at. A stage lasts until the next, so that a worker that stood still makes up for it.
 * @param daysUntilDue  negative once its day is past
 */
export function reminderStage(daysUntilDue: number): ReminderStage | null {
	if (daysUntilDue > 0) return daysUntilDue <= REMIND_BEFORE_DAYS ? { when: "before", days: REMIND_BEFORE_DAYS } : null;
	const late = -daysUntilDue;
	if (late >= REMIND_UNTIL_DAYS) return null;
	const days = REMIND_AFTER_DAYS.findLast((after) => late >= after);
	return days === undefined ? null : { when: "after", days };
}
