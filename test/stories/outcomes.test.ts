import { beforeAll, expect, test } from "vitest";
import { type Ctx, contextFor, publicContext } from "~/domain/access/ctx.server";
import { issueAppealCode } from "~/domain/campaigns/appeal-codes.server";
import { startGift } from "~/domain/gifts/start-gift.server";
import { countOutcome, getOutcome } from "~/domain/outcomes/get-outcome.server";
import { listOutcomes } from "~/domain/outcomes/list-outcomes.server";
import { refreshOutcomes } from "~/domain/outcomes/refresh-outcomes.server";
import { currentTime } from "~/platform/clock";
import { inTransaction } from "~/platform/db/transaction.server";
import { hubScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

/** A letter to five donors and a mail to four, and what came of them. */
const world = freshWorld();
const prisma = () => world.database.prisma;
let officer: Ctx;
let job: Ctx;
let place: { hubId: string; institutionId: string };
const code: Record<string, string> = {};
const subject: Record<string, string> = {};
const MINUTE = 60_000;

beforeAll(async () => {
	const scope = await hubScope("nanolsi");
	officer = await contextFor({
		...{ kind: "staff", userId: "officer", name: "officer", email: "" },
		grants: [{ role: "officer", scope }],
	});
	job = await contextFor({ kind: "job", name: "test" });
	const fund = await prisma().fund.findUniqueOrThrow({ where: { id: world.fundId } });
	place = { hubId: fund.hubId ?? "", institutionId: fund.institutionId };
	const letter = await prisma().appeal.create({
		data: {
			...place,
			name: "夏の手紙",
			channel: "letter",
			status: "sent",
			costYen: 5_000n,
			postedOn: new Date("2026-05-11"),
		},
	});
	const report = await prisma().report.create({
		data: {
			...{ ...place, titleJa: "活動報告", status: "sent", frozen: {}, frozenSha256: "x" },
			...{ periodFrom: new Date("2025-04-01"), periodTo: new Date("2026-03-31") },
		},
	});
	Object.assign(subject, { letter: letter.id, report: report.id });
	for (const [kind, subjectId] of [
		["appeal", letter.id],
		["report", report.id],
	] as const) {
		code[kind] = await inTransaction(job, (tx) => issueAppealCode(tx, { kind, subjectId, hubId: place.hubId }));
	}
});

const ctxNow = (ctx: Ctx): Ctx => ({ ...ctx, now: currentTime() });

async function give(appeal: string | undefined, email: string, amountYen: string) {
	const started = await startGift(await publicContext(new Request("http://localhost:3000/"), "ja"), {
		...{ hubSlug: "nanolsi", fields: world.typed({ email, amountYen }) },
		query: new URLSearchParams(appeal ? { appeal } : {}),
	});
	await world.pay(/cs_\w+/.exec(started.checkoutUrl)?.[0] ?? "", "succeed");
	await world.settle();
	return (await world.gift(started.giftId)).donorId;
}

test("a letter is counted: who answered, what is kept, who gave again, what a yen cost", async () => {
	const first = await give(code.appeal, "one@example.jp", "10000");
	const second = await give(code.appeal, "two@example.jp", "20000");
	await give(undefined, "one@example.jp", "3000");
	const others = await Promise.all(
		["three", "four", "five"].map((name) => give(undefined, `${name}@example.jp`, "1000")),
	);
	await prisma().appealLetter.createMany({
		data: [first, second, ...others].map((donorId) => ({ appealId: subject.letter ?? "", donorId })),
	});
	await expect(getOutcome(officer, { kind: "appeal", subjectId: subject.letter ?? "" })).resolves.toMatchObject({
		outcome: null,
	});
	await refreshOutcomes(ctxNow(job));
	const counted = { sentCount: 5, giftCount: 2, donorCount: 2, keptYen: 30_000n, againCount: 1, againRipeCount: 1 };
	const { outcome, spread } = await getOutcome(officer, { kind: "appeal", subjectId: subject.letter ?? "" });
	expect(outcome).toMatchObject({
		...counted,
		costYen: 5_000n,
		startedOn: "2026-05-11",
		nameJa: "夏の手紙",
		hub: "nanolsi",
	});
	expect(Object.values(spread)).toEqual([null, null, null, null, null, null]);

	const gift = await prisma().gift.findFirstOrThrow({ where: { donorId: second, appealCode: code.appeal } });
	await world.refund(gift.id, 5_000);
	await world.settle();
	await world.advance(100 * 24 * 3600);
	await countOutcome(ctxNow(officer), { kind: "appeal", subjectId: subject.letter ?? "" });
	const later = (await listOutcomes(officer, { kind: "appeal" })).outcomes[0];
	expect(later).toMatchObject({ ...counted, keptYen: 25_000n, againRipeCount: 2 });
});

test("a report by mail is counted: what came back, who stopped, and nothing of other hubs", async () => {
	const donors = await prisma().donor.findMany({ orderBy: { id: "asc" }, take: 4 });
	const startedAt = currentTime();
	const mailing = await prisma().mailing.create({
		data: {
			...{ ...place, reportId: subject.report, purpose: "reports", definition: {}, code: code.report ?? "" },
			...{ status: "sent", scheduledAt: startedAt, startedAt },
		},
	});
	const states = [
		{ status: "sent", sentAt: startedAt },
		{ status: "sent", sentAt: startedAt },
		{ status: "bounced", bounceKind: "hard" },
		{ status: "uncertain" },
	];
	for (const [at, state] of states.entries()) {
		await prisma().mail.create({
			data: {
				...{ ...place, mailingId: mailing.id, donorId: donors[at]?.id, kind: "report", onceKey: `m${at}`, lang: "ja" },
				...{ toAddress: "x@example.jp", ...state },
			},
		});
	}
	const stop = { purpose: "reports", wanted: false, source: "one_click" };
	const donorOf = (at: number) => donors[at]?.id ?? "";
	await prisma().mailPreference.createMany({
		data: [
			{ ...stop, donorId: donorOf(0), hubId: place.hubId, at: new Date(startedAt.getTime() + MINUTE) },
			// Before it came, and of another purpose: not because of it.
			{ ...stop, donorId: donorOf(1), hubId: place.hubId, at: new Date(startedAt.getTime() - MINUTE) },
			{ ...stop, donorId: donorOf(1), purpose: "appeals", at: new Date(startedAt.getTime() + MINUTE) },
		],
	});
	await prisma().codeVisit.create({ data: { code: code.report ?? "", day: startedAt, count: 7 } });
	await countOutcome(ctxNow(officer), { kind: "report", subjectId: subject.report ?? "" });
	const { outcome } = await getOutcome(officer, { kind: "report", subjectId: subject.report ?? "" });
	expect(outcome).toMatchObject({
		...{ sentCount: 3, bouncedCount: 1, unsubscribedCount: 1, visitCount: 7, giftCount: 0, keptYen: 0n },
	});
	const stranger = await contextFor({
		...{ kind: "staff", userId: "stranger", name: "stranger", email: "" },
		grants: [{ role: "officer", scope: await hubScope("ircn") }],
	});
	const of = { kind: "report", subjectId: subject.report ?? "" };
	await expect(getOutcome(stranger, of)).rejects.toMatchObject({ status: 404 });
	await expect(countOutcome(stranger, of)).rejects.toMatchObject({ status: 404 });
	await expect(getOutcome(officer, { kind: "event", subjectId: "x" })).rejects.toMatchObject({ status: 404 });
	expect((await listOutcomes(stranger, {})).outcomes).toEqual([]);
});
