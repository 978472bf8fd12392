import { currentTime } from "~/platform/clock";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { log } from "~/platform/log.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { lockMailing, type MailingRow } from "./mailing-row.server";
import type { Next } from "./send-mails.server";
import type { MailResult } from "./settle-mails.server";

const LONGEST_PAUSE_S = 300;
/** So many refusals one after the other, and none taken: it is not the addresses. */
const REFUSED_IN_A_ROW = 25;
const ALL_PUT_OFF = 5;

/** What a run has seen of the mail server so far. */
export type Health = { tries: number; refusedInARow: number; away: boolean };

/**
 * What a batch says of the mail server. One that takes nothing is left alone for a while, longer each time; one that refuses
 * mail after mail stops the sending for a person to look at, before a whole audience is marked as unreachable.
 * @returns what must happen next; null when all is well
 */
export async function noteServer(
	ctx: Ctx,
	mailing: MailingRow,
	health: Health,
	results: readonly MailResult[],
): Promise<Next | null> {
	const taken = results.filter(({ result }) => result.outcome === "sent" || result.outcome === "kept").length;
	const trouble = troubleOf(results, taken);
	if (trouble === null) {
		if (taken > 0 && health.tries > 0) await noteWell(ctx, mailing, health);
		if (taken > 0) health.refusedInARow = 0;
		const refused = results.flatMap(({ result }) => (result.outcome === "refused" ? [result.error] : []));
		if (taken === 0) health.refusedInARow += refused.length;
		return health.refusedInARow >= REFUSED_IN_A_ROW ? stopSending(ctx, mailing, refused.at(-1) ?? "") : null;
	}
	// What is in hand beside it meets the same: told once.
	if (health.away) return null;
	health.away = true;
	const tries = taken > 0 ? 1 : health.tries + 1;
	const at = new Date(currentTime().getTime() + Math.min(LONGEST_PAUSE_S, 2 ** (tries - 1)) * 1000);
	health.tries = tries;
	await inTransaction(
		ctx,
		(tx) => tx.$executeRaw`
			UPDATE mailing SET server_tries = ${tries}, waits_until = ${at}, trouble = ${trouble} WHERE id = ${mailing.id}::uuid`,
	);
	log.warn({ mailingId: mailing.id, tries }, "the mail server takes nothing: a mailing waits");
	return { state: "again", at };
}

function troubleOf(results: readonly MailResult[], taken: number): string | null {
	const later = results.flatMap(({ result }) => (result.outcome === "later" ? [result] : []));
	const unreached = later.find(({ answered }) => !answered);
	if (unreached) return unreached.error;
	return taken === 0 && later.length >= ALL_PUT_OFF && later.length === results.length
		? (later[0]?.error ?? null)
		: null;
}

async function noteWell(ctx: Ctx, mailing: MailingRow, health: Health): Promise<void> {
	health.tries = 0;
	await inTransaction(ctx, (tx) =>
		tx.$executeRaw(Prisma.sql`
			UPDATE mailing SET server_tries = 0, waits_until = NULL, trouble = NULL WHERE id = ${mailing.id}::uuid`),
	);
}

async function stopSending(ctx: Ctx, { id, institutionId }: MailingRow, trouble: string): Promise<Next> {
	await inTransaction(ctx, async (tx) => {
		const { status } = await lockMailing(tx, id);
		if (status !== "sending") return;
		await tx.$executeRaw`UPDATE mailing SET status = 'paused', trouble = ${trouble} WHERE id = ${id}::uuid`;
		await audit(
			tx,
			{ ...ctx, now: currentTime() },
			{
				action: "mailing.stopped",
				subject: { type: "mailing", id },
				institutionId,
				after: { refusedInARow: REFUSED_IN_A_ROW },
			},
		);
	});
	return { state: "changed" };
}
