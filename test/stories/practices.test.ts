import { beforeAll, expect, test } from "vitest";
import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import type { Role, Scope } from "~/domain/access/roles";
import { createCampaign } from "~/domain/campaigns/create-campaign.server";
import { yen } from "~/domain/money/yen";
import { adoptPractice } from "~/domain/practices/adopt-practice.server";
import { getPractice, listOfferable, listPractices } from "~/domain/practices/list-practices.server";
import { offerPractice, withdrawPractice } from "~/domain/practices/offer-practice.server";
import { decidePlan } from "~/domain/sufficiency/decide-plan.server";
import { draftPlan } from "~/domain/sufficiency/draft-plan.server";
import { getSufficiencyPlan } from "~/domain/sufficiency/get-sufficiency-plan.server";
import { submitPlan } from "~/domain/sufficiency/submit-plan.server";
import { hubScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
let secretariat: Ctx;
let nano: Ctx;
let ircn: Ctx;
let planId = "";

const staff = (name: string, role: Role, scope: Scope) =>
	contextFor({ kind: "staff", userId: name, name, email: "", grants: [{ role, scope }] });
const words = {
	titleJa: "寄附と基金で支える人件費",
	titleEn: "",
	summaryJa: "三年かけて置きかえました。",
	summaryEn: "",
};

beforeAll(async () => {
	secretariat = await staff("secretariat", "secretariat", { kind: "programme" });
	nano = await staff("nano", "officer", await hubScope("nanolsi"));
	ircn = await staff("ircn", "officer", await hubScope("ircn"));
	const hub = await world.database.prisma.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
	const costs = [{ fiscalYear: 2025, use: "core_posts" as const, label: "主任研究者", amountYen: yen(90_000_000n) }];
	const targets = [{ fiscalYear: 2025, category: "gift" as const, amountYen: yen(30_000_000n) }];
	const years = { firstFiscalYear: 2025, lastFiscalYear: 2030 };
	({ planId } = await draftPlan(nano, { hubId: hub.id, title: "自立化計画", ...years, costs, targets }));
	await submitPlan(nano, { planId });
	await decidePlan(secretariat, { planId, approve: true, note: "" });
});

test("a plan in force is offered once with its results, another hub makes it a draft of its own, and the secretariat sees it spread", async () => {
	const source = `sufficiency_plan:${planId}`;
	expect((await listOfferable(nano)).flatMap(({ plans }) => plans.map(({ id }) => id))).toEqual([planId]);
	const { practiceId } = await offerPractice(nano, { hub: "nanolsi", fields: { source, ...words } });
	expect((await listOfferable(nano)).flatMap(({ plans }) => plans)).toEqual([]);
	await expect(offerPractice(nano, { hub: "nanolsi", fields: { source, ...words } })).rejects.toMatchObject({
		code: "practice_offered",
	});
	const { results, adoptingHubs, mayWithdraw } = await getPractice(ircn, practiceId);
	expect(results).toEqual({
		kind: "sufficiency_plan",
		years: [{ fiscalYear: 2025, targetYen: "30000000", actualYen: "0" }],
	});
	expect([adoptingHubs.map(({ slug }) => slug), mayWithdraw]).toEqual([["ircn"], false]);
	const { draftType, draftId } = await adoptPractice(ircn, { practiceId, hub: "ircn" });
	expect(draftType).toBe("sufficiency_plan");
	expect(await getSufficiencyPlan(ircn, draftId)).toMatchObject({
		status: "draft",
		fromPracticeId: practiceId,
		costs: [{ label: "主任研究者", amountYen: 90_000_000n }],
	});
	const { practices } = await listPractices(secretariat, {});
	expect(practices.map(({ hub, adoptions }) => [hub.slug, adoptions.map((one) => one.hub.slug)])).toEqual([
		["nanolsi", ["ircn"]],
	]);
	await withdrawPractice(nano, { practiceId });
	await withdrawPractice(nano, { practiceId });
	await expect(adoptPractice(ircn, { practiceId, hub: "ircn" })).rejects.toMatchObject({ code: "practice_withdrawn" });
	expect((await getSufficiencyPlan(ircn, draftId)).fromPracticeId).toBe(practiceId);
});

test("a hub offers and takes only for itself, and never a draft or what is another's", async () => {
	const source = `sufficiency_plan:${planId}`;
	const { practiceId } = await offerPractice(nano, { hub: "nanolsi", fields: { source, ...words } });
	const refused = (ctx: Ctx, hub: string, of: string) => offerPractice(ctx, { hub, fields: { source: of, ...words } });
	await expect(refused(ircn, "nanolsi", source)).rejects.toMatchObject({ status: 404 });
	await expect(refused(ircn, "ircn", source)).rejects.toMatchObject({ code: "practice_source_unknown" });
	await expect(refused(nano, "nanolsi", "story:1")).rejects.toMatchObject({ code: "practice_source_unknown" });
	await expect(refused(secretariat, "nanolsi", source)).rejects.toMatchObject({ status: 403 });
	await expect(adoptPractice(nano, { practiceId, hub: "nanolsi" })).rejects.toMatchObject({ code: "practice_own" });
	await expect(adoptPractice(ircn, { practiceId, hub: "nanolsi" })).rejects.toMatchObject({ status: 404 });
	await expect(adoptPractice(ircn, { practiceId: "x", hub: "ircn" })).rejects.toMatchObject({ status: 404 });
	await expect(withdrawPractice(ircn, { practiceId })).rejects.toMatchObject({ status: 404 });
});

test("campaigns, stories and reports are offered in words, without the hub's own rows, and become drafts elsewhere", async () => {
	const { prisma } = world.database;
	const host = await prisma.hubHost.findFirstOrThrow({ where: { hub: { slug: "nanolsi" } } });
	const fund = await prisma.fund.findFirstOrThrow({ where: { hubId: host.hubId } });
	const job = await jobContext("test");
	const image = "![図](image:0190a6a0-1111-7222-8333-444455556666)";
	const text = { titleJa: "題", titleEn: "Title", summaryJa: "要約", summaryEn: "" };
	const { campaignId } = await createCampaign(job, {
		hubId: host.hubId,
		fields: {
			...{ ...text, slug: "spread", storyJa: `話\n\n${image}`, storyEn: "", imageId: "", goalKind: "yen" },
			...{ goalAmount: "500000", startsOn: "2026-10-01", endsOn: "2026-10-31", fundIds: [fund.id], offers: [] },
		},
	});
	await prisma.campaign.update({ where: { id: campaignId }, data: { status: "published" } });
	const block = {
		kind: "ask",
		textJa: `お願い ${image}`,
		target: `fund:${fund.id}`,
		fundIds: [fund.id],
		imageId: fund.id,
	};
	const report = await prisma.report.create({
		data: {
			...{ institutionId: host.institutionId, hubId: host.hubId, titleJa: "報告", blocks: [block], status: "sent" },
			...{ frozen: {}, frozenSha256: "x", periodFrom: new Date("2025-04-01"), periodTo: new Date("2026-03-31") },
		},
	});
	const story = await prisma.story.create({
		data: {
			...{ slug: "spread", hubId: host.hubId, titleJa: "話", bodyJa: `本文\n\n${image}`, status: "published" },
			publishedAt: new Date("2026-11-01T00:00:00Z"),
		},
	});
	const ircnHub = await prisma.hub.findUniqueOrThrow({ where: { slug: "ircn" } });
	const take = async (source: string) => {
		const { practiceId } = await offerPractice(nano, { hub: "nanolsi", fields: { source, ...words } });
		const { content, results } = await getPractice(ircn, practiceId);
		expect(JSON.stringify(content)).not.toMatch(/image:|0190a6a0/);
		expect(JSON.stringify(content)).not.toContain(fund.id);
		return { practiceId, results, adopt: () => adoptPractice(ircn, { practiceId, hub: "ircn" }) };
	};
	const offered = (await listOfferable(nano)).flatMap(({ works }) => works.map(({ kind }) => kind)).sort();
	expect(offered).toEqual(["campaign", "report", "story"]);

	const asked = await take(`campaign:${campaignId}`);
	expect(asked.results).toEqual({ kind: "campaign", outcome: null });
	await expect(asked.adopt()).rejects.toMatchObject({ code: "practice_no_fund" });
	const { id: _, ...terms } = fund;
	const ircnHost = await prisma.hubHost.findFirstOrThrow({ where: { hubId: ircnHub.id } });
	const place = { hubId: ircnHub.id, institutionId: ircnHost.institutionId, receiptIssuerId: ircnHost.institutionId };
	await prisma.fund.create({ data: { ...terms, ...place, slug: "ircn-gen" } });
	const { draftId } = await asked.adopt();
	expect(await prisma.campaign.findUniqueOrThrow({ where: { id: draftId } })).toMatchObject({
		...{ hubId: ircnHub.id, status: "draft", practiceId: asked.practiceId, goalAmount: 500_000n },
	});
	const told = await (await take(`story:${story.id}`)).adopt();
	const draft = { hubId: ircnHub.id, status: "draft" };
	expect(await prisma.story.findUniqueOrThrow({ where: { id: told.draftId } })).toMatchObject({
		...{ ...draft, bodyJa: "本文\n\n" },
	});
	await expect(
		offerPractice(ircn, { hub: "ircn", fields: { source: `story:${story.id}`, ...words } }),
	).rejects.toMatchObject({
		code: "practice_source_unknown",
	});
	expect((await take(`report:${report.id}`)).results).toEqual({ kind: "report", outcome: null });
});
