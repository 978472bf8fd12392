import { z } from "zod";
import { isLang, type Lang } from "~/i18n/lang";
import { Prisma } from "~/platform/db/client.server";
import type { HeldLock } from "~/platform/db/held-lock.server";
import { queryRow, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import { whyNot } from "../mail-care/may-write.server";
import { allowance, rateSteps } from "./mail-rate";
import { lockMailing, type MailingRow } from "./mailing-row.server";

/** A mail whose text may be written: it waits, and its turn is near. */
export type WaitingMail = {
	id: string;
	donorId: string;
	lang: Lang;
	pageToken: string;
	mailToken: string;
	countsClicks: boolean;
};
/** A mail that must be handed over now, by whoever asked. */
export type ClaimedMail = { id: string; toAddress: string; messageId: string };

const waitingRow = z.object({
	id: z.uuid(),
	donorId: z.uuid(),
	lang: z.string().transform((lang) => (isLang(lang) ? lang : "ja")),
	pageToken: z.string(),
	mailToken: z.string(),
	countsClicks: z.boolean(),
});
const claimedRow = z.object({ id: z.uuid(), toAddress: z.string(), messageId: z.string(), status: z.string() });
const behindRow = z.object({ behindS: z.number() });

/** Mails whose turn is next, behind the one named. Nothing is promised to them yet. */
export function nextMails(tx: SqlTx, { id }: MailingRow, after: string | null, limit: number): Promise<WaitingMail[]> {
	return queryRows(
		tx,
		waitingRow,
		Prisma.sql`
		SELECT m.id, m.donor_id AS "donorId", m.lang, m.page_token AS "pageToken", d.mail_token AS "mailToken",
			EXISTS (SELECT 1 FROM consent c WHERE c.donor_id = d.id AND c.purpose = 'clicks' AND c.withdrawn_at IS NULL) AS "countsClicks"
		FROM mail m JOIN donor d ON d.id = m.donor_id
		WHERE m.mailing_id = ${id}::uuid AND m.status = 'queued' AND (${after}::uuid IS NULL OR m.id > ${after}::uuid)
			AND (m.try_after IS NULL OR m.try_after <= now())
		ORDER BY m.id LIMIT ${limit}`,
	);
}

const nextTryRow = z.object({ at: z.date().nullable() });

/** When the first mail that was put off may be tried again; null when none waits. */
export async function nextTry(tx: SqlTx, mailingId: string): Promise<Date | null> {
	const { at } = await queryRow(
		tx,
		nextTryRow,
		Prisma.sql`SELECT min(coalesce(try_after, now())) AS at FROM mail WHERE mailing_id = ${mailingId}::uuid AND status = 'queued'`,
	);
	return at;
}

async function readBehind(tx: SqlTx, { id, ratePerMinute }: MailingRow): Promise<number> {
	const { burst, intervalS } = rateSteps(ratePerMinute);
	const { behindS } = await queryRow(
		tx,
		behindRow,
		Prisma.sql`
		SELECT coalesce(least(extract(epoch FROM clock_timestamp() - rate_given_to), ${burst * intervalS}), ${burst * intervalS})::float8 AS "behindS"
		FROM mailing WHERE id = ${id}::uuid`,
	);
	return behindS;
}

type Claim = {
	/** as it is now: a pause is seen here */
	mailing: MailingRow;
	claimed: ClaimedMail[];
	/** how many had their turn, from the first: those claimed, and those whose donor may not be written to any more */
	taken: number;
	/** how long until the rate gives as many again */
	waitS: number;
};

/**
 * The moment of sending: takes mails for one runner, if the mailing still is being sent, the rate allows it and each donor may
 * still be written to, at the address the donor has now.
 *
 * First the mailing is locked, and only then, in a statement of its own, are donors looked at. So whoever has withdrawn and then
 * waited for that lock (see wait-for-mails-in-flight) either is seen here as withdrawn, or finds their mail in `sending`.
 * @param input.subjects  by mail id; null: there is nothing to tell, the mail is dropped
 */
export function claimMails(
	lock: HeldLock,
	input: { mailingId: string; runner: string; subjects: ReadonlyMap<string, string | null> },
): Promise<Claim> {
	return lock.transaction(async (tx) => {
		const mailing = await lockMailing(tx, input.mailingId);
		if (mailing.status !== "sending") return { mailing, claimed: [], taken: 0, waitS: 0 };
		const behindS = await readBehind(tx, mailing);
		const ids = [...input.subjects.keys()];
		// Not one by one: a claim for each mail of a fast mailing would cost more than the mail.
		const { mails, waitS } = allowance(mailing.ratePerMinute, behindS, Math.min(ids.length, worthwhile(mailing)));
		if (waitS > 0) return { mailing, claimed: [], taken: 0, waitS };
		const turn = ids.slice(0, mails);
		const rows = await moveMails(tx, mailing, input, turn);
		const claimed = rows.filter(({ status }) => status === "sending");
		if (claimed.length > 0) await takeFromRate(tx, mailing, behindS, claimed.length);
		return { mailing, claimed, taken: turn.length, waitS: 0 };
	});
}

/** What a rate gives in a quarter of a second. */
const worthwhile = ({ ratePerMinute }: MailingRow) => Math.max(1, Math.floor(ratePerMinute / 240));

function moveMails(
	tx: SqlTx,
	mailing: MailingRow,
	{ runner, subjects }: { runner: string; subjects: ReadonlyMap<string, string | null> },
	turn: string[],
) {
	const host = new URL(env.APP_URL).hostname;
	return queryRows(
		tx,
		claimedRow,
		Prisma.sql`
		WITH asked AS (
			SELECT * FROM unnest(${turn}::uuid[], ${turn.map((id) => subjects.get(id) ?? null)}::text[]) AS t (id, subject)
		), judged AS MATERIALIZED (
			SELECT m.id, d.email, a.subject, CASE WHEN a.subject IS NULL THEN 'nothing' ELSE ${whyNot(mailing, "d")} END AS reason
			FROM asked a JOIN mail m ON m.id = a.id JOIN donor d ON d.id = m.donor_id
			WHERE m.mailing_id = ${mailing.id}::uuid AND m.status = 'queued'
			FOR UPDATE OF m SKIP LOCKED
		)
		UPDATE mail m SET
			status = CASE WHEN j.reason IS NULL THEN 'sending' ELSE 'dropped' END,
			message_id = CASE WHEN j.reason IS NULL THEN '<' || m.id || '@' || ${host} || '>' END,
			sending_at = CASE WHEN j.reason IS NULL THEN clock_timestamp() END,
			runner = CASE WHEN j.reason IS NULL THEN ${runner} END,
			subject = coalesce(j.subject, m.subject), to_address = j.email, error = j.reason
		FROM judged j WHERE m.id = j.id
		RETURNING m.id, m.to_address AS "toAddress", coalesce(m.message_id, '') AS "messageId", m.status`,
	);
}

async function takeFromRate(
	tx: SqlTx,
	{ id, ratePerMinute }: MailingRow,
	behindS: number,
	mails: number,
): Promise<void> {
	const { intervalS } = rateSteps(ratePerMinute);
	const leftS = behindS - mails * intervalS;
	await tx.$executeRaw`
		UPDATE mailing SET rate_given_to = clock_timestamp() - make_interval(secs => ${Math.max(0, leftS)}) WHERE id = ${id}::uuid`;
}
