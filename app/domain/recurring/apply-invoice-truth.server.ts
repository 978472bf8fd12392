import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type SqlTx } from "~/platform/db/transaction.server";
import { uuid7 } from "~/platform/uuid7";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { auditSql } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { bringToTruth } from "../payments/apply-payment-truth.server";
import { lockGift, lockGiftById } from "../payments/lock-gift.server";
import { type LockedPlan, lockPlan } from "./lock-plan.server";
import { FREQUENCY_OF } from "./plan-frequency";
import { requestPlanMail } from "./plan-mail-request.server";
import type { InvoiceTruth } from "./plan-truth";

/**
 * Brings our rows to one invoice of a plan, in the caller's transaction.
 * Promises: one gift per paid invoice, whatever the number and order of events; what was paid is what is booked, also when
 * the plan's amount is another by now, or the plan has ended.
 */
export async function applyInvoiceTruth(
	tx: SqlTx,
	ctx: Ctx,
	stripeAccountId: string,
	truth: InvoiceTruth,
): Promise<"applied" | "not_ours"> {
	const { planId } = truth;
	const plan = planId !== null && isUuid(planId) ? await lockPlan(tx, { stripeAccountId, planId }) : null;
	if (!plan) return "not_ours";
	// The time before the first renewal has lines of nothing.
	if (truth.amountYen === 0n) return "applied";
	const invoice = await writeInvoice(tx, ctx, plan, truth);
	if (truth.isFirst) await bookFirst(tx, ctx, plan, truth, invoice);
	else if (truth.payment?.charge) await bookRenewal(tx, ctx, plan, truth, invoice);
	// An older answer says nothing new of an invoice that was paid, or tried again, meanwhile.
	else if (invoice.status === "open" && invoice.attemptCount === truth.attemptCount) {
		await noteFailure(tx, ctx, plan, truth);
	}
	return "applied";
}

const invoiceRow = z.object({ id: z.uuid(), giftId: z.uuid().nullable(), status: z.string(), attemptCount: z.int() });
type Invoice = z.output<typeof invoiceRow>;

/** What is over stays over, and a count of tries never falls: an answer that was slow to arrive takes nothing back. */
function writeInvoice(tx: SqlTx, ctx: Ctx, plan: LockedPlan, truth: InvoiceTruth): Promise<Invoice> {
	const intentId = truth.payment?.paymentIntentId ?? null;
	return queryRow(
		tx,
		invoiceRow,
		Prisma.sql`
		INSERT INTO recurring_invoice AS i (id, plan_id, stripe_account_id, stripe_invoice_id, status, amount_yen, due_on, attempt_count,
			next_attempt_at, hosted_url, payment_intent_id, created_at, updated_at)
		VALUES (${uuid7()}::uuid, ${plan.id}::uuid, ${plan.stripeAccountId}, ${truth.invoiceId}, ${truth.status}, ${truth.amountYen},
			${truth.dueOn}::date, ${truth.attemptCount}, ${truth.nextAttemptAt}, ${truth.hostedUrl}, ${intentId}, ${ctx.now}, ${ctx.now})
		ON CONFLICT (stripe_account_id, stripe_invoice_id) DO UPDATE SET
			status = CASE WHEN i.status IN ('paid', 'void') OR (i.status = 'open' AND excluded.status = 'draft')
				OR (i.status = 'uncollectible' AND excluded.status <> 'paid') THEN i.status ELSE excluded.status END,
			amount_yen = excluded.amount_yen,
			next_attempt_at = CASE WHEN excluded.status <> 'open' OR excluded.attempt_count >= i.attempt_count
				THEN excluded.next_attempt_at ELSE i.next_attempt_at END,
			attempt_count = greatest(i.attempt_count, excluded.attempt_count),
			hosted_url = coalesce(excluded.hosted_url, i.hosted_url),
			payment_intent_id = coalesce(excluded.payment_intent_id, i.payment_intent_id), updated_at = excluded.updated_at
		RETURNING id, gift_id AS "giftId", status, attempt_count AS "attemptCount"`,
	);
}

/** The first invoice pays the gift of the form, as a page of payment alone would. */
async function bookFirst(tx: SqlTx, ctx: Ctx, plan: LockedPlan, truth: InvoiceTruth, invoice: Invoice): Promise<void> {
	const { attemptId, payment } = truth;
	if (!payment || attemptId === null || !isUuid(attemptId)) return;
	const gift = await lockGift(tx, { stripeAccountId: plan.stripeAccountId, attemptId });
	if (!gift) return;
	await bringToTruth(tx, ctx, gift, payment);
	if (payment.charge) await linkGift(tx, invoice, gift.giftId);
}

