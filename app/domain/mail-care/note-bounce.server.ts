import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { newId } from "~/platform/new-id";
import type { Ctx } from "../access/ctx.server";
import { judgeAnswer } from "./bounce-judgement";
import type { BounceKind } from "./mail-care-kinds";
import { stopAddress } from "./stop-address.server";

/** So many soft bounces within so many days, and the address is not written to any more. */
export const SOFT_BOUNCES = 3;
export const SOFT_BOUNCE_DAYS = 30;

export type Bounce = {
	mailId: string;
	kind: BounceKind;
	/** enhanced status code, else the reply's */
	code: string;
	/** what the server said; kept short */
	detail: string;
	source: "smtp" | "webhook";
	/** the mail is not going to arrive: false for an answer after which it is tried again */
	final: boolean;
};

const mailRow = z.object({
	id: z.uuid(),
	institutionId: z.uuid().nullable(),
	hubId: z.uuid().nullable(),
	addressKey: z.string(),
});
const insertedRow = z.object({ id: z.uuid() });

/**
 * What an SMTP server answered to one of our mails. A refusal (5xx) makes the mail bounced; an answer that means "later" is
 * kept, and counts against the address only should that mail end as bounced.
 */
export async function noteSmtpBounce(
	tx: SqlTx,
	ctx: Pick<Ctx, "actor" | "now" | "requestId">,
	input: { mailId: string; error: string },
): Promise<void> {
	const judged = judgeAnswer(input.error);
	if (judged === null) return;
	const final = !/^4/.test(judged.code);
	await noteBounce(tx, ctx, { mailId: input.mailId, ...judged, detail: input.error, source: "smtp", final });
}

/**
 * Keeps that a mail came back, or that its reader complained, once per mail and kind; marks the mail, and stops the address at
 * its institution where that is due.
 * @returns false when it was told before, or no such mail is known
 */
export async function noteBounce(
	tx: SqlTx,
	ctx: Pick<Ctx, "actor" | "now" | "requestId">,
	bounce: Bounce,
): Promise<boolean> {
	const { mailId, kind, code, source, final } = bounce;
	const [mail] = await queryRows(
		tx,
		mailRow,
		Prisma.sql`SELECT id, institution_id AS "institutionId", hub_id AS "hubId", lower(to_address) AS "addressKey"
			FROM mail WHERE id = ${mailId}::uuid FOR UPDATE`,
	);
	// A forgotten donor's mail has no address any more.
	if (!mail || mail.addressKey === "") return false;
	const { institutionId, hubId, addressKey } = mail;
	const kept = await queryRows(
		tx,
		insertedRow,
		Prisma.sql`INSERT INTO mail_bounce (id, mail_id, institution_id, hub_id, address_key, kind, code, detail, source, once_key, at)
			VALUES (${newId()}::uuid, ${mail.id}::uuid, ${institutionId}::uuid, ${hubId}::uuid, ${addressKey}, ${kind},
				${code.slice(0, 20)}, ${bounce.detail.replaceAll("\0", "").slice(0, 500)}, ${source}, ${`bounce:${mail.id}:${kind}`}, ${ctx.now})
			ON CONFLICT (once_key) DO NOTHING RETURNING id`,
	);
	// A mail that was only late the first time may still come back for good.
	if (final) await markMail(tx, mail.id, kind);
	if (institutionId === null) return kept.length > 0;
	if (kind === "hard" && kept.length > 0) {
		await stopAddress(tx, ctx, { institutionId, addressKey, reason: "hard_bounce", detail: code });
	}
	if (kind === "complaint" && kept.length > 0) {
		await stopAddress(tx, ctx, { institutionId, addressKey, reason: "complaint", detail: "" });
		await refuseOf(tx, ctx, mail.id);
	}
	if (kind === "soft" && (await isSoftTooOften(tx, ctx, { institutionId, addressKey }))) {
		await stopAddress(tx, ctx, { institutionId, addressKey, reason: "soft_bounces", detail: code });
	}
	return kept.length > 0;
}

/** A complaint was delivered, so its mail stays sent; a hard bounce is never overwritten by a softer one. */
function markMail(tx: SqlTx, mailId: string, kind: BounceKind): Promise<number> {
	return kind === "complaint"
		? tx.$executeRaw`UPDATE mail SET bounce_kind = 'complaint' WHERE id = ${mailId}::uuid`
		: tx.$executeRaw`
			UPDATE mail SET status = 'bounced', bounce_kind = CASE WHEN bounce_kind IN ('hard', 'complaint') THEN bounce_kind ELSE ${kind} END
			WHERE id = ${mailId}::uuid AND status IN ('sending', 'sent', 'uncertain', 'bounced')`;
}

const tooOftenRow = z.object({ tooOften: z.boolean() });

/** What is the sender's own fault (x.7.x) never counts, nor what was before the address was opened again. */
async function isSoftTooOften(
	tx: SqlTx,
	{ now }: Pick<Ctx, "now">,
	{ institutionId, addressKey }: { institutionId: string; addressKey: string },
): Promise<boolean> {
	const since = new Date(now.getTime() - SOFT_BOUNCE_DAYS * 24 * 3600 * 1000);
	const [row] = await queryRows(
		tx,
		tooOftenRow,
		Prisma.sql`
		SELECT count(*) >= ${SOFT_BOUNCES} AS "tooOften" FROM mail_bounce b JOIN mail m ON m.id = b.mail_id
		WHERE b.institution_id = ${institutionId}::uuid AND b.address_key = ${addressKey} AND b.kind = 'soft' AND m.status = 'bounced'
			AND b.code !~ '^[45]\\.7\\.|^5\\.1\\.[789]$'
			AND b.at > greatest(${since}::timestamptz, (SELECT lifted_at FROM mail_suppression
				WHERE institution_id = ${institutionId}::uuid AND address_key = ${addressKey}))`,
	);
	return row?.tooOften ?? false;
}

const refusedRow = z.object({
	donorId: z.uuid(),
	institutionId: z.uuid(),
	purpose: z.string(),
	hubId: z.uuid().nullable(),
});

/** Who calls a mailing unwanted does not want its kind from that hub any more, whatever address they have tomorrow. */
async function refuseOf(tx: SqlTx, ctx: Pick<Ctx, "actor" | "now" | "requestId">, mailId: string): Promise<void> {
	const [of] = await queryRows(
		tx,
		refusedRow,
		Prisma.sql`SELECT m.donor_id AS "donorId", g.institution_id AS "institutionId", g.purpose, m.hub_id AS "hubId"
			FROM mail m JOIN mailing g ON g.id = m.mailing_id JOIN donor d ON d.id = m.donor_id
			WHERE m.id = ${mailId}::uuid AND d.erased_at IS NULL`,
	);
	if (!of) return;
	await tx.$executeRaw`
		INSERT INTO mail_preference (id, donor_id, hub_id, purpose, wanted, source, mail_id, at)
		VALUES (gen_random_uuid(), ${of.donorId}::uuid, ${of.hubId}::uuid, ${of.purpose}, false, 'one_click', ${mailId}::uuid, ${ctx.now})
		ON CONFLICT (donor_id, hub_id, purpose) DO UPDATE SET wanted = false, source = 'one_click', mail_id = excluded.mail_id, at = excluded.at`;
}
