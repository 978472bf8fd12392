import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";

export type GiftStory = Awaited<ReturnType<typeof getGiftStory>>;

/**
 * Everything that happened to one gift, on one page: what the donor typed, every try to pay, what Stripe told, money in
 * and back, the ledger's own lines, mails, and who changed what.
 * @throws AppError gift_not_found when it does not exist or is not the actor's to see
 */
export async function getGiftStory(ctx: Ctx, input: { giftId: string }) {
	const { giftId } = input;
	await authorize(ctx, "read", { type: "Gift", id: giftId });
	const [gift, events, entries, mails, changes] = await Promise.all([
		readGift(ctx, giftId),
		listStripeEvents(ctx, giftId),
		listEntries(ctx, giftId),
		listMails(ctx, giftId),
		listChanges(ctx, giftId),
	]);
	return { ...gift, events, entries, mails, changes };
}

function readGift(ctx: Ctx, id: string) {
	return ctx.db.gift.findUniqueOrThrow({
		where: { id },
		omit: { publicToken: true, formKey: true },
		include: {
			hub: { select: { slug: true, nameJa: true, nameEn: true } },
			fund: { select: { slug: true, nameJa: true, nameEn: true } },
			institution: { select: { slug: true, nameJa: true, nameEn: true } },
			application: { select: { id: true } },
			attempts: { orderBy: { number: "asc" } },
			allocations: {
				include: { payment: true },
				orderBy: { id: "asc" },
			},
		},
	});
}

const eventRow = z.object({
	eventId: z.string(),
	type: z.string(),
	objectId: z.string(),
	status: z.string(),
	source: z.string(),
	lastError: z.string().nullable(),
	createdAt: z.date(),
	receivedAt: z.date(),
	doneAt: z.date().nullable(),
});

function listStripeEvents(ctx: Ctx, giftId: string) {
	return readRows(
		ctx,
		eventRow,
		(visible) => Prisma.sql`
		SELECT e.event_id AS "eventId", e.type, e.object_id AS "objectId", e.status, e.source, e.last_error AS "lastError",
			e.created_at AS "createdAt", e.received_at AS "receivedAt", e.done_at AS "doneAt"
		FROM stripe_event e
		WHERE (e.stripe_account_id, e.root_id) IN (
			SELECT a.stripe_account_id, root.id
			FROM checkout_attempt a
			JOIN gift g ON g.id = a.gift_id
			CROSS JOIN LATERAL (VALUES (a.payment_intent_id), (a.stripe_session_id), (a.stripe_customer_id)) root (id)
			WHERE g.id = ${giftId}::uuid AND ${visible("gift", "g")} AND root.id IS NOT NULL
			UNION
			SELECT p.stripe_account_id, root.id
			FROM allocation a
			JOIN gift g ON g.id = a.gift_id
			JOIN payment p ON p.id = a.payment_id
			CROSS JOIN LATERAL (
				SELECT p.payment_intent_id
				UNION ALL SELECT d.stripe_dispute_id FROM dispute d WHERE d.payment_id = p.id
				UNION ALL SELECT w.stripe_warning_id FROM fraud_warning w WHERE w.payment_id = p.id
			) root (id)
			WHERE g.id = ${giftId}::uuid AND ${visible("gift", "g")} AND root.id IS NOT NULL
			UNION
			SELECT i.stripe_account_id, root.id
			FROM recurring_invoice i
			JOIN gift g ON g.id = i.gift_id
			CROSS JOIN LATERAL (VALUES (i.payment_intent_id), (i.stripe_invoice_id)) root (id)
			WHERE g.id = ${giftId}::uuid AND ${visible("gift", "g")} AND root.id IS NOT NULL
		)
		ORDER BY e.created_at, e.received_at, e.event_id`,
	);
}

const entryRow = z.object({
	id: z.bigint(),
	transactionId: z.bigint(),
	kind: z.string(),
	account: z.string(),
	amountYen: z.bigint(),
	occurredOn: z.string(),
	fiscalYear: z.number(),
	fund: z.string().nullable(),
	bookedAt: z.date(),
	reversesId: z.bigint().nullable(),
});

