import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { donorMatches } from "../donors/donor-matches.server";
import type { ApplicationState } from "./application.status";
import { readReference } from "./application-reference";

export type ApplicationsFilter = {
	id?: string;
	hubId?: string;
	status?: ApplicationState;
	/** a reference number, or a donor's name in any script */
	search?: string;
};

const row = z.object({
	id: z.uuid(),
	giftId: z.uuid(),
	reference: z.string(),
	status: z.string(),
	paymentStatus: z.string(),
	hub: z.string().nullable(),
	hubName: z.string().nullable(),
	institution: z.string(),
	fund: z.string(),
	fundJa: z.string(),
	fundEn: z.string(),
	donorId: z.uuid(),
	donorKind: z.enum(["individual", "company"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	amountYen: z.bigint(),
	plannedOn: z.string().nullable(),
	acceptedOn: z.string().nullable(),
	payBy: z.string().nullable(),
	refusalGround: z.string().nullable(),
	createdAt: z.date(),
});
export type ApplicationRow = z.output<typeof row>;

export const APPLICATIONS_PER_PAGE = 50;

/**
 * Applications the actor may see, newest first; ids are in order of creation, so a page costs the same at any depth.
 * @param input.cursor  id of the last application of the page before
 */
export async function listApplications(
	ctx: Ctx,
	input: ApplicationsFilter & { cursor?: string; limit?: number },
): Promise<{ applications: ApplicationRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Application");
	const limit = input.limit ?? APPLICATIONS_PER_PAGE;
	const rows = await readRows(ctx, row, (visible) => sqlOf(visible, input, limit + 1));
	const applications = rows.slice(0, limit);
	return { applications, nextCursor: rows.length > limit ? (applications.at(-1)?.id ?? null) : null };
}

function sqlOf(visible: Visible, input: ApplicationsFilter & { cursor?: string }, limit: number): Prisma.Sql {
	return Prisma.sql`
		SELECT a.id, a.gift_id AS "giftId", a.reference, a.status, g.payment_status AS "paymentStatus", h.slug AS "hub",
			h.abbreviation AS "hubName", i.slug AS "institution", f.slug AS "fund", f.name_ja AS "fundJa", f.name_en AS "fundEn",
			g.donor_id AS "donorId", g.donor_kind AS "donorKind", g.family_name AS "familyName", g.given_name AS "givenName",
			g.company_name AS "companyName", g.amount_yen AS "amountYen", a.planned_on::text AS "plannedOn",
			a.accepted_on::text AS "acceptedOn", a.pay_by::text AS "payBy", a.refusal_ground AS "refusalGround",
			a.created_at AS "createdAt"
		FROM application a
		JOIN gift g ON g.id = a.gift_id
		JOIN fund f ON f.id = g.fund_id
		JOIN institution i ON i.id = a.institution_id
		LEFT JOIN hub h ON h.id = a.hub_id
		WHERE ${Prisma.join(conditions(visible, input), " AND ")}
		ORDER BY a.id DESC LIMIT ${limit}`;
}

function conditions(visible: Visible, input: ApplicationsFilter & { cursor?: string }): Prisma.Sql[] {
	const found = [visible("application", "a")];
	if (input.cursor !== undefined) found.push(Prisma.sql`a.id < ${input.cursor}::uuid`);
	if (input.id !== undefined) found.push(Prisma.sql`a.id = ${input.id}::uuid`);
	if (input.hubId !== undefined) found.push(Prisma.sql`a.hub_id = ${input.hubId}::uuid`);
	if (input.status !== undefined) found.push(Prisma.sql`a.status = ${input.status}`);
	const search = input.search?.trim() ?? "";
	const reference = readReference(search);
	if (reference !== null) found.push(Prisma.sql`a.reference = ${reference}`);
	else if (search !== "") found.push(Prisma.sql`g.donor_id IN (${donorMatches(visible, search)})`);
	return found;
}
