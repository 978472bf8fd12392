import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { type DatedGift, draftEach } from "./draft-receipts";
import { holdOf } from "./due-rule";
import { dayColumn, type GiftFacts, readGiftFacts } from "./gift-facts.server";
import { certificateOn, type IssuerSettings, issuerSettings } from "./issuer-settings.server";
import { numberReceipts } from "./number-receipts.server";
import { insertPrepared } from "./prepare-receipts.server";

/** Gifts looked at in one transaction: the register is locked for the few milliseconds it takes to issue them. */
const CHUNK = 200;
/** Receipts of one run; the rest is for the next, which the caller queues. */
const RUN_MAX = 10_000;

type Place = { fundId: string; day: string; giftId: string };

/**
 * Issues a receipt for every gift that is due by itself. Goes through what may be due in the order of an index that holds
 * only gifts without a receipt, a short transaction a chunk; ended anywhere it can be run again, and any number of it can
 * run at once.
 * @returns how many were issued, and whether there may be more
 */
export async function issueDueReceipts(
	ctx: Ctx,
	input: { issuerId?: string } = {},
): Promise<{ issued: number; more: boolean }> {
	const issuers = await ctx.db.receiptIssuer.findMany({
		where: { enabled: true, ...(input.issuerId === undefined ? {} : { institutionId: input.issuerId }) },
		select: { institutionId: true, institution: { select: { issuedFunds: { select: { id: true } } } } },
	});
	let issued = 0;
	for (const { institutionId, institution } of issuers) {
		for (const { id: fundId } of institution.issuedFunds) {
			let place: Place | null = { fundId, day: "0001-01-01", giftId: "00000000-0000-0000-0000-000000000000" };
			while (place !== null) {
				const from: Place = place;
				const done = await inTransaction(ctx, (tx) => issueChunk(tx, ctx, institutionId, from));
				issued += done.issued;
				place = done.next;
				if (issued >= RUN_MAX) return { issued, more: true };
			}
		}
	}
	return { issued, more: false };
}

async function issueChunk(
	tx: Tx,
	ctx: Ctx,
	issuerId: string,
	from: Place,
): Promise<{ issued: number; next: Place | null }> {
	const issuer = await issuerSettings(tx, issuerId);
	if (!issuer?.enabled) return { issued: 0, next: null };
	const candidates = await readCandidates(tx, issuer, from);
	const gifts = await readGiftFacts(
		tx,
		issuer,
		candidates.map(({ id }) => id),
		{ lock: "skip" },
	);
	const drafts = gifts
		.filter((gift): gift is DatedGift => gift.rhythm === "each" && isDue(gift, issuer))
		.map((gift) => draftEach(gift, issuer));
	const receiptIds = await insertPrepared(tx, issuerId, drafts);
	const issued = await numberReceipts(tx, ctx, issuer, { receiptIds, issuedOn: jstDayString(ctx.now) });
	const last = candidates.at(-1);
	const next = last && candidates.length === CHUNK ? { fundId: from.fundId, day: last.day, giftId: last.id } : null;
	return { issued: issued.length, next };
}

/** Whether nothing stands against receipting a gift now; its day is known then. */
export function isDue(gift: GiftFacts, issuer: IssuerSettings): gift is DatedGift {
	return holdOf(gift, issuer, (day) => certificateOn(issuer, "special_public_interest", day)) === null;
}

const candidateSchema = z.object({ id: z.uuid(), day: z.string() });

/** The next gifts of a fund without a receipt, by the day that dates it: served by gift_receipt_by_arrival or …_by_charge. */
function readCandidates(tx: Tx, issuer: IssuerSettings, from: Place) {
	const day = Prisma.sql`g.${dayColumn(issuer)}`;
	return queryRows(
		tx,
		candidateSchema,
		Prisma.sql`
		SELECT g.id, ${day}::text AS day FROM gift g
		WHERE g.fund_id = ${from.fundId}::uuid AND g.payment_status = 'received' AND NOT g.receipted AND ${day} IS NOT NULL
			AND (${day}, g.id) > (${from.day}::date, ${from.giftId}::uuid)
			${issuer.startsOn === null ? Prisma.empty : Prisma.sql`AND ${day} >= ${issuer.startsOn}::date`}
		ORDER BY ${day}, g.id LIMIT ${CHUNK}`,
	);
}
