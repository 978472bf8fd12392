import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRows } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { alertStaff } from "../mails/alert-staff.server";
import { lockPayment } from "../payments/lock-payment.server";
import { stripeOf } from "../stripe-accounts/stripe-account.server";

type Root = { stripeAccountId: string; rootId: string };

/** Keeps an issuer's early warning of a charge and tells whoever looks after the gift, once. */
export async function syncFraudWarning(
	ctx: Ctx,
	root: Root,
	syncPayment: (ctx: Ctx, root: Root) => Promise<"applied" | "not_ours">,
): Promise<"applied" | "not_ours"> {
	const { stripeAccountId, rootId } = root;
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	const warning = await stripe.radar.earlyFraudWarnings.retrieve(rootId, {}, options);
	const idOf = (value: string | { id: string } | undefined | null) => (typeof value === "string" ? value : value?.id);
	const chargeId = idOf(warning.charge) ?? "";
	const facts = { stripeAccountId, chargeId, warningId: warning.id };
	const told = { fraudType: warning.fraud_type, actionable: warning.actionable };
	const createdAt = new Date(warning.created * 1000);
	if (await keepWarning(ctx, { ...facts, ...told, createdAt })) return "applied";
	const intentId = idOf(warning.payment_intent);
	if (!intentId || (await syncPayment(ctx, { stripeAccountId, rootId: intentId })) === "not_ours") return "not_ours";
	await keepWarning(ctx, { ...facts, ...told, createdAt });
	return "applied";
}

type Warning = {
	stripeAccountId: string;
	chargeId: string;
	warningId: string;
	fraudType: string;
	actionable: boolean;
	createdAt: Date;
};

/** @returns false when the charge is not booked here */
function keepWarning(ctx: Ctx, warning: Warning): Promise<boolean> {
	return inSqlTransaction(ctx, async (tx) => {
		const payment = await lockPayment(tx, warning);
		if (!payment) return false;
		const [made] = await queryRows(
			tx,
			z.object({ id: z.uuid(), isNew: z.boolean() }),
			Prisma.sql`
			INSERT INTO fraud_warning AS w (id, payment_id, stripe_account_id, stripe_warning_id, fraud_type, actionable, created_at)
			VALUES (gen_random_uuid(), ${payment.paymentId}::uuid, ${warning.stripeAccountId}, ${warning.warningId}, ${warning.fraudType},
				${warning.actionable}, ${warning.createdAt})
			ON CONFLICT (stripe_account_id, stripe_warning_id) DO UPDATE SET actionable = w.actionable AND excluded.actionable
			RETURNING id, (xmax = 0) AS "isNew"`,
		);
		if (!made?.isNew) return true;
		const { giftId, institutionId, hubId } = payment;
		await audit(tx, ctx, {
			action: "fraud_warning.received",
			subject: { type: "fraud_warning", id: made.id },
			institutionId,
			cause: warning.warningId,
			after: { fraudType: warning.fraudType, giftId },
		});
		await alertStaff(tx, ctx, {
			kind: "fraud-warning",
			onceKey: `fraud-warning:${made.id}`,
			institutionId,
			hubId,
			subject: { type: "fraud_warning", id: made.id },
			roles: ["officer", "finance"],
		});
		return true;
	});
}