function listEntries(ctx: Ctx, giftId: string) {
	return readRows(
		ctx,
		entryRow,
		(visible) => Prisma.sql`
		WITH paid AS (
			SELECT a.payment_id AS id FROM allocation a JOIN gift g ON g.id = a.gift_id
			WHERE g.id = ${giftId}::uuid AND ${visible("gift", "g")}
		), causes AS (
			SELECT 'payment' AS type, id::text AS id FROM paid
			UNION ALL SELECT 'refund', r.id::text FROM refund r JOIN paid ON paid.id = r.payment_id
			UNION ALL SELECT 'dispute', d.id::text FROM dispute d JOIN paid ON paid.id = d.payment_id
		)
		SELECT le.id, le.transaction_id AS "transactionId", le.kind, le.account, le.amount_yen AS "amountYen",
			le.occurred_on::text AS "occurredOn", le.fiscal_year AS "fiscalYear", f.slug AS "fund",
			lt.booked_at AS "bookedAt", lt.reverses_id AS "reversesId"
		FROM ledger_transaction lt
		JOIN causes c ON c.type = lt.cause_type AND c.id = lt.cause_id
		JOIN ledger_entry le ON le.transaction_id = lt.id
		LEFT JOIN fund f ON f.id = le.fund_id
		WHERE ${visible("ledger_entry", "le")}
		ORDER BY le.id`,
	);
}

function listMails(ctx: Ctx, giftId: string) {
	return ctx.db.mail.findMany({
		where: { giftId },
		select: {
			id: true,
			kind: true,
			status: true,
			lang: true,
			toAddress: true,
			subject: true,
			error: true,
			createdAt: true,
			sentAt: true,
			requestedBy: true,
		},
		orderBy: { createdAt: "asc" },
	});
}

const changeRow = z.object({
	id: z.bigint(),
	at: z.date(),
	action: z.string(),
	actorKind: z.string(),
	/** a member of staff by name, a job by its own */
	actor: z.string().nullable(),
	requestId: z.string(),
	cause: z.string().nullable(),
	before: z.unknown(),
	after: z.unknown(),
});

/** Who changed what: of the gift itself, its payments, refunds, disputes and mails. */
function listChanges(ctx: Ctx, giftId: string) {
	return readRows(
		ctx,
		changeRow,
		(visible) => Prisma.sql`
		WITH held AS (SELECT g.id FROM gift g WHERE g.id = ${giftId}::uuid AND ${visible("gift", "g")}),
		paid AS (SELECT a.payment_id AS id FROM allocation a JOIN held ON held.id = a.gift_id),
		subjects AS (
			SELECT 'gift' AS type, id::text AS id FROM held
			UNION ALL SELECT 'payment', id::text FROM paid
			UNION ALL SELECT 'refund', r.id::text FROM refund r JOIN paid ON paid.id = r.payment_id
			UNION ALL SELECT 'dispute', d.id::text FROM dispute d JOIN paid ON paid.id = d.payment_id
			UNION ALL SELECT 'fraud_warning', w.id::text FROM fraud_warning w JOIN paid ON paid.id = w.payment_id
			UNION ALL SELECT 'mail', m.id::text FROM mail m JOIN held ON held.id = m.gift_id WHERE ${visible("mail", "m")}
			UNION ALL SELECT 'checkout_attempt', a.id::text FROM checkout_attempt a JOIN held ON held.id = a.gift_id
		)
		SELECT e.id, e.at, e.action, e.actor_kind AS "actorKind", coalesce(u.name, t.name, e.actor_id) AS "actor",
			e.request_id AS "requestId", e.cause, e.before, e.after
		FROM audit_event e
		JOIN subjects s ON s.type = e.subject_type AND s.id = e.subject_id
		LEFT JOIN staff_user u ON e.actor_kind = 'staff' AND u.id = e.actor_id
		LEFT JOIN api_token t ON e.actor_kind = 'api' AND t.id::text = e.actor_id
		ORDER BY e.at, e.id`,
	);
}
