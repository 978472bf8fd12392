import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { type Yen, yen } from "../money/yen";
import { REFUND_STATES, type RefundState } from "./refund.status";

/** What the finance office works through, by what is to be done. */
export const REFUND_QUEUES = {
	/** for a second person */
	waiting: ["requested"],
	/** approved, or on its way */
	moving: ["approved", "sent"],
	failed: ["failed"],
	done: ["succeeded", "refused"],
} as const satisfies Record<string, readonly RefundState[]>;
export type RefundQueue = keyof typeof REFUND_QUEUES;

export type RefundsFilter = { queue?: RefundQueue; status?: RefundState; giftId?: string; id?: string };

const refundRow = z.object({
	id: z.uuid(),
	giftId: z.uuid(),
	paymentId: z.uuid(),
	status: z.enum(REFUND_STATES as [string, ...string[]]).transform((value) => value as RefundState),
	amountYen: z.bigint().transform((value): Yen => yen(value)),
	giftYen: z.bigint(),
	/** null: made at Stripe's dashboard */
	requestedBy: z.string().nullable(),
	/** by name, where it is a person or a token */
	requester: z.string().nullable(),
	approver: z.string().nullable(),
	note: z.string(),
	decisionNote: z.string(),
	reason: z.string().nullable(),
	failureReason: z.string().nullable(),
	/** sent by finance from the institution's own bank */
	byBank: z.boolean(),
	isSending: z.boolean(),
	refundedOn: z.string().nullable(),
	requestedAt: z.date().nullable(),
	approvedAt: z.date().nullable(),
	createdAt: z.date(),
	institutionId: z.uuid(),
	hub: z.string().nullable(),
	hubName: z.string().nullable(),
	fundJa: z.string(),
	fundEn: z.string(),
	donorKind: z.enum(["individual", "company"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	contactName: z.string(),
});
export type RefundRow = z.output<typeof refundRow>;

export const REFUNDS_PER_PAGE = 50;

/**
 * Refunds the actor may see, newest first.
 * @param input.cursor  id of the last refund of the page before
 */
export async function listRefunds(
	ctx: Ctx,
	input: RefundsFilter & { cursor?: string; limit?: number },
): Promise<{ refunds: RefundRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Refund");
	const limit = input.limit ?? REFUNDS_PER_PAGE;
	const rows = await readRows(ctx, refundRow, (visible) => refundsSql(visible, input, limit + 1));
	const refunds = rows.slice(0, limit);
	return { refunds, nextCursor: rows.length > limit ? (refunds.at(-1)?.id ?? null) : null };
}

/**
 * One refund.
 * @throws AppError forbidden, refund_not_found
 */
export async function getRefund(ctx: Ctx, refundId: string): Promise<RefundRow> {
	await authorize(ctx, "read", { type: "Refund", id: refundId });
	const { refunds } = await listRefunds(ctx, { id: refundId, limit: 1 });
	const [refund] = refunds;
	if (!refund) throw new Error(`refund ${refundId} may be read and is not listed`);
	return refund;
}

function refundsSql(visible: Visible, input: RefundsFilter & { cursor?: string }, limit: number): Prisma.Sql {
	return Prisma.sql`
		WITH page AS MATERIALIZED (
			SELECT r.* FROM refund r WHERE ${Prisma.join(conditions(visible, input), " AND ")}
			ORDER BY r.created_at DESC, r.id DESC LIMIT ${limit}
		)
		SELECT r.id, g.id AS "giftId", r.payment_id AS "paymentId", r.status, r.amount_yen AS "amountYen", g.amount_yen AS "giftYen",
			r.requested_by AS "requestedBy", coalesce(u.name, t.name, r.requested_by) AS "requester",
			coalesce(v.name, w.name, r.approved_by) AS "approver", r.note, r.decision_note AS "decisionNote", r.reason,
			r.failure_reason AS "failureReason", (r.stripe_account_id IS NULL) AS "byBank", (r.sending_at IS NOT NULL) AS "isSending",
			r.refunded_on::text AS "refundedOn", r.requested_at AS "requestedAt", r.approved_at AS "approvedAt",
			r.created_at AS "createdAt", g.institution_id AS "institutionId", h.slug AS "hub", h.abbreviation AS "hubName",
			f.name_ja AS "fundJa", f.name_en AS "fundEn", g.donor_kind AS "donorKind", g.family_name AS "familyName",
			g.given_name AS "givenName", g.company_name AS "companyName", g.contact_name AS "contactName"
		FROM page r
		JOIN LATERAL (SELECT a.gift_id FROM allocation a WHERE a.payment_id = r.payment_id ORDER BY a.id LIMIT 1) one ON true
		JOIN gift g ON g.id = one.gift_id
		JOIN fund f ON f.id = g.fund_id
		LEFT JOIN hub h ON h.id = g.hub_id
		LEFT JOIN staff_user u ON u.id = r.requested_by
		LEFT JOIN api_token t ON t.id::text = r.requested_by
		LEFT JOIN staff_user v ON v.id = r.approved_by
		LEFT JOIN api_token w ON w.id::text = r.approved_by
		ORDER BY r.created_at DESC, r.id DESC`;
}

function conditions(visible: Visible, input: RefundsFilter & { cursor?: string }): Prisma.Sql[] {
	const found = [visible("refund", "r")];
	if (input.cursor !== undefined) {
		found.push(
			Prisma.sql`(r.created_at, r.id) < (SELECT c.created_at, c.id FROM refund c WHERE c.id = ${input.cursor}::uuid)`,
		);
	}
	if (input.id !== undefined) found.push(Prisma.sql`r.id = ${input.id}::uuid`);
	if (input.status !== undefined) found.push(Prisma.sql`r.status = ${input.status}`);
	if (input.queue !== undefined) {
		found.push(Prisma.sql`r.status IN (${Prisma.join([...REFUND_QUEUES[input.queue]])})`);
	}
	if (input.giftId !== undefined) {
		found.push(
			Prisma.sql`r.payment_id IN (SELECT a.payment_id FROM allocation a WHERE a.gift_id = ${input.giftId}::uuid)`,
		);
	}
	return found;
}
