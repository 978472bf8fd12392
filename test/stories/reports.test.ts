import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import type { Role } from "~/domain/access/roles";
import { enterGiftSchema } from "~/domain/gifts/enter-gift.schema";
import { enterGift } from "~/domain/gifts/enter-gift.server";
import { approveRefund } from "~/domain/refunds/approve-refund.server";
import { recordBankRefund } from "~/domain/refunds/record-bank-refund.server";
import { requestRefund } from "~/domain/refunds/request-refund.server";
import { buildReportView } from "~/domain/reports/build-report-view.server";
import { changeReport } from "~/domain/reports/change-report.server";
import { reportIssues } from "~/domain/reports/check-report.server";
import { createReport } from "~/domain/reports/create-report.server";
import { decideReport, takeBackReport } from "~/domain/reports/decide-report.server";
import { getReport } from "~/domain/reports/get-report.server";
import { listFigureLines } from "~/domain/reports/list-figure-lines.server";
import { listReports } from "~/domain/reports/list-reports.server";
import { recipientFacts } from "~/domain/reports/recipient-facts.server";
import { emptyBlock } from "~/domain/reports/report-blocks";
import { FIGURE_KEYS, type FigureKey } from "~/domain/reports/report-figures";
import { reportSendingBegan, reportSendingEnded } from "~/domain/reports/report-sending.server";
import { submitReport } from "~/domain/reports/submit-report.server";
import { verifyReport } from "~/domain/reports/verify-report.server";
import { recordSpending } from "~/domain/spending/record-spending.server";
import { voidSpending } from "~/domain/spending/void-spending.server";
import { currentTime } from "~/platform/clock";
import { inTransaction } from "~/platform/db/transaction.server";
import { ask, everyRoute, type TestRoute } from "../factories/routes";
import { hubScope, institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld({ overheadBasisPoints: 1000 });
let where = { hubId: "", institutionId: "" };
const staff = new Map<string, Ctx>();

async function member(name: string, role: Role, scope: Awaited<ReturnType<typeof hubScope>>) {
	staff.set(name, await contextFor({ kind: "staff", userId: name, name, email: "", grants: [{ role, scope }] }));
}
const as = (name: string): Ctx => {
	const ctx = staff.get(name);
	if (!ctx) throw new Error(`nobody is called ${name}`);
	return { ...ctx, now: currentTime() };
};

beforeAll(async () => {
	const [nanolsi, ircn] = [await hubScope("nanolsi"), await hubScope("ircn")];
	const kanazawa = await institutionScope("kanazawa-u");
	where = {
		hubId: nanolsi.kind === "hub" ? nanolsi.hubId : "",
		institutionId: kanazawa.kind === "institution" ? kanazawa.institutionId : "",
	};
	await member("writer", "communicator", nanolsi);
	await member("officer", "officer", nanolsi);
	await member("second", "officer", nanolsi);
	await member("finance", "finance", kanazawa);
	await member("admin", "admin", kanazawa);
	await member("other", "officer", ircn);
});

let number = 0;
async function give(amountYen: number, fields: Record<string, unknown> = {}) {
	number += 1;
	const form = {
		...{ fundId: world.fundId, amountYen: String(amountYen), channel: "cash", receivedOn: "2026-05-11" },
		...{ donorKind: "individual", familyName: "髙橋", givenName: `渡${number}`, note: `${number}` },
		...fields,
	};
	return enterGift(as("finance"), enterGiftSchema(currentTime()).parse(form));
}
async function refund(giftId: string, amountYen: bigint, refundedOn: string) {
	const { refundId } = await requestRefund(as("finance"), {
		giftId,
		amountYen,
		reason: "requested_by_customer",
		note: "申出",
	});
	const row = await world.database.prisma.refund.findUniqueOrThrow({ where: { id: refundId } });
	if (row.status === "requested") await approveRefund(as("admin"), { refundId, note: "" });
	await recordBankRefund(as("finance"), { refundId, refundedOn });
}
const spend = (amountYen: bigint, spentOn = "2026-05-12", description = "蛍光顕微鏡の部品") =>
	recordSpending(as("officer"), {
		...{ fundId: world.fundId, spentOn, expenseItem: "equipment", use: "research", description, amountYen },
	} as Parameters<typeof recordSpending>[1]);

const words = (ja: string) => ({ ja, en: `${ja} in English` });
const letter = {
	...emptyBlock("letter", "letter"),
	text: words("御礼"),
	signature: words("拠点長"),
	role: words("拠点"),
};
const figures = (keys: FigureKey[]) => ({ ...emptyBlock("figures", "figures"), keys });
const nextAsk = { ...emptyBlock("ask", "asks"), text: words("これからも"), button: words("寄附") };

async function draft(blocks: unknown[], changes: Record<string, unknown> = {}) {
	const { reportId } = await createReport(as("writer"), {
		...where,
		...{
			kind: "impact",
			titleJa: "2026年度 活動報告",
			titleEn: "Report of FY2026",
			from: "2026-04-01",
			to: "2027-03-31",
		},
		blocks,
		...changes,
	});
	return reportId;
}
async function approved(blocks: unknown[], changes: Record<string, unknown> = {}) {
	const reportId = await draft(blocks, changes);
	await submitReport(as("writer"), { reportId });
	await decideReport(as("officer"), { reportId, approve: true });
	return reportId;
}
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => "kept",
		(error: { code?: string }) => error.code ?? String(error),
	);

