import { beforeAll, describe, expect, test } from "vitest";
import { type Ctx, publicContext } from "~/domain/access/ctx.server";
import { issueAppealCode } from "~/domain/campaigns/appeal-codes.server";
import { changeCampaign } from "~/domain/campaigns/change-campaign.server";
import { countVisit, flushVisits } from "~/domain/campaigns/count-visits.server";
import { createCampaign } from "~/domain/campaigns/create-campaign.server";
import {
	decideCampaign,
	submitCampaign,
	takeBackCampaign,
	withdrawCampaign,
} from "~/domain/campaigns/decide-campaign.server";
import { getCampaign } from "~/domain/campaigns/get-campaign.server";
import { getPublicCampaign } from "~/domain/campaigns/get-public-campaign.server";
import { listPublicCampaigns } from "~/domain/campaigns/list-public-campaigns.server";
import { tallyCampaign } from "~/domain/campaigns/tally-campaign.server";
import { enterGiftSchema } from "~/domain/gifts/enter-gift.schema";
import { enterGift } from "~/domain/gifts/enter-gift.server";
import { startGift } from "~/domain/gifts/start-gift.server";
import { decidePeerPage } from "~/domain/peer-pages/decide-peer-page.server";
import { getPublicPeerPage } from "~/domain/peer-pages/get-peer-page.server";
import { changePeerPage, closePeerPage, confirmPeerPage } from "~/domain/peer-pages/own-peer-page.server";
import { peerPageToken } from "~/domain/peer-pages/peer-page-link.server";
import { startPeerPage } from "~/domain/peer-pages/start-peer-page.server";
import { stopPlan } from "~/domain/recurring/stop-plan.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { SUPPORTER } from "../factories/access/peer-pages";
import { draftCampaign } from "../factories/campaigns";
import { atSandbox, chargeOf, now, staffCtx } from "../factories/money-back";
import { goTo, setAnchor } from "../factories/plans";
import { giveElsewhere, hubScope, institutionScope } from "../factories/staff";
import { DONOR, freshWorld, type GiftFields } from "../factories/world";

/** A campaign from its draft to its end, and whatever happens to its gifts. Today is 20 May 2026. */
const world = freshWorld();
let writer: Ctx;
let second: Ctx;
let finance: Ctx;
let campaignId = "";
let code = "";
const SLUG = "see-what-moves";
const prisma = () => world.database.prisma;
const visitor = () => publicContext(new Request("http://localhost:3000/"), "ja");

