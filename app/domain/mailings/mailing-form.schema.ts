import { z } from "zod";
import { optionalDayOf } from "../form-day.schema.ts";
import { choiceOf, lineOf, readLineOf, withBlanks } from "../form-text.schema.ts";

/** Mails a minute. Few mail servers of universities take more than a thousand. */
export const MAX_RATE_PER_MINUTE = 1_000_000;
export const RATES_OFFERED = [60, 300, 600, 1200, 3000] as const;
export const DEFAULT_RATE = 600;
/** Nobody plans a mail further ahead: its figures would be old. */
export const LATEST_DAYS = 366;

const JAPAN_OFFSET = "+09:00";

const shape = {
	segmentId: lineOf(60).refine((text) => z.uuid().safeParse(text).success, "fields.choose"),
	begin: choiceOf(["now", "later"] as const, "fields.choose", "fields.choose", "now"),
	/** a day and an hour in Japan */
	scheduledOn: optionalDayOf({ from: "2000-01-01", to: "2200-12-31" }),
	scheduledTime: readLineOf(20, "mailings.time", readTime),
	ratePerMinute: lineOf(9)
		.refine((text) => /^[1-9]\d*$/.test(text) && Number(text) <= MAX_RATE_PER_MINUTE, "mailings.rate")
		.transform(Number),
	onePerAddress: lineOf(5).transform((text) => text === "on" || text === "true"),
};

/**
 * How a report or appeal is sent: to whom, from when, how fast.
 * @param now  what `begin: now` means
 */
export function mailingFormSchema(now: Date) {
	return z.preprocess(
		withBlanks(Object.keys(shape)),
		z
			.object(shape)
			.superRefine((fields, ctx) => {
				if (fields.begin === "now") return;
				const missing = (path: string) => ctx.addIssue({ code: "custom", message: "fields.required", path: [path] });
				if (fields.scheduledOn === null) missing("scheduledOn");
				if (fields.scheduledTime === "") missing("scheduledTime");
			})
			.transform(({ begin, scheduledOn, scheduledTime, ...fields }) => ({
				...fields,
				scheduledAt: begin === "now" ? now : new Date(`${scheduledOn}T${scheduledTime}:00${JAPAN_OFFSET}`),
			})),
	);
}

/** `9:30`, `９：３０`, `9時30分`, `9時`. */
function readTime(text: string): string | null {
	const [, hour = "", minute = ""] =
		/^(\d{1,2})\s*(?::\s*(\d{2})|時(?:\s*(\d{1,2})\s*分)?)$/u.exec(text.normalize("NFKC").trim()) ?? [];
	if (hour === "") return null;
	const minutes = minute === "" ? (/(\d{1,2})\s*分/u.exec(text.normalize("NFKC"))?.[1] ?? "0") : minute;
	if (Number(hour) > 23 || Number(minutes) > 59) return null;
	return `${hour.padStart(2, "0")}:${minutes.padStart(2, "0")}`;
}
