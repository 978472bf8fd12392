import { notFound } from "~/platform/errors";
import type { DonorCtx } from "../access/ctx.server";
import { donorName } from "../names/person-name";

/** The donor as each institution knows them, with what they agreed to there. */
export async function listOwnDonors(ctx: DonorCtx) {
	const donors = await ctx.db.donor.findMany({
		where: { id: { in: ctx.actor.donorIds } },
		include: {
			institution: { select: { nameJa: true, nameEn: true, contactEmail: true } },
			consents: { orderBy: { givenAt: "desc" } },
		},
		orderBy: { id: "asc" },
	});
	return donors.map((donor) => ({
		...donor,
		name: donorName({ ...donor, donorKind: donor.kind === "company" ? "company" : "individual" }, ctx.lang),
		institutionName: ctx.lang === "ja" ? donor.institution.nameJa : donor.institution.nameEn,
	}));
}
export type OwnDonor = Awaited<ReturnType<typeof listOwnDonors>>[number];

/**
 * @throws AppError donor_not_found, also when it is somebody else
 */
export async function getOwnDonor(ctx: DonorCtx, input: { donorId: string }): Promise<OwnDonor> {
	const donor = (await listOwnDonors(ctx)).find(({ id }) => id === input.donorId);
	if (!donor) throw notFound("donor", input.donorId);
	return donor;
}