test("a report's life: written, handed in, sent back, approved by a second person, sent", async () => {
	await give(30_000);
	await spend(12_000n);
	const reportId = await draft([]);
	expect((await reportIssues(as("writer"), reportId)).map(({ code }) => code)).toEqual(["no_blocks", "ask_missing"]);
	expect(await refusal(submitReport(as("writer"), { reportId }))).toBe("report_unfinished");
	const { revision } = await getReport(as("writer"), reportId);
	const add = { intent: "add" as const, kind: "letter" as const };
	const first = await changeReport(as("writer"), { reportId, basedOn: revision, change: add });
	expect(await refusal(changeReport(as("officer"), { reportId, basedOn: revision, change: add }))).toBe(
		"report_changed",
	);
	const block = { ...letter, id: first.blockId ?? "" };
	await changeReport(as("writer"), { reportId, basedOn: first.revision, change: { intent: "save", block } });
	const second = await changeReport(as("writer"), {
		reportId,
		change: { intent: "add", kind: "thanks", afterId: block.id },
	});
	await changeReport(as("writer"), { reportId, change: { intent: "up", blockId: second.blockId ?? "" } });
	expect((await getReport(as("writer"), reportId)).blocks.map(({ kind }) => kind)).toEqual(["thanks", "letter"]);
	expect((await reportIssues(as("writer"), reportId)).map(({ code }) => code)).toEqual(["text_missing", "ask_missing"]);
	await changeReport(as("writer"), { reportId, change: { intent: "remove", blockId: second.blockId ?? "" } });
	await submitReport(as("writer"), { reportId });
	expect(await refusal(changeReport(as("writer"), { reportId, change: add }))).toBe("report_not_draft");
	expect(await refusal(decideReport(as("writer"), { reportId, approve: true }))).toBe("forbidden");
	expect(await refusal(decideReport(as("other"), { reportId, approve: true }))).toBe("report_not_found");
	expect(await refusal(decideReport(as("officer"), { reportId, approve: false }))).toBe("report_note");
	await decideReport(as("officer"), { reportId, approve: false, note: "数字を添えてください。" });
	expect(await getReport(as("writer"), reportId)).toMatchObject({ status: "draft", note: "数字を添えてください。" });
	const blocks = [letter, figures([...FIGURE_KEYS]), { ...emptyBlock("spending", "bought") }, nextAsk];
	await changeReport(as("officer"), { reportId, change: { intent: "blocks", blocks } });
	await submitReport(as("officer"), { reportId });
	expect(await refusal(decideReport(as("officer"), { reportId, approve: true }))).toBe("forbidden");
	await decideReport(as("second"), { reportId, approve: true });
	const row = await getReport(as("writer"), reportId);
	expect(row).toMatchObject({ status: "approved", frozenSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
	expect(row.code).toMatch(/^[a-z0-9]{8}$/);
	expect(row.frozen?.figures.gifts_kept).toMatchObject({ value: "30000", lineCount: 1 });
	await expect(world.database.prisma.report.update({ where: { id: reportId }, data: { blocks: [] } })).rejects.toThrow(
		/frozen/,
	);
	await takeBackReport(as("officer"), { reportId, note: "誤字があります。" });
	expect(await getReport(as("writer"), reportId)).toMatchObject({ status: "draft", frozen: null, code: row.code });
	await submitReport(as("writer"), { reportId });
	await decideReport(as("officer"), { reportId, approve: true });
	const job = await jobContext("test");
	await inTransaction(job, (tx) => reportSendingBegan(tx, job, reportId));
	expect(await refusal(takeBackReport(as("officer"), { reportId, note: "遅すぎます。" }))).toBe("report_moved");
	await inTransaction(job, (tx) => reportSendingEnded(tx, job, reportId));
	const done = await getReport(as("writer"), reportId);
	expect(done.steps.map(({ status }) => status).join(" ")).toBe(
		"draft in_review draft in_review approved draft in_review approved sending sent",
	);
	const mails = await world.database.prisma.mail.findMany({ where: { kind: "report-alert" } });
	expect(mails).toHaveLength(0);
	expect((await listReports(as("other"))).reports).toEqual([]);
	expect((await listReports(as("writer"), { status: "sent" })).reports.map(({ id }) => id)).toContain(reportId);
});

test("what a reader would stumble on stands in the way of review", async () => {
	const reportId = await draft([
		{ ...letter, text: { ja: "御礼", en: "" } },
		{ ...emptyBlock("text", "claim"), text: words("世界で初めて"), isClaim: true },
		{ ...emptyBlock("outputs", "output"), items: [{ citation: "泉 2026", sentence: words("わかったこと") }] },
		{ ...emptyBlock("photos", "photo"), items: [{ caption: words("写真") }] },
		{ ...emptyBlock("story", "story"), storyId: "0192f000-0000-7000-8000-000000000000" },
		{ ...nextAsk, target: "fund:0192f000-0000-7000-8000-000000000000" },
		{ ...emptyBlock("thanks", "thanks"), text: words("[ここ](/ja/somewhere)から") },
		figures(["monthly_donor_count"]),
	]);
	const issues = await reportIssues(as("writer"), reportId);
	expect(issues.map(({ code, blockId, lang }) => [code, blockId, lang].filter(Boolean).join(" ")).sort()).toEqual([
		"ask_closed asks",
		"claim_unsourced claim",
		"figure_no_lines figures",
		"image_missing photo",
		"lang_missing letter en",
		"link_dead thanks",
		"output_unsourced output",
		"story_not_public story",
	]);
	expect(
		await refusal(
			createReport(as("other"), { ...where, kind: "impact", titleJa: "他", from: "2026-04-01", to: "2026-04-02" }),
		),
	).toBe("forbidden");
	expect(await refusal(draft([], { to: "2025-01-01" }))).toBe("report_invalid");
	expect(await refusal(draft([], { hubId: null }))).toBe("forbidden");
});

test("one donor reads their own giving, in their name's right form and both languages", async () => {
	const { donorId, giftId } = await give(50_000, { donorKind: "individual", familyName: "泉", givenName: "花子" });
	await give(7_000, { donorId, familyName: "", givenName: "", receivedOn: "2025-06-01" });
	await refund(giftId, 20_000n, "2026-05-15");
	const company = { donorKind: "company", familyName: "", givenName: "", companyName: "株式会社泉工房" };
	const { donorId: firm } = await give(300_000, company);
	const reportId = await draft([{ ...letter, companyText: words("貴社のご支援") }, emptyBlock("yourGift", "yours")]);
	const facts = await recipientFacts(as("officer"), { reportId, donorIds: [donorId, firm] });
	expect(facts.get(donorId)).toMatchObject({
		addressee: { ja: "泉　花子　様", en: "泉　花子" },
		...{ ownThisYearYen: 30_000n, ownInAllYen: 37_000n, firstGivenOn: "2025-06-01" },
		gifts: [{ givenOn: "2026-05-11", yen: 30_000n }],
	});
	expect(facts.get(firm)).toMatchObject({ kind: "company", addressee: { ja: "株式会社泉工房　御中" } });
	expect(
		await recipientFacts(as("other"), { reportId, donorIds: [donorId] }).catch((e: { code?: string }) => e.code),
	).toBe("report_not_found");
	const view = await buildReportView(as("officer"), { reportId, lang: "ja", donorId: firm });
	expect(view).toMatchObject({ audience: "company", recipient: { ownThisYearYen: "300,000円" }, approvedOn: null });
	expect(JSON.stringify(view.blocks[0])).toContain("貴社のご支援");
	const english = await buildReportView(as("officer"), { reportId, lang: "en", donorId });
	expect(english).toMatchObject({ title: "Report of FY2026", recipient: { ownInAllYen: "¥37,000" } });
	expect(await refusal(buildReportView(as("writer"), { reportId, lang: "ja", donorId }))).toBe("forbidden");
});

test("the composer: one form a block, wrong input given back, and nobody overwrites another", async () => {
	const officer = await signedIn("composer", [{ role: "officer", scope: await hubScope("nanolsi") }]);
	const page = (file: string) => everyRoute().find((route) => route.file === `routes/console/${file}.tsx`) as TestRoute;
	const place = `${where.institutionId}/${where.hubId}`;
	const days = { from: "2026-04-01", to: "2027-03-31" };
	const wrong = await ask(page("report-new"), {
		cookie: officer,
		form: { place: "", kind: "other", titleJa: " ", ...days },
	});
	expect(wrong.status).toBe(400);
	expect(Object.keys((wrong.body as { errors: object }).errors).sort()).toEqual(["kind", "place", "titleJa"]);
	const made = await ask(page("report-new"), {
		cookie: officer,
		form: { place, kind: "impact", start: "template", titleJa: "春の報告", titleEn: "Spring", ...days },
	});
	expect(made.status).toBe(303);
	const reportId = /reports\/([0-9a-f-]{36})/.exec(made.location ?? "")?.[1] ?? "";
	type Page = { report: { revision: string }; cards: { id: string; kind: string }[]; open: object | null };
	const shown = async (search = "") =>
		(await ask(page("report"), { cookie: officer, params: { reportId }, search })).body as Page;
	const post = (form: Record<string, string>) => ask(page("report"), { cookie: officer, params: { reportId }, form });
	const first = await shown();
	expect(first.cards.map(({ kind }) => kind).join(" ")).toBe(
		"letter yourGift figures spending outputs people thanks ask",
	);
	const outputs = first.cards.find(({ kind }) => kind === "outputs")?.id ?? "";
	expect((await shown(`?block=${outputs}`)).open).toMatchObject({ kind: "outputs", rowCounts: { items: 1 } });
	const typed = {
		...{ intent: "save", id: outputs, basedOn: first.report.revision, "heading.ja": "成果", "heading.en": "Outputs" },
		...{ "items[0].citation": "", "items[1].citation": "泉 2026", "items[1].sentence.ja": "わかった" },
	};
	const refused = await post({ ...typed, "items[1].doi": "no doi" });
	expect(refused.status).toBe(400);
	expect(refused.body).toMatchObject({
		open: {
			errors: { "items[0].doi": ["reports.doi"] },
			values: { "items[0].citation": "泉 2026", "items[0].doi": "no doi", "heading.en": "Outputs" },
		},
	});
	expect((await post({ ...typed, "items[1].doi": "https://doi.org/10.5555/12345678" })).status).toBe(303);
	const late = await post({ ...typed, "heading.ja": "遅れて来た人の見出し" });
	expect(late.status).toBe(409);
	expect(late.body).toMatchObject({ open: { values: { "heading.ja": "遅れて来た人の見出し" } } });
	const kept = (await getReport(as("officer"), reportId)).blocks.find(({ id }) => id === outputs);
	expect(kept).toMatchObject({ heading: { ja: "成果" }, items: [{ doi: "10.5555/12345678" }] });
	const { revision } = (await shown()).report;
	expect((await post({ intent: "remove", blockId: "nothere1", basedOn: revision })).status).toBe(404);
	expect((await post({ intent: "add", kind: "story", basedOn: revision })).location).toMatch(/block=\w{8}#block-/);
	expect((await post({ intent: "submit", basedOn: (await shown()).report.revision })).status).toBe(409);
	expect((await post({ intent: "fields", titleJa: "", ...days })).status).toBe(400);
	expect((await post({ intent: "nonsense" })).status).toBe(400);
	const approvedId = await approved([letter, figures(["gifts_kept"]), nextAsk]);
	const check = await ask(page("report"), {
		cookie: officer,
		params: { reportId: approvedId },
		search: "?check=ledger",
	});
	expect(check.body).toMatchObject({ check: { agrees: true, contentIsSame: true } });
	const lines = { reportId: approvedId, figure: "gifts_kept" };
	expect((await ask(page("report-figure"), { cookie: officer, params: lines })).body).toMatchObject({ frozen: true });
	expect((await ask(page("report-figure"), { cookie: officer, params: { ...lines, figure: "spent" } })).status).toBe(
		404,
	);
});

describe("figures", () => {
	test("count what they say, and open to exactly their lines", async () => {
		const days = { from: "2024-04-01", to: "2025-03-31" };
		const { donorId } = await give(1_000, { receivedOn: "2024-03-31" });
		await give(2_000, { donorId, familyName: "", givenName: "", receivedOn: "2024-04-01" });
		await give(3_000, { receivedOn: "2025-03-31" });
		await give(4_000, { receivedOn: "2025-04-01" });
		const wrong = await spend(900n, "2024-06-01");
		await voidSpending(as("officer"), { spendingLineId: wrong.spendingLineId, reason: "重複" });
		await spend(500n, "2024-06-01");
		const reportId = await approved(
			[letter, figures([...FIGURE_KEYS]), emptyBlock("spending", "bought"), nextAsk],
			days,
		);
		const { frozen } = await getReport(as("writer"), reportId);
		const values = FIGURE_KEYS.map((key) => [key, frozen?.figures[key]?.value, frozen?.figures[key]?.lineCount]);
		expect(values).toEqual([
			["gifts_received", "5000", 2],
			["gifts_refunded", "0", 0],
			["gifts_kept", "5000", 2],
			["gift_count", "2", 2],
			["donor_count", "2", 2],
			["new_donor_count", "1", 1],
			["monthly_donor_count", "0", 0],
			["kept_by_fund", "5000", 2],
			["kept_by_use", "5000", 2],
			["spent", "500", 3],
			["spent_by_item", "500", 3],
			["external_funds", "0", 0],
		]);
		expect(frozen?.spending.bought?.funds[0]?.items).toEqual([
			{ item: "equipment", value: "500", bought: ["蛍光顕微鏡の部品"] },
		]);
		const opened = await listFigureLines(as("writer"), { reportId, figure: "new_donor_count" });
		expect(opened.lines.map(({ yen }) => yen)).toEqual([3_000n]);
		const bought = await listFigureLines(as("writer"), { reportId, figure: "spending-bought", limit: 2 });
		expect(bought.lines.length + (bought.nextCursor === null ? 0 : 1)).toBe(3);
		await give(9_000, { receivedOn: "2024-12-24" });
		expect((await listFigureLines(as("writer"), { reportId, figure: "gifts_kept" })).lines).toHaveLength(2);
		expect(await refusal(listFigureLines(as("other"), { reportId, figure: "gifts_kept" }))).toBe("report_not_found");
		const checked = await verifyReport(as("writer"), reportId);
		expect(checked.agrees).toBe(true);
		expect(checked.figures.find(({ key }) => key === "gifts_kept")).toMatchObject({ frozen: 5_000n, now: 14_000n });
	});

	const money = fc.record({
		what: fc.constantFrom("give", "again", "refund", "spend", "void"),
		yen: fc.integer({ min: 2, max: 9_999 }),
		day: fc.integer({ min: 1, max: 20 }),
	});

	test("of an approved report equal the ledger as of approval, whatever is booked later", async () => {
		let year = 2008;
		const life = fc.tuple(fc.array(money, { maxLength: 6 }), fc.array(money, { maxLength: 4 }));
		await fc.assert(
			fc.asyncProperty(life, async ([before, after]) => {
				year += 1;
				const books = bookkeeper(year);
				for (const one of before) await books.book(one);
				const expected = books.sums();
				const blocks = [letter, figures([...FIGURE_KEYS]), nextAsk];
				const reportId = await approved(blocks, { from: `${year}-04-01`, to: `${year + 1}-03-31` });
				for (const one of after) await books.book(one);
				const { frozen } = await getReport(as("writer"), reportId);
				const value = (key: FigureKey) => BigInt(frozen?.figures[key]?.value ?? -1);
				const shown = {
					received: value("gifts_received"),
					refunded: value("gifts_refunded"),
					kept: value("gifts_kept"),
					spent: value("spent"),
					gifts: value("gift_count"),
					donors: value("donor_count"),
				};
				expect(shown).toEqual(expected);
				const checked = await verifyReport(as("writer"), reportId);
				expect(
					checked.agrees,
					JSON.stringify(checked, (_, each) => (typeof each === "bigint" ? `${each}` : each)),
				).toBe(true);
				const now = books.sums();
				expect(checked.figures.find(({ key }) => key === "gifts_kept")?.now).toBe(now.kept);
			}),
			{ numRuns: 5 },
		);
	}, 60_000);
});

/** Books beside ours: what a person with a pencil would count of one fiscal year. */
function bookkeeper(year: number) {
	const gifts: { giftId: string; donorId: string; yen: bigint; left: bigint; day: string }[] = [];
	const lines: { id: string; yen: bigint; isVoid: boolean }[] = [];
	let refunded = 0n;
	return {
		async book({ what, yen, day }: { what: string; yen: number; day: number }) {
			const on = `${year}-04-${String(day).padStart(2, "0")}`;
			const last = gifts.at(-1);
			if (what === "give" || (what === "again" && !last)) {
				gifts.push({ ...(await give(yen, { receivedOn: on })), yen: BigInt(yen), left: BigInt(yen), day: on });
			} else if (what === "again" && last) {
				const same = { donorId: last.donorId, familyName: "", givenName: "", receivedOn: on };
				gifts.push({ ...(await give(yen, same)), yen: BigInt(yen), left: BigInt(yen), day: on });
			} else if (what === "refund" && last && last.left === last.yen) {
				const back = last.left / 2n;
				await refund(last.giftId, back, `${year}-05-01`);
				last.left -= back;
				refunded += back;
			} else if (what === "spend") {
				lines.push({ id: (await spend(BigInt(yen), on)).spendingLineId, yen: BigInt(yen), isVoid: false });
			} else if (what === "void") {
				const line = lines.find(({ isVoid }) => !isVoid);
				if (!line) return;
				await voidSpending(as("officer"), { spendingLineId: line.id, reason: "誤り" });
				line.isVoid = true;
			}
		},
		sums() {
			const received = gifts.reduce((sum, { yen }) => sum + yen, 0n);
			return {
				received,
				refunded,
				kept: received - refunded,
				spent: lines.reduce((sum, { yen, isVoid }) => (isVoid ? sum : sum + yen), 0n),
				gifts: BigInt(gifts.length),
				donors: BigInt(new Set(gifts.map(({ donorId }) => donorId)).size),
			};
		},
	};
}
