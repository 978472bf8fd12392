import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";

export type DonorStory = Awaited<ReturnType<typeof getDonor>>;

/** How many of each list a donor's page shows; longer ones have pages of their own. */
const SHOWN = 50;

/**
 * Everything one institution knows of a donor, as far as the actor may see it: what is not theirs to read is empty.
 * @throws AppError donor_not_found when it does not exist or is not the actor's to see
 */
export async function getDonor(ctx: Ctx, input: { donorId: string }) {
	await authorize(ctx, "read", { type: "Donor", id: input.donorId });
	const donor = await ctx.db.donor.findUnique({
		where: { id: input.donorId },
		omit: { identityKey: true, searchKey: true, searchGrams: true, emailKey: true, mailToken: true },
		include: {
			institution: { select: { slug: true, nameJa: true, nameEn: true } },
			relationships: { include: { hub: true }, orderBy: { createdAt: "asc" } },
			consents: { orderBy: { givenAt: "desc" }, take: SHOWN },
			plans: {
				include: { fund: { select: { nameJa: true, nameEn: true } } },
				orderBy: { id: "desc" },
				take: SHOWN,
			},
			receipts: { orderBy: { id: "desc" }, take: SHOWN },
			softCredits: { include: { gift: true }, orderBy: { id: "desc" }, take: SHOWN },
			requests: { orderBy: { id: "desc" }, take: SHOWN },
		},
	});
	if (!donor) throw notFound("donor", input.donorId);
	const [duplicates, totals, officers, changes] = await Promise.all([
		listDuplicates(ctx, donor.id),
		totalsOf(ctx, donor.id),
		listOfficers(ctx, donor.id),
		listChanges(ctx, donor.id),
	]);
	return { ...donor, duplicates, totals, officers, changes };
}

function listDuplicates(ctx: Ctx, donorId: string) {
	return ctx.db.possibleDuplicate.findMany({
		where: { status: "open", OR: [{ donorId }, { otherDonorId: donorId }] },
		include: { donor: true, otherDonor: true },
		orderBy: { id: "asc" },
		take: SHOWN,
	});
}

const totalsRow = z.object({ count: z.int(), grossYen: z.bigint(), goneYen: z.bigint() });

/** What came of this donor and what went back, over the gifts the actor may see; soft credits are in neither. */
async function totalsOf(ctx: Ctx, donorId: string) {
	const [row] = await readRows(
		ctx,
		totalsRow,
		(visible) => Prisma.sql`
		SELECT count(DISTINCT g.id)::int AS count, coalesce(sum(a.amount_yen), 0)::bigint AS "grossYen",
			coalesce(sum(gone.yen), 0)::bigint AS "goneYen"
		FROM gift g
		JOIN allocation a ON a.gift_id = g.id
		LEFT JOIN LATERAL (
			SELECT coalesce((SELECT sum(r.amount_yen) FROM refund r WHERE r.payment_id = a.payment_id AND r.status IN ('sent', 'succeeded')), 0)
				+ coalesce((SELECT sum(x.amount_yen) FROM dispute x WHERE x.payment_id = a.payment_id AND x.status = 'lost'), 0) AS yen
		) gone ON true
		WHERE g.donor_id = ${donorId}::uuid AND ${visible("gift", "g")}`,
	);
	return row ?? { count: 0, grossYen: 0n, goneYen: 0n };
}

const officerRow = z.object({ id: z.string(), name: z.string(), hubId: z.uuid() });

/** Staff who may look after the donor at a hub: officers, finance officers and administrators it reaches. */
function listOfficers(ctx: Ctx, donorId: string) {
	return readRows(
		ctx,
		officerRow,
		(visible) => Prisma.sql`
		SELECT DISTINCT u.id, u.name, l.hub_id AS "hubId"
		FROM donor d
		JOIN relationship l ON l.donor_id = d.id
		JOIN role_grant r ON r.role IN ('officer', 'finance', 'admin')
			AND (r.hub_id = l.hub_id OR r.institution_id = d.institution_id OR r.scope_kind = 'programme')
		JOIN staff_user u ON u.id = r.user_id
		WHERE d.id = ${donorId}::uuid AND ${visible("donor", "d")}
		ORDER BY u.name`,
	);
}

const changeRow = z.object({
	id: z.bigint(),
	at: z.date(),
	action: z.string(),
	actorKind: z.string(),
	actor: z.string().nullable(),
});

/** Who changed the donor, and what kind of change; the values themselves are for the auditor. */
function listChanges(ctx: Ctx, donorId: string) {
	return readRows(
		ctx,
		changeRow,
		(visible) => Prisma.sql`
		SELECT e.id, e.at, e.action, e.actor_kind AS "actorKind", coalesce(u.name, t.name, e.actor_id) AS "actor"
		FROM audit_event e
		JOIN donor d ON d.id::text = e.subject_id
		LEFT JOIN staff_user u ON e.actor_kind = 'staff' AND u.id = e.actor_id
		LEFT JOIN api_token t ON e.actor_kind = 'api' AND t.id::text = e.actor_id
		WHERE e.subject_type = 'donor' AND e.subject_id = ${donorId} AND ${visible("donor", "d")}
		ORDER BY e.at DESC, e.id DESC LIMIT ${SHOWN}`,
	);
}