beforeAll(async () => {
	const scope = await hubScope("nanolsi");
	writer = await staffCtx("Kakite", [{ role: "officer", scope }]);
	second = await staffCtx("Yomite", [{ role: "officer", scope }]);
	finance = await staffCtx("Zaimu", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
	await setAnchor(world, 31);
	campaignId = await draftCampaign([world.fundId], {
		offers: [...[{ id: "", nameJa: "株式会社泉製作所", nameEn: "Izumi Works", percent: "100", limitYen: 12_000n }]].map(
			(offer) => ({ ...offer, startsOn: "2026-05-01", endsOn: "2026-05-31" }),
		),
	});
	code = await inTransaction(writer, (tx) =>
		issueAppealCode(tx, {
			...{ kind: "event", subjectId: campaignId },
			hubId: scope.kind === "hub" ? scope.hubId : null,
		}),
	);
});

async function give(query: string, fields: GiftFields = {}, paid = true) {
	const started = await startGift(await visitor(), {
		...{ hubSlug: "nanolsi", fields: world.typed(fields), query: new URLSearchParams(query) },
	});
	if (!paid) return started.giftId;
	await world.pay(/cs_\w+/.exec(started.checkoutUrl)?.[0] ?? "", "succeed");
	await world.settle();
	return started.giftId;
}
const answered = async (giftId: string) => {
	const { campaignId: campaign, peerPageId, appealCode } = await world.gift(giftId);
	return { campaign: campaign === campaignId, peerPageId, appealCode };
};
/** Kept of received, gifts, donors, monthly donors, and what the offer matched. */
async function told(): Promise<string> {
	const { card } = await getCampaign(await now(writer), campaignId);
	const { receivedYen, refundedYen, giftCount, donorCount, monthlyDonorCount } = card.figures;
	const matched = card.offers.map((offer) => `${offer.limitYen - offer.remainingYen}/${offer.limitYen}`).join(" ");
	return `${receivedYen} - ${refundedYen}, ${giftCount} gifts, ${donorCount} donors, ${monthlyDonorCount} monthly, matched ${matched}`;
}

describe("a draft", () => {
	test("is nobody's page, and takes no gifts", async () => {
		await expect(getPublicCampaign(await visitor(), SLUG)).rejects.toMatchObject({ code: "campaign_not_found" });
		expect(await answered(await give(`campaign=${SLUG}`, { email: "early@example.jp" }, false))).toEqual({
			...{ campaign: false, peerPageId: null, appealCode: null },
		});
	});

	test("gives only to funds of its own place, under an address of its own", async () => {
		const elsewhere = await world.gift(await giveElsewhere(world));
		const { hubId } = await getCampaign(await now(writer), campaignId);
		const fields = { ...(await formOf()), slug: "another-one", fundIds: [elsewhere.fundId] };
		await expect(createCampaign(await now(writer), { hubId, fields })).rejects.toMatchObject({
			code: "campaign_fundIds",
		});
		await expect(
			createCampaign(await now(writer), { hubId, fields: { ...fields, fundIds: [world.fundId], slug: SLUG } }),
		).rejects.toMatchObject({ code: "campaign_slug" });
		await expect(createCampaign(await now(writer), { hubId: null, fields })).rejects.toMatchObject({
			code: "forbidden",
		});
		for (const wrong of [{ goalAmount: 0n }, { endsOn: "2026-04-30" }, { fundIds: [] }, { slug: "Ä b" }]) {
			await expect(createCampaign(await now(writer), { hubId, fields: { ...fields, ...wrong } })).rejects.toMatchObject(
				{ code: "campaign_invalid" },
			);
		}
	});

	test("is published by a second person only, once it is whole", async () => {
		await changeCampaign(await now(writer), { campaignId, fields: { ...(await formOf()), storyEn: "" } });
		await expect(submitCampaign(await now(writer), { campaignId })).rejects.toMatchObject({
			code: "campaign_incomplete",
		});
		await changeCampaign(await now(writer), {
			campaignId,
			fields: { ...(await formOf()), storyEn: "Nobody has seen." },
		});
		await submitCampaign(await now(writer), { campaignId });
		await expect(decideCampaign(await now(writer), { campaignId, approve: true })).rejects.toMatchObject({
			...{ code: "forbidden", personKey: "campaigns.own" },
		});
		await expect(decideCampaign(await now(finance), { campaignId, approve: true })).rejects.toMatchObject({
			code: "forbidden",
		});
		await expect(decideCampaign(await now(second), { campaignId, approve: false })).rejects.toMatchObject({
			code: "campaign_note",
		});
		await decideCampaign(await now(second), { campaignId, approve: true });
		await world.workJobs();
		const [card] = await listPublicCampaigns(await visitor(), {});
		expect(card).toMatchObject({ slug: SLUG, phase: "running", daysLeft: 72, ratio: 0 });
	});
});

async function formOf() {
	const row = await prisma().campaign.findUniqueOrThrow({
		where: { id: campaignId },
		include: { funds: true, offers: true },
	});
	const day = (date: Date) => date.toISOString().slice(0, 10);
	return {
		...{
			slug: row.slug,
			titleJa: row.titleJa,
			titleEn: row.titleEn,
			summaryJa: row.summaryJa,
			summaryEn: row.summaryEn,
		},
		...{ storyJa: row.storyJa, storyEn: row.storyEn, imageId: "", goalKind: row.goalKind, goalAmount: row.goalAmount },
		...{ startsOn: day(row.startsOn), endsOn: day(row.endsOn), fundIds: row.funds.map((one) => one.fundId) },
		offers: row.offers.map((offer) => ({
			...{ id: offer.id, nameJa: offer.nameJa, nameEn: offer.nameEn, percent: String(offer.basisPoints / 100) },
			...{ limitYen: offer.limitYen, startsOn: day(offer.startsOn), endsOn: day(offer.endsOn) },
		})),
	};
}

describe("what a gift answers", () => {
	test("is what its address names, and nothing that is unknown or foreign", async () => {
		const rest = { peerPageId: null };
		const wrong = ["campaign=no-such", "campaign=%27--", "appeal=zzzzzzzz", "peer=nobody", "appeal=%00"];
		for (const query of wrong) {
			const giftId = await give(query, { email: `${encodeURIComponent(query)}@example.jp`.replace(/%/g, "") }, false);
			expect(await answered(giftId)).toEqual({ campaign: false, appealCode: null, ...rest });
		}
		const both = await give(`campaign=${SLUG}&appeal=${code.toUpperCase()}&utm_source=letter`, {
			...{ email: "first@example.jp", amountYen: "10000" },
		});
		expect(await answered(both)).toEqual({ campaign: true, appealCode: code, ...rest });
		expect(await told()).toBe("10000 - 0, 1 gifts, 1 donors, 0 monthly, matched 10000/12000");
	});

	test("opened pages are counted by code and day", async () => {
		for (const one of [code, code.toUpperCase(), "zzzzzzzz", "'; DROP"]) countVisit(one);
		await flushVisits();
		countVisit(code);
		await flushVisits();
		expect(await prisma().codeVisit.findMany()).toEqual([{ code, day: new Date("2026-05-20"), count: 3 }]);
	});

	test("staff say it of a gift they enter, and are told when it does not fit", async () => {
		const enter = async (fields: object) =>
			enterGift(
				await now(finance),
				enterGiftSchema((await now(finance)).now).parse({
					...DONOR,
					...{ fundId: world.fundId, amountYen: "5000", channel: "cash", receivedOn: "2026-05-19" },
					...{ email: "cash@example.jp", ...fields },
				}),
			);
		await expect(enter({ campaign: "no-such" })).rejects.toMatchObject({ code: "campaign_unknown" });
		await expect(enter({ appealCode: "zzzzzzzz" })).rejects.toMatchObject({ code: "appeal_code_unknown" });
		const { giftId } = await enter({ campaign: SLUG, appealCode: code });
		await world.workJobs();
		expect(await answered(giftId)).toMatchObject({ campaign: true, appealCode: code });
		// The offer has no more than its limit.
		expect(await told()).toBe("15000 - 0, 2 gifts, 2 donors, 0 monthly, matched 12000/12000");
	});
});

describe("a supporter's page", () => {
	const tokenOf = async (email: string) => {
		const page = await prisma().peerPage.findFirstOrThrow({ where: { email } });
		return { ...page, token: peerPageToken(page.id) };
	};
	const mails = async (toAddress: string) =>
		(await prisma().mail.findMany({ where: { kind: "peer-page", toAddress }, orderBy: { createdAt: "asc" } })).map(
			({ params, status }) => `${(params as { event: string }).event} ${status}`,
		);

	test("is confirmed by its owner, approved by the hub, and counts what came by it", async () => {
		const start = async () =>
			startPeerPage(await visitor(), { hubSlug: "nanolsi", fields: SUPPORTER, campaign: "no-such" });
		expect(await start()).toEqual(await start());
		await world.workJobs();
		const { id, slug, token } = await tokenOf(SUPPORTER.email);
		const mail = await prisma().mail.findFirstOrThrow({ where: { toAddress: SUPPORTER.email } });
		expect(mail.text).toContain(`/ja/my-peer-page/${token}`);
		await expect(getPublicPeerPage(await visitor(), slug)).rejects.toMatchObject({ code: "peer_page_not_found" });
		await expect(decidePeerPage(await now(second), { peerPageId: id, intent: "publish" })).rejects.toMatchObject({
			code: "peer_page_moved",
		});
		await confirmPeerPage(await visitor(), token);
		await confirmPeerPage(await visitor(), token);
		await world.workJobs();
		expect(await mails("kakite@staff.example")).toEqual(["waiting sent"]);
		await expect(confirmPeerPage(await visitor(), "guess")).rejects.toMatchObject({ code: "peer_page_not_found" });
		await expect(
			decidePeerPage(await now(second), { peerPageId: id, intent: "decline", note: " " }),
		).rejects.toMatchObject({ code: "peer_page_note" });
		await decidePeerPage(await now(second), { peerPageId: id, intent: "publish" });
		await world.workJobs();
		expect(await mails(SUPPORTER.email)).toEqual(["confirm sent", "published sent"]);
		const giftId = await give(`peer=${slug}`, { email: "friend@example.jp", amountYen: "2000" });
		expect(await answered(giftId)).toEqual({ campaign: false, peerPageId: id, appealCode: null });
		await world.refund(giftId, 500);
		await world.settle();
		expect(await getPublicPeerPage(await visitor(), slug)).toMatchObject({ receivedYen: 1500n, giftCount: 1 });
	});

	test("waits again when its words change, and ends when its owner says so", async () => {
		const { slug, token, id } = await tokenOf(SUPPORTER.email);
		await changePeerPage(await visitor(), { token, words: { ...SUPPORTER, title: "題名を変えました" } });
		await expect(getPublicPeerPage(await visitor(), slug)).rejects.toMatchObject({ code: "peer_page_not_found" });
		await decidePeerPage(await now(second), { peerPageId: id, intent: "publish" });
		await closePeerPage(await visitor(), token);
		await expect(getPublicPeerPage(await visitor(), slug)).rejects.toMatchObject({ code: "peer_page_not_found" });
		expect((await tokenOf(SUPPORTER.email)).status).toBe("closed");
		await expect(changePeerPage(await visitor(), { token, words: SUPPORTER })).rejects.toMatchObject({
			code: "peer_page_over",
		});
	});
});

describe("figures follow the money", () => {
	test("a refund, told twice and late, leaves what is kept; matching goes back with it", async () => {
		const gift = await prisma().gift.findFirstOrThrow({ where: { email: "first@example.jp", campaignId } });
		await world.refund(gift.id, 4_000);
		await world.faults({ duplicate: 3, reorder: true });
		await world.settle();
		await world.settle();
		expect(await told()).toBe("15000 - 4000, 2 gifts, 2 donors, 0 monthly, matched 11000/12000");
		await world.refund(gift.id);
		await world.settle();
		expect(await told()).toBe("15000 - 10000, 1 gifts, 1 donors, 0 monthly, matched 5000/12000");
		const before = await prisma().campaignTally.findUniqueOrThrow({ where: { campaignId } });
		await tallyCampaign(await now(second), { campaignId });
		expect(await prisma().campaignTally.findUniqueOrThrow({ where: { campaignId } })).toEqual(before);
	});

	test("a lost dispute no longer counts", async () => {
		const giftId = await give(`campaign=${SLUG}`, { email: "disputed@example.jp", amountYen: "3000" });
		expect(await told()).toBe("18000 - 10000, 2 gifts, 2 donors, 0 monthly, matched 8000/12000");
		const charge = await chargeOf(world, giftId);
		await atSandbox(world, `dispute/${charge}`, { outcome: "open" });
		await atSandbox(world, `dispute/${charge}`, { outcome: "lose" });
		await world.settle();
		expect(await told()).toBe("18000 - 13000, 1 gifts, 1 donors, 0 monthly, matched 5000/12000");
	});

	test("a monthly donor counts while the plan goes on, its gifts while the campaign does", async () => {
		const giftId = await give(`campaign=${SLUG}`, {
			...{ email: "monthly@example.jp", amountYen: "1000", frequency: "monthly" },
		});
		expect(await told()).toBe("19000 - 13000, 2 gifts, 2 donors, 1 monthly, matched 6000/12000");
		await goTo(world, "2026-06-30");
		// After the offer's days: received, not matched.
		expect(await told()).toBe("20000 - 13000, 3 gifts, 2 donors, 1 monthly, matched 6000/12000");
		const planId = (await world.gift(giftId)).recurringPlanId ?? "";
		await stopPlan(await now(finance), { planId, reason: "電話で" });
		await world.settle();
		expect(await told()).toBe("20000 - 13000, 3 gifts, 2 donors, 0 monthly, matched 6000/12000");
		expect(await world.brokenPromises()).toEqual([]);
	});

	test("after its end it takes no more, and is still shown", async () => {
		await goTo(world, "2026-08-01");
		expect(await answered(await give(`campaign=${SLUG}`, { email: "late@example.jp" }, false))).toMatchObject({
			campaign: false,
		});
		expect(await getPublicCampaign(await visitor(), SLUG)).toMatchObject({ phase: "ended", daysLeft: null });
	});

	test("taken back or withdrawn it is no page any more; its gifts stay counted", async () => {
		await expect(takeBackCampaign(await now(finance), { campaignId })).rejects.toMatchObject({ code: "forbidden" });
		await expect(withdrawCampaign(await now(writer), { campaignId, note: " " })).rejects.toMatchObject({
			code: "campaign_note",
		});
		await withdrawCampaign(await now(writer), { campaignId, note: "終了しました" });
		await expect(getPublicCampaign(await visitor(), SLUG)).rejects.toMatchObject({ code: "campaign_not_found" });
		expect(await told()).toContain("20000 - 13000");
	});
});
