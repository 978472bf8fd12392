import { expect, test } from "vitest";
import { reminderStage } from "./reminder-stage";

test.each([
	[15, null],
	[14, { when: "before", days: 14 }],
	[1, { when: "before", days: 14 }],
	[0, null],
	[-6, null],
	[-7, { when: "after", days: 7 }],
	[-29, { when: "after", days: 7 }],
	[-30, { when: "after", days: 30 }],
	[-60, { when: "after", days: 60 }],
	[-89, { when: "after", days: 60 }],
	[-90, null],
])("%i days before it is due: %j", (daysUntilDue, stage) => {
	expect(reminderStage(daysUntilDue)).toEqual(stage);
});
