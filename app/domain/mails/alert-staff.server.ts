import { z } from "zod";
import { DEFAULT_LANG } from "~/i18n/lang";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import type { Role } from "../access/roles";
import { type RequestedMail, requestMail } from "./request-mail.server";

const staffSchema = z.object({ id: z.string(), email: z.string() });

export type StaffAlert = Pick<RequestedMail, "kind" | "onceKey" | "refundId" | "subject" | "params"> & {
	institutionId: string;
	hubId: string | null;
	/** who of them is told: at the hub or the institution; those of the whole programme where neither has anybody */
	roles: readonly Role[];
	/** a role at one hub may not do what is asked for */
	notAtHub?: boolean;
	/** told besides, such as who asked for it; none when it is no member of staff */
	alsoUserId?: string | null;
	/** not told: who did it */
	exceptUserId?: string | null;
};

/** One mail to each member of staff whom it concerns, once per onceKey and person. */
export async function alertStaff(tx: SqlTx, ctx: Pick<Ctx, "now">, alert: StaffAlert): Promise<void> {
	const { institutionId, hubId, roles, notAtHub = false, alsoUserId = null, exceptUserId = null } = alert;
	const staff = await queryRows(
		tx,
		staffSchema,
		Prisma.sql`
		WITH concerned AS (
			SELECT r.user_id, r.scope_kind FROM role_grant r
			WHERE r.role IN (${Prisma.join([...roles])}) AND (
				(r.scope_kind = 'institution' AND r.institution_id = ${institutionId}::uuid)
				OR (r.scope_kind = 'hub' AND r.hub_id = ${hubId}::uuid AND NOT ${notAtHub}::boolean)
				OR r.scope_kind = 'programme') AND r.user_id IS DISTINCT FROM ${exceptUserId}
		)
		SELECT DISTINCT u.id, u.email FROM staff_user u
		WHERE u.id = ${alsoUserId}
			OR u.id IN (SELECT user_id FROM concerned WHERE scope_kind <> 'programme')
			OR (u.id IN (SELECT user_id FROM concerned) AND NOT EXISTS (SELECT 1 FROM concerned WHERE scope_kind <> 'programme'))`,
	);
	for (const { id, email } of staff) {
		await requestMail(tx, ctx, {
			kind: alert.kind,
			onceKey: `${alert.onceKey}:${id}`,
			toAddress: email,
			lang: DEFAULT_LANG,
			institutionId,
			hubId,
			refundId: alert.refundId,
			subject: alert.subject,
			params: alert.params,
		});
	}
}
