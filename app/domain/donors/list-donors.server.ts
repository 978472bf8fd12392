import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { segmentCondition } from "../segments/segment-condition.server";
import type { SegmentRules } from "../segments/segment-rules";
import { donorMatches } from "./donor-matches.server";

export type DonorsFilter = {
	id?: string;
	hubId?: string;
	institutionId?: string;
	kind?: "individual" | "company";
	/** a name in kanji, kana or Latin letters, a mail address or a corporate number */
	search?: string;
	/** whose rules they fit today */
	segment?: { institutionId: string; hubId: string | null; rules: SegmentRules };
};

const row = z.object({
	id: z.uuid(),
	institutionId: z.uuid(),
	institution: z.string(),
	institutionJa: z.string(),
	institutionEn: z.string(),
	donorKind: z.enum(["individual", "company"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	corporateNumber: z.string().nullable(),
	lang: z.string(),
	/** hubs of the institution that know the donor, as far as the actor sees them */
	hubs: z.array(z.string()),
	erased: z.boolean(),
	createdAt: z.date(),
	/** gifts the actor may see */
	giftCount: z.int(),
	lastGivenOn: z.string().nullable(),
});
export type DonorRow = z.output<typeof row>;

export const DONORS_PER_PAGE = 50;

/**
 * Donors the actor may see, newest first; ids are in order of creation, so a page costs the same at any depth.
 * @param input.cursor  id of the last donor of the page before
 */
export async function listDonors(
	ctx: Ctx,
	input: DonorsFilter & { cursor?: string; limit?: number },
): Promise<{ donors: DonorRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Donor");
	const limit = input.limit ?? DONORS_PER_PAGE;
	const rows = await readRows(ctx, row, (visible) => sqlOf(visible, conditions(visible, input, ctx.now), limit + 1));
	const donors = rows.slice(0, limit);
	return { donors, nextCursor: rows.length > limit ? (donors.at(-1)?.id ?? null) : null };
}

function sqlOf(visible: Visible, chosen: Prisma.Sql[], limit: number): Prisma.Sql {
	// The page is chosen first and alone, so that gifts are counted for its rows only.
	return Prisma.sql`
		WITH page AS MATERIALIZED (
			SELECT d.* FROM donor d WHERE ${Prisma.join(chosen, " AND ")}
			ORDER BY d.id DESC LIMIT ${limit}
		)
		SELECT d.id, d.institution_id AS "institutionId", i.slug AS "institution", i.name_ja AS "institutionJa",
			i.name_en AS "institutionEn", d.kind AS "donorKind", d.family_name AS "familyName", d.given_name AS "givenName",
			d.company_name AS "companyName", d.corporate_number AS "corporateNumber", d.lang, d.erased_at IS NOT NULL AS erased,
			d.created_at AS "createdAt", coalesce(known.hubs, '{}') AS hubs, given.count AS "giftCount",
			given.last::text AS "lastGivenOn"
		FROM page d
		JOIN institution i ON i.id = d.institution_id
		LEFT JOIN LATERAL (
			SELECT count(*)::int AS count, max(g.given_on) AS last FROM gift g
			WHERE g.donor_id = d.id AND g.payment_status = 'received' AND ${visible("gift", "g")}
		) given ON true
		LEFT JOIN LATERAL (
			SELECT array_agg(h.abbreviation ORDER BY h.abbreviation) AS hubs
			FROM hub h
			WHERE h.id IN (SELECT g.hub_id FROM gift g WHERE g.donor_id = d.id AND ${visible("gift", "g")})
		) known ON true
		ORDER BY d.id DESC`;
}

function conditions(visible: Visible, input: DonorsFilter & { cursor?: string }, now: Date): Prisma.Sql[] {
	const found = [visible("donor", "d")];
	if (input.cursor !== undefined) found.push(Prisma.sql`d.id < ${input.cursor}::uuid`);
	if (input.id !== undefined) found.push(Prisma.sql`d.id = ${input.id}::uuid`);
	if (input.institutionId !== undefined) found.push(Prisma.sql`d.institution_id = ${input.institutionId}::uuid`);
	if (input.kind !== undefined) found.push(Prisma.sql`d.kind = ${input.kind}`);
	if (input.hubId !== undefined) {
		found.push(
			Prisma.sql`EXISTS (SELECT 1 FROM relationship r WHERE r.donor_id = d.id AND r.hub_id = ${input.hubId}::uuid)`,
		);
	}
	if (input.segment !== undefined) found.push(segmentCondition(input.segment.rules, { ...input.segment, now }, "d"));
	const search = input.search?.trim() ?? "";
	if (search !== "") found.push(Prisma.sql`d.id IN (${donorMatches(visible, search)})`);
	return found;
}
