import Stripe from "stripe";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { StripeOf } from "../stripe-accounts/stripe-account.server";
import type { Finding } from "./difference-kinds";
import { ledgerOf } from "./ledger-of.server";
import type { RunRow } from "./run-row";

const PAGE = 200;

const paymentSchema = z.object({
	id: z.uuid(),
	chargeId: z.string(),
	rootId: z.string(),
	institutionId: z.uuid(),
	grossYen: z.bigint(),
	chargedOn: z.string(),
	giftId: z.uuid().nullable(),
	/** the same payment intent, or the same gift, is paid by another payment too */
	hasTwin: z.boolean(),
});

export type OursPage = {
	findings: Finding[];
	nextId: string | null;
	count: number;
	quietYen: bigint;
	again: Stripe.Charge[];
};

/**
 * Payments of the window whose charge the listing did not bring: Stripe is asked for each by its id, here and at the other
 * accounts. Our mirror keeps when it last saw a charge, so nothing has to be remembered.
 * @returns `again`: charges that are there after all, to be compared; `quietYen`: what is in the ledger here and at Stripe
 * elsewhere, which the other account's run tells of
 */
export async function comparePayments(
	tx: SqlTx,
	run: RunRow,
	ofAccounts: { here: StripeOf; others: StripeOf[] },
	afterId: string | null,
): Promise<OursPage> {
	const account = run.stripeAccountId;
	const rows = await queryRows(
		tx,
		paymentSchema,
		Prisma.sql`
		SELECT p.id, p.charge_id AS "chargeId", p.payment_intent_id AS "rootId", p.institution_id AS "institutionId",
			p.gross_yen AS "grossYen", (p.charged_at AT TIME ZONE 'Asia/Tokyo')::date::text AS "chargedOn",
			(SELECT min(a.gift_id::text) FROM allocation a WHERE a.payment_id = p.id)::uuid AS "giftId",
			(EXISTS (SELECT 1 FROM payment o WHERE o.stripe_account_id = p.stripe_account_id AND o.payment_intent_id = p.payment_intent_id AND o.id <> p.id)
				OR EXISTS (SELECT 1 FROM allocation a JOIN allocation o ON o.gift_id = a.gift_id AND o.payment_id <> a.payment_id WHERE a.payment_id = p.id))
				AS "hasTwin"
		FROM payment p
		LEFT JOIN stripe_charge c ON c.stripe_account_id = p.stripe_account_id AND c.id = p.charge_id
		WHERE p.stripe_account_id = ${account} AND (c.id IS NULL OR c.read_at < ${run.startedAt})
			AND p.charged_at >= (${run.fromDay}::date::timestamp AT TIME ZONE 'Asia/Tokyo') AND p.charged_at <= ${run.startedAt}
			${afterId === null ? Prisma.empty : Prisma.sql`AND p.id > ${afterId}::uuid`}
		ORDER BY p.id LIMIT ${PAGE}`,
	);
	const sums = await ledgerOf(
		tx,
		account,
		rows.map(({ id, chargeId }) => ({
			objectId: chargeId,
			cause: { type: "payment" as const, id },
			keys: [`gift_received:${account}:${chargeId}`],
		})),
	);
	const page: OursPage = {
		findings: [],
		nextId: rows.length === PAGE ? (rows.at(-1)?.id ?? null) : null,
		count: rows.length,
		quietYen: 0n,
		again: [],
	};
	for (const payment of rows) {
		const charge = await chargeAt(ofAccounts.here, payment.chargeId);
		if (charge) {
			page.again.push(charge);
			continue;
		}
		const { hereYen } = sums(payment.chargeId);
		if (await isAtAnother(ofAccounts.others, payment.chargeId)) {
			page.quietYen -= hereYen;
			continue;
		}
		page.findings.push({
			kind: payment.hasTwin ? "double_gift" : "amount_differs",
			objectId: payment.chargeId,
			institutionId: payment.institutionId,
			giftId: payment.giftId,
			stripeYen: 0n,
			ledgerYen: payment.grossYen,
			effectYen: -hereYen,
			objectOn: payment.chargedOn,
			facts: { cause: "not_at_stripe", rootId: payment.rootId },
		});
	}
	return page;
}

