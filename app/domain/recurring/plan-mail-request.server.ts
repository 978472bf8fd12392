import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { requestMail } from "../mails/request-mail.server";

type PlanMailKind = "plan-payment-failed" | "plan-ended" | "plan-changed" | "plan-card-expiring";

type PlanMail = {
	kind: PlanMailKind;
	planId: string;
	onceKey: string;
	params?: Record<string, string | number | boolean | null>;
};

const toRow = z.object({
	donorId: z.uuid(),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	lang: z.string(),
	email: z.string(),
});

/** Writes a mail about a plan to its donor's present address, once per onceKey; nothing to a donor who was forgotten. */
export async function requestPlanMail(tx: SqlTx, ctx: Pick<Ctx, "now">, mail: PlanMail): Promise<void> {
	const [to] = await queryRows(
		tx,
		toRow,
		Prisma.sql`
		SELECT d.id AS "donorId", p.institution_id AS "institutionId", p.hub_id AS "hubId", d.lang, d.email
		FROM recurring_plan p JOIN donor d ON d.id = p.donor_id
		WHERE p.id = ${mail.planId}::uuid AND d.erased_at IS NULL AND d.email <> ''`,
	);
	if (!to) return;
	const { email, ...columns } = to;
	await requestMail(tx, ctx, {
		...columns,
		kind: mail.kind,
		onceKey: mail.onceKey,
		toAddress: email,
		subject: { type: "recurring_plan", id: mail.planId },
		params: mail.params ?? {},
	});
}
