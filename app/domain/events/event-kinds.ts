/** What kinds of outreach there are, as the column's CHECK lists them. */
export const EVENT_KINDS = [
	"school_visit",
	"open_day",
	"public_lecture",
	"exhibition",
	"donor_event",
	"online",
	"other",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
export const EVENT_STATES = ["draft", "published", "withdrawn"] as const;
export type EventState = (typeof EVENT_STATES)[number];
export const EVENT_AUDIENCES = ["children", "students", "teachers", "public", "donors", "companies"] as const;
export type EventAudience = (typeof EVENT_AUDIENCES)[number];
