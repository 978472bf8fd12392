import type Stripe from "stripe";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { Finding } from "./difference-kinds";
import { type LedgerSums, ledgerOf } from "./ledger-of.server";
import type { RunRow } from "./run-row";
import { settledRoots } from "./settled-roots.server";

export const REFUND_EXPAND = ["data.balance_transaction", "data.failure_balance_transaction"];

const refundSchema = z.object({ id: z.uuid(), refundId: z.string(), amountYen: z.bigint() });
const paymentSchema = z.object({ chargeId: z.string(), institutionId: z.uuid(), giftId: z.uuid().nullable() });
type PaymentOf = z.output<typeof paymentSchema>;

const idOf = (value: string | { id: string } | null) => (typeof value === "string" ? value : (value?.id ?? null));
const netOf = (value: string | Stripe.BalanceTransaction | null | undefined) =>
	BigInt(typeof value === "object" && value !== null ? value.net : 0);

/** Compares a page of refunds of our charges with our rows and the ledger. Those of other charges move money of nobody. */
export async function compareRefunds(
	tx: SqlTx,
	run: RunRow,
	page: Stripe.Refund[],
): Promise<{ findings: Finding[]; known: number }> {
	const account = run.stripeAccountId;
	const payments = await paymentsOf(
		tx,
		account,
		page.map((refund) => idOf(refund.charge) ?? ""),
	);
	const ours = page.filter((refund) => payments.has(idOf(refund.charge) ?? ""));
	if (ours.length === 0) return { findings: [], known: 0 };
	const rows = await queryRows(
		tx,
		refundSchema,
		Prisma.sql`
		SELECT id, stripe_refund_id AS "refundId", amount_yen AS "amountYen" FROM refund
		WHERE stripe_account_id = ${account} AND stripe_refund_id = ANY(${ours.map(({ id }) => id)})`,
	);
	const known = new Map(rows.map((row) => [row.refundId, row]));
	const sums = await ledgerOf(
		tx,
		account,
		ours.map(({ id }) => {
			const row = known.get(id);
			const kinds = ["gift_refunded", "refund_fee", "gift_refund_failed"];
			return {
				objectId: id,
				cause: row ? { type: "refund", id: row.id } : null,
				keys: kinds.map((kind) => `${kind}:${account}:${id}`),
			};
		}),
	);
	const isSettled = await settledRoots(tx, run, ours.map(toRoot));
	await tx.$executeRaw`
		UPDATE stripe_refund SET read_at = ${run.startedAt}
		WHERE stripe_account_id = ${account} AND id = ANY(${ours.map(({ id }) => id)}) AND read_at < ${run.startedAt}`;
	const findings = ours.flatMap((refund) => {
		const found = differenceOf(refund, known.get(refund.id) ?? null, sums(refund.id));
		if (!found || !isSettled(toRoot(refund))) return [];
		const payment = payments.get(idOf(refund.charge) ?? "");
		return [toFinding(refund, payment, found)];
	});
	return { findings, known: known.size };
}

type Found = { kind: Finding["kind"]; cause: string; stripeYen: bigint; ledgerYen: bigint; effectYen: bigint };

function differenceOf(refund: Stripe.Refund, row: z.output<typeof refundSchema> | null, sum: LedgerSums): Found | null {
	const outYen = netOf(refund.balance_transaction);
	const backYen = netOf(refund.failure_balance_transaction);
	const stripeYen = outYen + backYen;
	const effectYen = stripeYen - sum.hereYen;
	const amounts = { stripeYen, ledgerYen: sum.hereYen, effectYen };
	const amountYen = BigInt(refund.amount);
	// Nothing moved yet: a refund that waits is no difference in the books.
	if (outYen === 0n && backYen === 0n) {
		return sum.hereYen === 0n ? null : { kind: "amount_differs", cause: "not_moved_at_stripe", ...amounts };
	}
	if (row && row.amountYen !== amountYen) {
		return { kind: "amount_differs", cause: "refund", stripeYen: amountYen, ledgerYen: row.amountYen, effectYen };
	}
	if (effectYen === 0n) return row ? null : { kind: "refund_missing", cause: "no_row", ...amounts };
	if (backYen !== 0n && sum.hereYen === outYen) {
		return { kind: "refund_missing", cause: "failure_not_booked", ...amounts };
	}
	if (!row || sum.hereYen === 0n) return { kind: "refund_missing", cause: "not_booked", ...amounts };
	return { kind: "amount_differs", cause: "refund_ledger", ...amounts };
}

function toRoot(refund: Stripe.Refund) {
	const moved = refund.failure_balance_transaction;
	const at = typeof moved === "object" && moved !== null ? moved.created : refund.created;
	return { rootId: idOf(refund.payment_intent), createdAt: new Date(at * 1000) };
}

function toFinding(refund: Stripe.Refund, payment: PaymentOf | undefined, found: Found): Finding {
	const { cause, ...rest } = found;
	const rootId = idOf(refund.payment_intent);
	return {
		...rest,
		objectId: refund.id,
		institutionId: payment?.institutionId ?? null,
		giftId: payment?.giftId ?? null,
		objectOn: jstDayString(new Date(refund.created * 1000)),
		facts: { cause, chargeId: idOf(refund.charge) ?? "", ...(rootId === null ? {} : { rootId }) },
	};
}

/** Payments of charges on this account, with the gift of each that has one. */
export async function paymentsOf(tx: SqlTx, account: string, chargeIds: string[]): Promise<Map<string, PaymentOf>> {
	const rows = await queryRows(
		tx,
		paymentSchema,
		Prisma.sql`
		SELECT p.charge_id AS "chargeId", p.institution_id AS "institutionId",
			(SELECT min(a.gift_id::text) FROM allocation a WHERE a.payment_id = p.id)::uuid AS "giftId"
		FROM payment p WHERE p.stripe_account_id = ${account} AND p.charge_id = ANY(${chargeIds})`,
	);
	return new Map(rows.map((row) => [row.chargeId, row]));
}
