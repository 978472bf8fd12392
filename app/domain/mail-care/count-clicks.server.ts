import { z } from "zod";
import { currentTime } from "~/platform/clock";
import { Prisma } from "~/platform/db/client.server";
import { inOneStatement } from "~/platform/db/transaction.server";
import { log } from "~/platform/log.server";
import { processWide } from "~/platform/process-wide";

const FLUSH_MS = 3_000;
const WAITING_MAX = 500;
/** Of one mail no more are kept: a link that was passed on says nothing of its reader. */
const OF_ONE_MAIL = 20;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type Click = { mailId: string; target: string; at: Date };
const state = processWide("mail-clicks", () => ({ waiting: [] as Click[], timer: null as NodeJS.Timeout | null }));

/** Remembers for a few seconds that a marked link was opened; whether its donor agrees is asked when it is written. */
export function countClick(mailId: string, target: string): void {
	if (!UUID.test(mailId) || state.waiting.length >= WAITING_MAX) return;
	state.waiting.push({ mailId, target: target.slice(0, 300), at: currentTime() });
	if (state.timer !== null) return;
	state.timer = setTimeout(() => void flushClicks(), FLUSH_MS);
	state.timer.unref();
}

/**
 * Writes opened links of donors whose consent to it is open now; of anybody else nothing is kept. Also when the process closes.
 */
export async function flushClicks(): Promise<void> {
	if (state.timer !== null) clearTimeout(state.timer);
	state.timer = null;
	if (state.waiting.length === 0) return;
	const clicks = state.waiting;
	state.waiting = [];
	try {
		await inOneStatement(
			z.object({ id: z.uuid() }),
			Prisma.sql`
			INSERT INTO mail_click (id, mail_id, target, at)
			SELECT gen_random_uuid(), m.id, t.target, t.at
			FROM jsonb_to_recordset(${JSON.stringify(clicks)}::jsonb) AS t("mailId" uuid, target text, at timestamptz)
			JOIN mail m ON m.id = t."mailId"
			JOIN consent c ON c.donor_id = m.donor_id AND c.purpose = 'clicks' AND c.channel = 'email' AND c.withdrawn_at IS NULL
			WHERE (SELECT count(*) FROM mail_click k WHERE k.mail_id = m.id) < ${OF_ONE_MAIL}
			RETURNING id`,
		);
	} catch (error) {
		log.warn({ err: error, clicks: clicks.length }, "opened links were not counted");
	}
}
