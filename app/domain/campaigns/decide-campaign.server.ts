import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { assertSecondPerson } from "../access/assert-second-person.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { CampaignState } from "./campaign.status";
import { assertCampaignMove, type LockedCampaign, lockCampaign } from "./lock-campaign.server";
import { dayText } from "./public-campaign";
import { tallyLater } from "./tally-later.server";

/**
 * Hands a draft in for a second person. It must be whole: its words in both languages, a fund that takes gifts, days to come.
 * @throws AppError campaign_not_found, forbidden, campaign_moved, campaign_incomplete (409)
 */
export async function submitCampaign(ctx: Ctx, input: { campaignId: string }): Promise<void> {
	const { campaignId } = input;
	await authorize(ctx, "submit", { type: "Campaign", id: campaignId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockCampaign(tx, campaignId);
		assertCampaignMove(row, "in_review");
		await assertWhole(tx, ctx, row);
		await move(tx, ctx, row, {
			to: "in_review",
			action: "submitted",
			data: { submittedBy: actorId(ctx.actor), note: "" },
		});
	});
}

async function assertWhole(tx: Tx, ctx: Ctx, row: LockedCampaign): Promise<void> {
	const incomplete = (personKey: string, what: string) =>
		conflict("campaign_incomplete", `campaign ${row.id} has ${what}`, { personKey });
	const { titleEn, summaryEn, storyJa, storyEn } = row;
	if ([titleEn, summaryEn, storyJa, storyEn].some((text) => text.trim() === "")) {
		throw incomplete("campaigns.bothLanguages", "no words in one language");
	}
	const open = await tx.fund.count({ where: { id: { in: row.funds.map((one) => one.fundId) }, status: "open" } });
	if (open === 0) throw incomplete("campaigns.fundNeeded", "no open fund");
	if (dayText(row.endsOn) < jstDayString(ctx.now)) throw incomplete("campaigns.over", "no day to come");
}

/**
 * The second person's word: published it is for everybody at once; sent back, with a note that says why, it is a draft again.
 * @throws AppError campaign_not_found, forbidden (also to who handed it in), campaign_moved, campaign_incomplete (409),
 *   campaign_note (400)
 */
export async function decideCampaign(
	ctx: Ctx,
	input: { campaignId: string; approve: boolean; note?: string },
): Promise<void> {
	const { campaignId, approve, note = "" } = input;
	await authorize(ctx, "approve", { type: "Campaign", id: campaignId });
	if (!approve) assertNote(note);
	await inTransaction(ctx, async (tx) => {
		const row = await lockCampaign(tx, campaignId);
		assertCampaignMove(row, approve ? "published" : "draft");
		const { submittedBy } = row;
		await assertSecondPerson(tx, ctx, { noun: `campaign ${campaignId}`, submittedBy, personKey: "campaigns.own" });
		if (approve) await assertWhole(tx, ctx, row);
		const decided = { decidedBy: actorId(ctx.actor), note };
		if (!approve) return move(tx, ctx, row, { to: "draft", action: "sent_back", data: decided });
		const publishedAt = row.publishedAt ?? ctx.now;
		await move(tx, ctx, row, { to: "published", action: "published", data: { ...decided, publishedAt } });
		await tallyLater(tx, { campaignId, peerPageId: null });
	});
}

/**
 * Makes a draft of it again, to be corrected: out of review by whoever writes it, off the public pages by who may publish.
 * @throws AppError campaign_not_found, forbidden, campaign_moved (409)
 */
export async function takeBackCampaign(ctx: Ctx, input: { campaignId: string }): Promise<void> {
	const { campaignId } = input;
	await authorize(ctx, "change", { type: "Campaign", id: campaignId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockCampaign(tx, campaignId);
		assertCampaignMove(row, "draft");
		if (row.status === "published") await authorize(ctx, "approve", { type: "Campaign", id: campaignId });
		await move(tx, ctx, row, { to: "draft", action: "taken_back", data: {} });
	});
}

/**
 * Takes it off the public pages for good. What came by it stays counted.
 * @throws AppError campaign_not_found, forbidden, campaign_moved (409), campaign_note (400)
 */
export async function withdrawCampaign(ctx: Ctx, input: { campaignId: string; note?: string }): Promise<void> {
	const { campaignId, note = "" } = input;
	await authorize(ctx, "approve", { type: "Campaign", id: campaignId });
	assertNote(note);
	await inTransaction(ctx, async (tx) => {
		const row = await lockCampaign(tx, campaignId);
		assertCampaignMove(row, "withdrawn");
		await move(tx, ctx, row, { to: "withdrawn", action: "withdrawn", data: { decidedBy: actorId(ctx.actor), note } });
	});
}

function assertNote(note: string): void {
	if (note.trim() !== "") return;
	throw invalid("campaign_note", "a reason is wanted", {
		personKey: "campaigns.noteNeeded",
		params: { field: "note" },
	});
}

type Move = {
	to: CampaignState;
	action: "submitted" | "published" | "sent_back" | "taken_back" | "withdrawn";
	data: { submittedBy?: string | null; decidedBy?: string | null; note?: string; publishedAt?: Date };
};

async function move(tx: Tx, ctx: Ctx, row: LockedCampaign, { to, action, data }: Move): Promise<void> {
	await tx.campaign.update({ where: { id: row.id }, data: { ...data, status: to, updatedAt: ctx.now } });
	await audit(tx, ctx, {
		action: `campaign.${action}`,
		subject: { type: "campaign", id: row.id },
		before: { status: row.status },
		after: { status: to, ...(data.note ? { note: data.note } : {}) },
	});
}
