import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { donorName } from "../names/person-name";
import type { RequestKind, RequestState } from "./request.schema";

const REQUESTS_PER_PAGE = 50;

/**
 * What donors asked of the actor's institutions, newest first.
 * @param input.status  `open` is what waits
 * @param input.cursor  id of the last request of the page before
 */
export async function listRequests(
	ctx: Ctx,
	input: { status?: RequestState; kind?: RequestKind; cursor?: string; limit?: number },
) {
	await authorize(ctx, "read", "DonorRequest");
	const limit = input.limit ?? REQUESTS_PER_PAGE;
	const rows = await ctx.db.donorRequest.findMany({
		where: {
			...(input.status && { status: input.status }),
			...(input.kind && { kind: input.kind }),
			...(input.cursor && { id: { lt: input.cursor } }),
		},
		include: {
			donor: true,
			institution: { select: { nameJa: true, nameEn: true } },
		},
		orderBy: { id: "desc" },
		take: limit + 1,
	});
	const page = rows.slice(0, limit);
	return {
		requests: page.map(({ donor, institution, ...request }) => ({
			...request,
			donorName: donorName({ ...donor, donorKind: donor.kind === "company" ? "company" : "individual" }, ctx.lang),
			institution: ctx.lang === "ja" ? institution.nameJa : institution.nameEn,
		})),
		nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
	};
}
