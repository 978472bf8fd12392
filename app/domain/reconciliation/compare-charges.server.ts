import type Stripe from "stripe";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { isUuid } from "../access/authorize.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { StripeOf } from "../stripe-accounts/stripe-account.server";
import type { Finding } from "./difference-kinds";
import { type LedgerSums, ledgerOf } from "./ledger-of.server";
import type { RunRow } from "./run-row";
import { GRACE_MS, settledRoots } from "./settled-roots.server";

/** What one read of a page of charges must bring along. */
export const CHARGE_EXPAND = ["data.balance_transaction"];

const paymentSchema = z.object({
	id: z.uuid(),
	chargeId: z.string(),
	stripeAccountId: z.string(),
	institutionId: z.uuid(),
	grossYen: z.bigint(),
	feeYen: z.bigint().nullable(),
	allocatedYen: z.bigint(),
	/** of the one gift it was given for; null when it is for several or none */
	giftId: z.uuid().nullable(),
	giftYen: z.bigint().nullable(),
	/** what its gift has beyond its amount and was not sent back, when this payment is not the gift's first */
	paidTwiceYen: z.bigint(),
});
type PaymentRow = z.output<typeof paymentSchema>;

const idOf = (value: string | { id: string } | null) => (typeof value === "string" ? value : (value?.id ?? null));
const balanceOf = (charge: Stripe.Charge) =>
	typeof charge.balance_transaction === "string" ? null : charge.balance_transaction;

/** Compares a page of charges, with their fees, with payments, their parts and the ledger, to the yen. */
export async function compareCharges(
	tx: SqlTx,
	run: RunRow,
	of: StripeOf,
	page: Stripe.Charge[],
): Promise<{ findings: Finding[]; known: number }> {
	const charges = page.filter(({ paid, status, currency }) => paid && status === "succeeded" && currency === "jpy");
	if (charges.length === 0) return { findings: [], known: 0 };
	const payments = await readPayments(tx, charges);
	const here = new Map(payments.filter(isHere(run)).map((payment) => [payment.chargeId, payment]));
	const elsewhere = new Map(payments.filter((one) => !isHere(run)(one)).map((payment) => [payment.chargeId, payment]));
	const account = run.stripeAccountId;
	const sums = await ledgerOf(
		tx,
		account,
		charges.map((charge) => {
			const payment = here.get(charge.id) ?? elsewhere.get(charge.id);
			const fee = balanceOf(charge);
			return {
				objectId: charge.id,
				cause: payment ? { type: "payment", id: payment.id } : null,
				keys: [`gift_received:${account}:${charge.id}`, ...(fee ? [`processor_fee:${account}:${fee.id}`] : [])],
			};
		}),
	);
	const isSettled = await settledRoots(
		tx,
		run,
		charges.map((charge) => ({ rootId: idOf(charge.payment_intent), createdAt: new Date(charge.created * 1000) })),
	);
	await tx.$executeRaw`
		UPDATE stripe_charge SET read_at = ${run.startedAt}
		WHERE stripe_account_id = ${account} AND id = ANY(${charges.map(({ id }) => id)}) AND read_at < ${run.startedAt}`;
	const findings: Finding[] = [];
	for (const charge of charges) {
		const sum = sums(charge.id);
		const payment = here.get(charge.id);
		const settled = isSettled({ rootId: idOf(charge.payment_intent), createdAt: new Date(charge.created * 1000) });
		const found = payment
			? differenceOf(run, charge, payment, sum)
			: settled && (await whoseIs(tx, run, of, { charge, other: elsewhere.get(charge.id) ?? null }));
		if (!found) continue;
		const { kind, cause, stripeYen, ledgerYen, owner } = found;
		const netYen = BigInt(balanceOf(charge)?.net ?? 0);
		const rootId = idOf(charge.payment_intent);
		findings.push({
			kind,
			objectId: charge.id,
			institutionId: owner?.institutionId ?? run.institutionId,
			giftId: owner?.giftId ?? null,
			stripeYen,
			ledgerYen,
			effectYen: netYen - sum.hereYen,
			objectOn: jstDayString(new Date(charge.created * 1000)),
			facts: { cause, ...(rootId === null ? {} : { rootId }), ...(owner?.facts ?? {}) },
		});
	}
	return { findings, known: here.size };
}

const isHere = (run: RunRow) => (payment: PaymentRow) => payment.stripeAccountId === run.stripeAccountId;

type Found = {
	kind: Finding["kind"];
	cause: string;
	stripeYen: bigint;
	ledgerYen: bigint;
	owner: { institutionId: string; giftId: string | null; facts?: Record<string, string> } | null;
};

