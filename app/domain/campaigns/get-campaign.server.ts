import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { CampaignState } from "./campaign.status";
import { mayAt } from "./campaign-place.server";
import { CARD_INCLUDE, toCampaignCard } from "./public-campaign";

const INCLUDE = {
	...CARD_INCLUDE,
	hub: { include: { hosts: true } },
	funds: {
		orderBy: { sortOrder: "asc" },
		include: { fund: { include: { hub: CARD_INCLUDE.hub } } },
	},
} as const;

const personRow = z.object({ id: z.string(), name: z.string() });

/**
 * One campaign as staff see it: its fields, how it stands and what the actor may do with it.
 * @throws AppError forbidden, campaign_not_found
 */
export async function getCampaign(ctx: Ctx, campaignId: string) {
	await authorize(ctx, "read", { type: "Campaign", id: campaignId });
	const row = await ctx.db.campaign.findUnique({ where: { id: campaignId }, include: INCLUDE });
	if (!row) throw notFound("campaign", campaignId);
	const ids = [row.createdBy, row.submittedBy, row.decidedBy].filter((id) => id !== null);
	const people = await readRows(
		ctx,
		personRow,
		() => Prisma.sql`
		SELECT u.id, u.name FROM staff_user u WHERE u.id = ANY(${ids}::text[])
		UNION ALL SELECT t.id::text, t.name FROM api_token t WHERE t.id::text = ANY(${ids}::text[])`,
	);
	const nameOf = (id: string | null) => people.find((one) => one.id === id)?.name ?? null;
	const status = row.status as CampaignState;
	const may = (action: "change" | "submit" | "approve") => mayAt(ctx, action, row);
	return {
		...row,
		status,
		card: toCampaignCard(row, ctx.lang, jstDayString(ctx.now)),
		people: { created: nameOf(row.createdBy), submitted: nameOf(row.submittedBy), decided: nameOf(row.decidedBy) },
		may: {
			change: may("change") && status === "draft",
			submit: may("submit") && status === "draft",
			decide: may("approve") && status === "in_review",
			own: row.submittedBy !== null && row.submittedBy === actorId(ctx.actor),
			takeBack: may("change") && (status === "in_review" || (status === "published" && may("approve"))),
			withdraw: may("approve") && status === "published",
		},
	};
}