async function isAtAnother(others: StripeOf[], chargeId: string): Promise<boolean> {
	for (const other of others) {
		// An account that does not answer tells by its own run.
		if (await chargeAt(other, chargeId).catch(() => null)) return true;
	}
	return false;
}

async function chargeAt({ stripe, options }: StripeOf, chargeId: string): Promise<Stripe.Charge | null> {
	try {
		return await stripe.charges.retrieve(chargeId, { expand: ["balance_transaction"] }, options);
	} catch (error) {
		if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return null;
		throw error;
	}
}

const unseenSchema = z.object({
	objectId: z.string(),
	kind: z.enum(["refund", "dispute", "payout"]),
	id: z.uuid(),
	institutionId: z.uuid().nullable(),
	giftId: z.uuid().nullable(),
	amountYen: z.bigint(),
	createdOn: z.string(),
});

/** Refunds, disputes and payouts of the window that we have and Stripe did not list. */
export async function compareUnseen(
	tx: SqlTx,
	run: RunRow,
	of: StripeOf,
	seen: { disputes: string[]; payouts: string[] },
): Promise<Finding[]> {
	const account = run.stripeAccountId;
	const from = Prisma.sql`(${run.fromDay}::date::timestamp AT TIME ZONE 'Asia/Tokyo')`;
	const giftOf = Prisma.sql`(SELECT min(a.gift_id::text) FROM allocation a WHERE a.payment_id = p.id)::uuid`;
	const rows = await queryRows(
		tx,
		unseenSchema,
		Prisma.sql`
		SELECT r.stripe_refund_id AS "objectId", 'refund' AS kind, r.id, p.institution_id AS "institutionId", ${giftOf} AS "giftId",
			r.amount_yen AS "amountYen", (r.created_at AT TIME ZONE 'Asia/Tokyo')::date::text AS "createdOn"
		FROM refund r JOIN payment p ON p.id = r.payment_id
		LEFT JOIN stripe_refund s ON s.stripe_account_id = r.stripe_account_id AND s.id = r.stripe_refund_id
		WHERE r.stripe_account_id = ${account} AND r.stripe_refund_id IS NOT NULL AND r.created_at >= ${from} AND r.created_at <= ${run.startedAt}
			AND (s.id IS NULL OR s.read_at < ${run.startedAt})
		UNION ALL
		SELECT d.stripe_dispute_id, 'dispute', d.id, p.institution_id, ${giftOf}, d.amount_yen, d.opened_on::text
		FROM dispute d JOIN payment p ON p.id = d.payment_id
		WHERE d.stripe_account_id = ${account} AND d.opened_on >= ${run.fromDay}::date AND d.created_at <= ${run.startedAt}
			AND NOT d.stripe_dispute_id = ANY(${seen.disputes})
		UNION ALL
		SELECT o.stripe_payout_id, 'payout', o.id, o.institution_id, NULL, o.amount_yen, (o.created_at AT TIME ZONE 'Asia/Tokyo')::date::text
		FROM payout o
		WHERE o.stripe_account_id = ${account} AND o.created_at >= ${from} AND o.created_at <= ${run.startedAt}
			AND NOT o.stripe_payout_id = ANY(${seen.payouts})`,
	);
	const sums = await ledgerOf(
		tx,
		account,
		rows.map(({ objectId, kind, id }) => ({ objectId, cause: { type: kind, id }, keys: [] })),
	);
	const findings: Finding[] = [];
	for (const row of rows) {
		if (await isThere(of, row)) continue;
		const { hereYen } = sums(row.objectId);
		findings.push({
			kind: ({ refund: "refund_missing", dispute: "stale_dispute", payout: "payout_missing" } as const)[row.kind],
			objectId: row.objectId,
			institutionId: row.institutionId,
			giftId: row.giftId,
			stripeYen: 0n,
			ledgerYen: row.amountYen,
			effectYen: -hereYen,
			objectOn: row.createdOn,
			facts: { cause: "not_at_stripe" },
		});
	}
	return findings;
}

async function isThere({ stripe, options }: StripeOf, { kind, objectId }: z.output<typeof unseenSchema>) {
	try {
		if (kind === "refund") await stripe.refunds.retrieve(objectId, {}, options);
		else if (kind === "dispute") await stripe.disputes.retrieve(objectId, {}, options);
		else await stripe.payouts.retrieve(objectId, {}, options);
		return true;
	} catch (error) {
		if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return false;
		throw error;
	}
}
