import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";

const changeRow = z.object({
	id: z.bigint(),
	at: z.date(),
	action: z.string(),
	actorKind: z.string(),
	/** a member of staff by name, a job by its own */
	actor: z.string().nullable(),
	before: z.record(z.string(), z.unknown()).nullable(),
	after: z.record(z.string(), z.unknown()).nullable(),
});
export type Change = z.output<typeof changeRow>;

/**
 * Who changed one thing, newest first. For a subject without personal values that the caller has shown the actor may see.
 * @param input.with  only events whose values after the change hold these
 */
export function listChanges(
	ctx: Ctx,
	input: {
		subject: {
			type:
				| "fund"
				| "hub"
				| "institution"
				| "receipt_issuer"
				| "receipt"
				| "receipt_batch"
				| "external_fund"
				| "import"
				| "campaign"
				| "peer_page";
			id: string;
		};
		with?: Record<string, number | string>;
	},
): Promise<Change[]> {
	const { type, id } = input.subject;
	return readRows(
		ctx,
		changeRow,
		() => Prisma.sql`
		SELECT e.id, e.at, e.action, e.actor_kind AS "actorKind", coalesce(u.name, t.name, e.actor_id) AS "actor", e.before, e.after
		FROM audit_event e
		LEFT JOIN staff_user u ON e.actor_kind = 'staff' AND u.id = e.actor_id
		LEFT JOIN api_token t ON e.actor_kind = 'api' AND t.id::text = e.actor_id
		WHERE e.subject_type = ${type} AND e.subject_id = ${id}
			${input.with ? Prisma.sql`AND e.after @> ${JSON.stringify(input.with)}::jsonb` : Prisma.empty}
		ORDER BY e.id DESC LIMIT 100`,
	);
}
