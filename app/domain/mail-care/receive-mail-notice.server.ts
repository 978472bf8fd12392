import { createHash } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { noteBounce } from "./note-bounce.server";
import { type MailNotice, readMailNotice } from "./read-mail-notice";

export type ReceivedNotice = { kind: MailNotice["kind"] | "known"; matched: number };

/** What nobody understood is kept for a person to look at, up to this size. */
const KEPT_BYTES = 200_000;

const idRow = z.object({ id: z.uuid() });

/**
 * Takes one mail of the bounce mailbox: a bounce or a complaint is counted for the mail of ours it names, once however often it
 * is told. A mail that names none of ours, or is no notice, is kept without effect.
 */
export async function receiveMailNotice(ctx: Ctx, input: { raw: Buffer }): Promise<ReceivedNotice> {
	const notice = await readMailNotice(input.raw);
	const sha256 = createHash("sha256").update(input.raw).digest("hex");
	return inTransaction(ctx, async (tx) => {
		const raw = notice.kind === "unknown" || notice.kind === "unreadable" ? input.raw.subarray(0, KEPT_BYTES) : null;
		const [kept] = await queryRows(
			tx,
			idRow,
			Prisma.sql`INSERT INTO mail_notice (id, sha256, kind, raw, received_at)
				VALUES (gen_random_uuid(), ${sha256}, ${notice.kind}, ${raw}, ${ctx.now}) ON CONFLICT (sha256) DO NOTHING RETURNING id`,
		);
		if (!kept) return { kind: "known" as const, matched: 0 };
		if (notice.kind !== "bounce" && notice.kind !== "complaint") return { kind: notice.kind, matched: 0 };
		const mails = await queryRows(
			tx,
			idRow,
			Prisma.sql`SELECT id FROM mail WHERE id = ANY(${notice.mailIds}::uuid[]) OR message_id = ANY(${notice.messageIds}::text[])
				ORDER BY id LIMIT 5`,
		);
		for (const { id } of mails) {
			await noteBounce(tx, ctx, { mailId: id, ...notice.judged, source: "webhook", final: true });
		}
		if (mails.length > 0) await tx.mailNotice.update({ where: { id: kept.id }, data: { matched: mails.length } });
		return { kind: notice.kind, matched: mails.length };
	});
}