/** The first thing that is wrong with a payment: what follows from it is not told again. */
function differenceOf(run: RunRow, charge: Stripe.Charge, payment: PaymentRow, sum: LedgerSums): Found | null {
	const chargedYen = BigInt(charge.amount);
	const say = (kind: Finding["kind"], cause: string, stripeYen: bigint, ledgerYen: bigint): Found => ({
		kind,
		cause,
		stripeYen,
		ledgerYen,
		owner: payment,
	});
	if (sum.elsewhereYen !== 0n) return say("wrong_account", "ledger_elsewhere", chargedYen, sum.grossYen);
	if (sum.grossYen === 0n) return say("missing_gift", "not_in_ledger", chargedYen, 0n);
	if (sum.grossYen > chargedYen && sum.grossYen % chargedYen === 0n) {
		return say("double_gift", "booked_twice", chargedYen, sum.grossYen);
	}
	if (sum.grossYen !== chargedYen) return say("amount_differs", "ledger", chargedYen, sum.grossYen);
	if (payment.grossYen !== chargedYen) return say("amount_differs", "payment", chargedYen, payment.grossYen);
	if (payment.allocatedYen !== chargedYen) {
		return say("unallocated_payment", "parts", chargedYen, payment.allocatedYen);
	}
	if (payment.giftYen !== null && payment.giftYen !== chargedYen) {
		return say("amount_differs", "gift", chargedYen, payment.giftYen);
	}
	const balance = balanceOf(charge);
	if (balance !== null) {
		const feeYen = BigInt(balance.fee);
		const isOld = run.startedAt.getTime() - charge.created * 1000 > GRACE_MS;
		if (payment.feeYen === null ? isOld : payment.feeYen !== feeYen || sum.feeYen !== feeYen) {
			return say("wrong_fee", payment.feeYen === null ? "not_told" : "fee", feeYen, sum.feeYen);
		}
	}
	// Both sides agree on the money, and yet the donor meant to give it once.
	if (payment.paidTwiceYen > 0n) return say("double_gift", "paid_twice", chargedYen, chargedYen);
	return null;
}

/** A charge without a payment on this account: booked on another one, ours and not booked, or not ours at all. */
async function whoseIs(
	tx: SqlTx,
	run: RunRow,
	of: StripeOf,
	{ charge, other }: { charge: Stripe.Charge; other: PaymentRow | null },
): Promise<Found> {
	const stripeYen = BigInt(charge.amount);
	if (other) {
		const facts = { bookedAt: other.stripeAccountId };
		return {
			kind: "wrong_account",
			cause: "payment_elsewhere",
			stripeYen,
			ledgerYen: other.grossYen,
			owner: { ...other, facts },
		};
	}
	const attemptId = charge.metadata.attemptId ?? "";
	const gift = isUuid(attemptId) ? await giftOfAttempt(tx, attemptId) : await planOf(tx, run, of, charge);
	return gift
		? { kind: "missing_gift", cause: "not_booked", stripeYen, ledgerYen: 0n, owner: gift }
		: { kind: "unknown_charge", cause: "not_ours", stripeYen, ledgerYen: 0n, owner: null };
}

const ownerSchema = z.object({ institutionId: z.uuid(), giftId: z.uuid().nullable() });

async function giftOfAttempt(tx: SqlTx, attemptId: string) {
	const rows = await queryRows(
		tx,
		ownerSchema,
		Prisma.sql`
		SELECT g.institution_id AS "institutionId", g.id AS "giftId" FROM checkout_attempt a JOIN gift g ON g.id = a.gift_id
		WHERE a.id = ${attemptId}::uuid`,
	);
	return rows[0] ?? null;
}

/** A renewal names no attempt: its invoice names the plan. */
async function planOf(tx: SqlTx, run: RunRow, { stripe, options }: StripeOf, charge: Stripe.Charge) {
	const intentId = idOf(charge.payment_intent);
	if (intentId === null) return null;
	const payment = { type: "payment_intent" as const, payment_intent: intentId };
	const { data } = await stripe.invoicePayments.list({ payment, limit: 1, expand: ["data.invoice"] }, options);
	const invoice = data[0]?.invoice;
	if (!invoice || typeof invoice === "string" || !("parent" in invoice)) return null;
	const subscription = invoice.parent?.subscription_details?.subscription ?? null;
	const rows = await queryRows(
		tx,
		ownerSchema,
		Prisma.sql`
		SELECT institution_id AS "institutionId", NULL AS "giftId" FROM recurring_plan
		WHERE stripe_account_id = ${run.stripeAccountId} AND stripe_subscription_id = ${idOf(subscription)}`,
	);
	return rows[0] ?? null;
}

function readPayments(tx: SqlTx, charges: Stripe.Charge[]): Promise<PaymentRow[]> {
	return queryRows(
		tx,
		paymentSchema,
		Prisma.sql`
		SELECT p.id, p.charge_id AS "chargeId", p.stripe_account_id AS "stripeAccountId", p.institution_id AS "institutionId",
			p.gross_yen AS "grossYen", p.fee_yen AS "feeYen", coalesce(a.yen, 0)::bigint AS "allocatedYen",
			CASE WHEN a.gifts = 1 THEN a.gift_id END AS "giftId", CASE WHEN a.gifts = 1 THEN g.amount_yen END AS "giftYen",
			coalesce(greatest(twice.yen, 0), 0)::bigint AS "paidTwiceYen"
		FROM payment p
		LEFT JOIN LATERAL (
			SELECT sum(amount_yen) AS yen, count(*) AS gifts, (array_agg(gift_id))[1] AS gift_id FROM allocation WHERE payment_id = p.id
		) a ON true
		LEFT JOIN gift g ON g.id = a.gift_id
		LEFT JOIN LATERAL (
			SELECT CASE WHEN bool_or((o.charged_at, o.id) < (p.charged_at, p.id)) THEN
				sum(oa.amount_yen - coalesce((SELECT sum(r.amount_yen) FROM refund r
					WHERE r.payment_id = o.id AND r.status IN ('requested', 'approved', 'sent', 'succeeded')), 0)
				- coalesce((SELECT sum(d.amount_yen) FROM dispute d WHERE d.payment_id = o.id AND d.status <> 'won'), 0)) - g.amount_yen END AS yen
			FROM allocation oa JOIN payment o ON o.id = oa.payment_id
			WHERE oa.gift_id = a.gift_id AND EXISTS (SELECT 1 FROM stripe_charge sc WHERE sc.stripe_account_id = o.stripe_account_id AND sc.id = o.charge_id)
		) twice ON true
		WHERE p.charge_id = ANY(${charges.map(({ id }) => id)})`,
	);
}
