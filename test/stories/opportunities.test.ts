import { beforeAll, expect, test } from "vitest";
import { createStaff } from "~/domain/access/create-staff.server";
import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import type { Grant } from "~/domain/access/roles";
import { eraseDonor } from "~/domain/donors/erase-donor.server";
import { yen } from "~/domain/money/yen";
import { changeOpportunity } from "~/domain/opportunities/change-opportunity.server";
import { createOpportunity, type NewOpportunity } from "~/domain/opportunities/create-opportunity.server";
import { getOpportunity } from "~/domain/opportunities/get-opportunity.server";
import {
	countDueSteps,
	getOpportunityBoard,
	listOpportunities,
} from "~/domain/opportunities/list-opportunities.server";
import { moveOpportunity } from "~/domain/opportunities/move-opportunity.server";
import { makePool } from "~/platform/db/pool.server";
import { hubScope, institutionScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
let officer: Ctx;
let otherOfficer: Ctx;
let finance: Ctx;
let secretariat: Ctx;
let place = { hubId: "", institutionId: "" };
let giftId = "";
let donorId = "";

const as = (userId: string, grants: Grant[]) => contextFor({ kind: "staff", userId, name: userId, email: "", grants });

beforeAll(async () => {
	const nanolsi = await hubScope("nanolsi");
	const kanazawa = await institutionScope("kanazawa-u");
	place = {
		hubId: nanolsi.kind === "hub" ? nanolsi.hubId : "",
		institutionId: kanazawa.kind === "institution" ? kanazawa.institutionId : "",
	};
	const { userId } = await createStaff(await jobContext("test"), {
		name: "officer",
		email: "officer@staff.example",
		password: "a long phrase for tests",
		grants: [{ role: "officer", scope: nanolsi }],
	});
	officer = await as(userId, [{ role: "officer", scope: nanolsi }]);
	otherOfficer = await as("other", [{ role: "officer", scope: await hubScope("ircn") }]);
	finance = await as("finance", [{ role: "finance", scope: kanazawa }]);
	secretariat = await as("secretariat", [{ role: "secretariat", scope: { kind: "programme" } }]);
	const gift = await world.give();
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	giftId = gift.giftId;
	donorId = (await world.gift(giftId)).donorId;
});

const hope = (changes: Partial<NewOpportunity> = {}): NewOpportunity => ({
	...place,
	name: "研究棟の冠寄附",
	use: "facility",
	amountYen: yen(20_000_000),
	expectedOn: "2027-02-01",
	ownerId: officer.actor.kind === "staff" ? officer.actor.userId : null,
	...changes,
});
const make = async (changes: Partial<NewOpportunity> = {}) =>
	(await createOpportunity(officer, hope(changes))).opportunityId;
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => "kept",
		(error: { code?: string }) => error.code ?? String(error),
	);

test("an opportunity's life, from a name to the gift it became", async () => {
	const opportunityId = await make({ donorId, nextStep: "学長と訪問", nextStepOn: "2026-05-19" });
	expect(await countDueSteps(officer)).toBe(1);
	await moveOpportunity(officer, { opportunityId, stage: "asked" });
	await changeOpportunity(officer, { opportunityId, fields: { amountYen: yen(15_000_000), nextStep: "礼状" } });
	expect(await refusal(moveOpportunity(officer, { opportunityId, stage: "lost" }))).toBe("opportunity_reason");
	await moveOpportunity(officer, { opportunityId, stage: "lost", lostReason: "来年度に見送り" });
	expect(await countDueSteps(officer)).toBe(0);
	expect(await refusal(changeOpportunity(officer, { opportunityId, fields: { name: "別名" } }))).toBe(
		"opportunity_closed",
	);
	await moveOpportunity(officer, { opportunityId, stage: "negotiating" });
	expect(await refusal(moveOpportunity(officer, { opportunityId, stage: "won" }))).toBe("opportunity_became");
	await moveOpportunity(officer, { opportunityId, stage: "won", giftId });
	const won = await getOpportunity(finance, opportunityId);
	expect(won).toMatchObject({ stage: "won", giftId, donorId, lostReason: "" });
	expect(won.stages.map(({ stage, amountYen }) => `${stage} ${amountYen}`).reverse()).toEqual([
		"identified 20000000",
		"asked 20000000",
		"lost 15000000",
		"negotiating 15000000",
		"won 15000000",
	]);
	expect(await refusal(moveOpportunity(officer, { opportunityId, stage: "asked" }))).toBe("opportunity_moved");
	const another = await make({ donorId });
	expect(await refusal(moveOpportunity(officer, { opportunityId: another, stage: "won", giftId }))).toBe(
		"opportunity_linked",
	);
	const pool = makePool(world.database.ownerUrl, 1, "opportunities test");
	const { rows: jobs } = await pool.query(
		"SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'refreshOutlook'",
	);
	await pool.end();
	expect(jobs).toEqual([{ key: `outlook:${place.hubId}` }]);
});

