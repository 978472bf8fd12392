import { z } from "zod";
import { currentTime } from "~/platform/clock";
import { Prisma } from "~/platform/db/client.server";
import { inOneStatement } from "~/platform/db/transaction.server";
import { log } from "~/platform/log.server";
import { processWide } from "~/platform/process-wide";
import { jstDayString } from "../calendar/fiscal-year";

const FLUSH_MS = 3_000;
/** Of codes that do not exist no more than these wait in memory. */
const WAITING_MAX = 2_000;
const CODE = /^[a-z0-9]{4,40}$/;

const state = processWide("code-visits", () => ({
	waiting: new Map<string, number>(),
	timer: null as NodeJS.Timeout | null,
}));

/** Counts one opened page by its code and day: only a number, in memory, written every few seconds. */
export function countVisit(code: string): void {
	const wanted = code.normalize("NFKC").trim().toLowerCase();
	if (!CODE.test(wanted)) return;
	const key = `${jstDayString(currentTime())} ${wanted}`;
	const count = state.waiting.get(key);
	if (count === undefined && state.waiting.size >= WAITING_MAX) return;
	state.waiting.set(key, (count ?? 0) + 1);
	if (state.timer !== null) return;
	state.timer = setTimeout(() => void flushVisits(), FLUSH_MS);
	state.timer.unref();
}

/** Writes what was counted; also when the process closes. A code nobody has is forgotten. */
export async function flushVisits(): Promise<void> {
	if (state.timer !== null) clearTimeout(state.timer);
	state.timer = null;
	if (state.waiting.size === 0) return;
	const counted = state.waiting;
	state.waiting = new Map();
	const rows = [...counted].map(([key, count]) => ({ day: key.slice(0, 10), code: key.slice(11), count }));
	try {
		await inOneStatement(
			z.object({ code: z.string() }),
			// In order, so that two processes never wait for each other crosswise.
			Prisma.sql`
			INSERT INTO code_visit AS v (code, day, count)
			SELECT a.code, t.day, t.count
			FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(code text, day date, count int)
			JOIN appeal_code a ON a.code = t.code
			ORDER BY a.code, t.day
			ON CONFLICT (code, day) DO UPDATE SET count = v.count + excluded.count
			RETURNING v.code`,
		);
	} catch (error) {
		// A count of visits is worth no failed page: some are lost, and the log says so.
		log.warn({ err: error, codes: rows.length }, "visits were not counted");
	}
}
