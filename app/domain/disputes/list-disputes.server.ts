import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { type Yen, yen } from "../money/yen";
import { dashboardUrl } from "../stripe-accounts/dashboard-url.server";
import { DISPUTE_STATES, type DisputeState } from "./dispute.status";

const giftColumns = {
	giftId: z.uuid(),
	hubName: z.string().nullable(),
	fundJa: z.string(),
	fundEn: z.string(),
	donorKind: z.enum(["individual", "company"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	contactName: z.string(),
};
const giftSql = Prisma.sql`
	g.id AS "giftId", h.abbreviation AS "hubName", f.name_ja AS "fundJa", f.name_en AS "fundEn", g.donor_kind AS "donorKind",
	g.family_name AS "familyName", g.given_name AS "givenName", g.company_name AS "companyName", g.contact_name AS "contactName"`;

const disputeRow = z
	.object({
		id: z.uuid(),
		stripeDisputeId: z.string(),
		stripeId: z.string().nullable(),
		status: z.enum(DISPUTE_STATES as [string, ...string[]]).transform((value) => value as DisputeState),
		stripeStatus: z.string(),
		reason: z.string(),
		amountYen: z.bigint().transform((value): Yen => yen(value)),
		feeYen: z.bigint().transform((value): Yen => yen(value)),
		evidenceDueAt: z.date().nullable(),
		openedOn: z.string(),
		closedOn: z.string().nullable(),
		...giftColumns,
	})
	.transform((row) => ({ ...row, dashboardUrl: dashboardUrl(row, `disputes/${row.stripeDisputeId}`) }));
export type DisputeRow = z.output<typeof disputeRow>;

export const DISPUTES_PER_PAGE = 50;

/**
 * Disputes the actor may see: open ones by their deadline, then (with `closed`) those that were decided, newest first.
 * @param input.cursor  id of the last dispute of the page before
 */
export async function listDisputes(
	ctx: Ctx,
	input: { closed?: boolean; giftId?: string; cursor?: string; limit?: number } = {},
): Promise<{ disputes: DisputeRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Dispute");
	const limit = input.limit ?? DISPUTES_PER_PAGE;
	const rows = await readRows(ctx, disputeRow, (visible) => disputesSql(visible, input, limit + 1));
	const disputes = rows.slice(0, limit);
	return { disputes, nextCursor: rows.length > limit ? (disputes.at(-1)?.id ?? null) : null };
}

function disputesSql(
	visible: Visible,
	input: { closed?: boolean; giftId?: string; cursor?: string },
	limit: number,
): Prisma.Sql {
	const found = [visible("dispute", "d")];
	if (input.closed !== undefined)
		found.push(input.closed ? Prisma.sql`d.status <> 'open'` : Prisma.sql`d.status = 'open'`);
	if (input.giftId !== undefined) {
		found.push(
			Prisma.sql`d.payment_id IN (SELECT a.payment_id FROM allocation a WHERE a.gift_id = ${input.giftId}::uuid)`,
		);
	}
	const open = input.closed === false;
	// An open one without a deadline comes last.
	const key = open
		? Prisma.sql`coalesce(d.evidence_due_at, 'infinity'::timestamptz), d.id`
		: Prisma.sql`d.opened_on, d.id`;
	if (input.cursor !== undefined) {
		const of = open
			? Prisma.sql`coalesce(c.evidence_due_at, 'infinity'::timestamptz), c.id`
			: Prisma.sql`c.opened_on, c.id`;
		const side = Prisma.raw(open ? ">" : "<");
		found.push(Prisma.sql`(${key}) ${side} (SELECT ${of} FROM dispute c WHERE c.id = ${input.cursor}::uuid)`);
	}
	const order = open
		? Prisma.sql`coalesce(d.evidence_due_at, 'infinity'::timestamptz), d.id`
		: Prisma.sql`d.opened_on DESC, d.id DESC`;
	return Prisma.sql`
		SELECT d.id, d.stripe_dispute_id AS "stripeDisputeId", s.stripe_id AS "stripeId", d.status, d.stripe_status AS "stripeStatus",
			d.reason, d.amount_yen AS "amountYen", d.fee_yen AS "feeYen", d.evidence_due_at AS "evidenceDueAt",
			d.opened_on::text AS "openedOn", d.closed_on::text AS "closedOn", ${giftSql}
		FROM dispute d
		JOIN stripe_account s ON s.id = d.stripe_account_id
		JOIN LATERAL (SELECT a.gift_id FROM allocation a WHERE a.payment_id = d.payment_id ORDER BY a.id LIMIT 1) one ON true
		JOIN gift g ON g.id = one.gift_id
		JOIN fund f ON f.id = g.fund_id
		LEFT JOIN hub h ON h.id = g.hub_id
		WHERE ${Prisma.join(found, " AND ")}
		ORDER BY ${order} LIMIT ${limit}`;
}

const warningRow = z.object({
	id: z.uuid(),
	status: z.enum(["open", "refunded", "kept"]),
	fraudType: z.string(),
	actionable: z.boolean(),
	amountYen: z.bigint().transform((value): Yen => yen(value)),
	createdAt: z.date(),
	decidedAt: z.date().nullable(),
	decider: z.string().nullable(),
	note: z.string(),
	...giftColumns,
});
export type WarningRow = z.output<typeof warningRow>;

/** Early fraud warnings the actor may see: undecided ones first, oldest first; then the latest decisions. */
export async function listFraudWarnings(
	ctx: Ctx,
	input: { giftId?: string; limit?: number } = {},
): Promise<WarningRow[]> {
	await authorize(ctx, "read", "FraudWarning");
	return readRows(
		ctx,
		warningRow,
		(visible) => Prisma.sql`
		SELECT w.id, w.status, w.fraud_type AS "fraudType", w.actionable, p.gross_yen AS "amountYen", w.created_at AS "createdAt",
			w.decided_at AS "decidedAt", coalesce(u.name, w.decided_by) AS "decider", w.note, ${giftSql}
		FROM fraud_warning w
		JOIN payment p ON p.id = w.payment_id
		JOIN LATERAL (SELECT a.gift_id FROM allocation a WHERE a.payment_id = w.payment_id ORDER BY a.id LIMIT 1) one ON true
		JOIN gift g ON g.id = one.gift_id
		JOIN fund f ON f.id = g.fund_id
		LEFT JOIN hub h ON h.id = g.hub_id
		LEFT JOIN staff_user u ON u.id = w.decided_by
		WHERE ${visible("fraud_warning", "w")}
			${input.giftId === undefined ? Prisma.empty : Prisma.sql`AND g.id = ${input.giftId}::uuid`}
		ORDER BY (w.status = 'open') DESC, CASE WHEN w.status = 'open' THEN w.created_at END, w.created_at DESC, w.id
		LIMIT ${input.limit ?? 100}`,
	);
}