test("the board sums each stage; two who win with one gift at once are one", async () => {
	const before = await getOpportunityBoard(officer, { hubId: place.hubId });
	const sumOf = (board: typeof before, stage: string) => board.find((one) => one.stage === stage);
	await make({ stage: "cultivating", amountYen: yen(1_000_000) });
	await make({ stage: "cultivating", amountYen: yen(500_000) });
	const after = await getOpportunityBoard(officer, { hubId: place.hubId });
	expect(sumOf(after, "cultivating")).toMatchObject({ count: 2, sumYen: 1_500_000n });
	expect(sumOf(after, "won")).toMatchObject({ count: 1, sumYen: 15_000_000n });
	const gift = await world.give({ email: "futari@example.jp", familyName: "渡邉" });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	const rivals = [await make(), await make()];
	const outcomes = await Promise.all(
		rivals.map((opportunityId) =>
			refusal(moveOpportunity(officer, { opportunityId, stage: "won", giftId: gift.giftId })),
		),
	);
	expect(outcomes.sort()).toEqual(["kept", "opportunity_linked"]);
});

test("what is refused", async () => {
	const wrong: Partial<NewOpportunity>[] = [
		{ name: "" },
		{ name: "あ".repeat(101) },
		{ amountYen: yen(0) },
		{ amountYen: yen(-1) },
		{ amountYen: yen(1_000_000_000_000) },
		{ expectedOn: "2027-02-30" },
		{ expectedOn: "" },
		{ use: "party" as "running" },
		{ nextStepOn: "2026-12-01", nextStep: "" },
		{ stage: "won" as "asked" },
	];
	for (const changes of wrong) {
		expect(await refusal(createOpportunity(officer, hope(changes))), JSON.stringify(Object.keys(changes))).toBe(
			"opportunity_invalid",
		);
	}
	const nobody = "01900000-0000-7000-8000-000000000000";
	expect(await refusal(createOpportunity(officer, hope({ donorId: nobody })))).toBe("opportunity_donor_unknown");
	expect(await refusal(createOpportunity(officer, hope({ fundId: nobody })))).toBe("opportunity_fund_unknown");
	expect(await refusal(createOpportunity(officer, hope({ ownerId: "nobody" })))).toBe("opportunity_owner_unknown");
	expect(await refusal(createOpportunity(officer, hope({ institutionId: nobody })))).toBe("fund_not_host");
	expect(await refusal(createOpportunity(otherOfficer, hope()))).toBe("forbidden");
	expect(await refusal(createOpportunity(finance, hope()))).toBe("forbidden");
	const opportunityId = await make();
	const { updatedAt } = await getOpportunity(officer, opportunityId);
	const change = { opportunityId, basedOn: updatedAt.toISOString(), fields: { note: "はじめ" } };
	await changeOpportunity(officer, change);
	expect(await refusal(changeOpportunity(officer, change))).toBe("opportunity_changed");
	expect(await refusal(getOpportunity(otherOfficer, opportunityId))).toBe("opportunity_not_found");
	expect(await refusal(moveOpportunity(otherOfficer, { opportunityId, stage: "asked" }))).toBe("opportunity_not_found");
	expect(await refusal(moveOpportunity(finance, { opportunityId, stage: "asked" }))).toBe("forbidden");
	expect(await refusal(listOpportunities(secretariat, {}))).toBe("forbidden");
	expect((await listOpportunities(otherOfficer, {})).opportunities).toEqual([]);
});

test("who is forgotten is forgotten here too", async () => {
	await eraseDonor(await jobContext("test"), { donorId });
	const kept = await world.database.prisma.opportunity.findMany({ where: { donorId } });
	expect(kept.length).toBeGreaterThan(0);
	expect(kept.every(({ name, note, nextStep }) => name + note + nextStep === "")).toBe(true);
	const told = await world.database.prisma.auditEvent.findMany({
		where: { subjectType: "opportunity", subjectId: { in: kept.map(({ id }) => id) }, action: "opportunity.created" },
	});
	expect(told.every(({ after }) => after === null)).toBe(true);
});