/** Two pages of one first gift may both be paid: both payments are its, and the first invoice names it. */
async function linkGift(tx: SqlTx, invoice: Invoice, giftId: string): Promise<void> {
	if (invoice.giftId !== null) return;
	await tx.$executeRaw`
		UPDATE recurring_invoice SET gift_id = ${giftId}::uuid WHERE id = ${invoice.id}::uuid
			AND NOT EXISTS (SELECT 1 FROM recurring_invoice other WHERE other.gift_id = ${giftId}::uuid)`;
}

async function bookRenewal(
	tx: SqlTx,
	ctx: Ctx,
	plan: LockedPlan,
	truth: InvoiceTruth,
	invoice: Invoice,
): Promise<void> {
	if (!truth.payment) return;
	const giftId = invoice.giftId ?? (await makeGift(tx, ctx, plan, truth, invoice));
	const gift = await lockGiftById(tx, { stripeAccountId: plan.stripeAccountId, giftId });
	if (!gift) throw new Error(`gift ${giftId} of invoice ${truth.invoiceId} is gone`);
	await bringToTruth(tx, ctx, gift, truth.payment);
}

const madeRow = z.object({ id: z.uuid() });

/**
 * A gift of a plan has its donor's name and address of the day it is given; nothing of it is shown in public. It counts for
 * the campaign its plan began by while that runs.
 */
async function makeGift(tx: SqlTx, ctx: Ctx, plan: LockedPlan, truth: InvoiceTruth, invoice: Invoice): Promise<string> {
	const token = randomBytes(18).toString("base64url");
	const id = uuid7();
	const audited = auditSql(ctx, {
		action: "gift.started",
		subject: { type: "gift", id },
		institutionId: plan.institutionId,
		cause: truth.invoiceId,
		after: { amountYen: truth.amountYen.toString(), fundId: plan.fundId, donorId: plan.donorId, planId: plan.id },
	});
	await queryRow(
		tx,
		madeRow,
		Prisma.sql`
		WITH made AS (
			INSERT INTO gift (id, public_token, hub_id, fund_id, institution_id, donor_id, recurring_plan_id, amount_yen, frequency, channel,
				lang, donor_kind, family_name, given_name, family_name_kana, given_name_kana, company_name, company_name_kana,
				corporate_number, department, contact_name, email, phone, country, postal_code, prefecture, city, address_line,
				form_key, campaign_id, created_at, updated_at)
			SELECT ${id}::uuid, ${token}, ${plan.hubId}::uuid, ${plan.fundId}::uuid, ${plan.institutionId}::uuid, d.id, ${plan.id}::uuid, ${truth.amountYen},
				${FREQUENCY_OF[plan.unit]}, 'card', d.lang, d.kind, d.family_name, d.given_name, d.family_name_kana, d.given_name_kana,
				d.company_name, d.company_name_kana, d.corporate_number, d.department, d.contact_name, d.email, d.phone, d.country,
				d.postal_code, d.prefecture, d.city, d.address_line, ${`renewal:${truth.invoiceId}`}, (${campaignOf(ctx, plan)}), ${ctx.now}, ${ctx.now}
			FROM donor d WHERE d.id = ${plan.donorId}::uuid
			RETURNING id
		), linked AS (
			UPDATE recurring_invoice SET gift_id = made.id FROM made WHERE recurring_invoice.id = ${invoice.id}::uuid
		), audited AS (${audited})
		SELECT id FROM made`,
	);
	return id;
}

const campaignOf = (ctx: Ctx, plan: LockedPlan): Prisma.Sql => Prisma.sql`
	SELECT c.id FROM gift g JOIN campaign c ON c.id = g.campaign_id
	WHERE g.recurring_plan_id = ${plan.id}::uuid AND c.status = 'published' AND ${jstDayString(ctx.now)}::date BETWEEN c.starts_on AND c.ends_on
	ORDER BY g.id LIMIT 1`;

/** Stripe could not charge it: the officer sees why, and the donor gets one mail per try with a way to repair it. */
async function noteFailure(tx: SqlTx, ctx: Ctx, plan: LockedPlan, truth: InvoiceTruth): Promise<void> {
	if (truth.attemptCount === 0 || plan.status === "cancelled") return;
	const { payment, attemptCount, nextAttemptAt } = truth;
	const failureCode = payment?.needsPerson ? "authentication_required" : (payment?.failureCode ?? "card_missing");
	await tx.$executeRaw`
		UPDATE recurring_plan SET failure_code = ${failureCode}, retry_at = ${nextAttemptAt}, updated_at = ${ctx.now}
		WHERE id = ${plan.id}::uuid AND (failure_code, retry_at) IS DISTINCT FROM (${failureCode}, ${nextAttemptAt}::timestamptz)`;
	await requestPlanMail(tx, ctx, {
		kind: "plan-payment-failed",
		planId: plan.id,
		onceKey: `plan-payment-failed:${truth.invoiceId}:${attemptCount}`,
		params: { invoiceId: truth.invoiceId, attemptCount, needsPerson: payment?.needsPerson ?? false },
	});
}
