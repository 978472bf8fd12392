import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type Ctx, contextFor, jobContext, publicContext } from "~/domain/access/ctx.server";
import { enterGiftSchema } from "~/domain/gifts/enter-gift.schema";
import { enterGift } from "~/domain/gifts/enter-gift.server";
import { preferencesUrl, unsubscribeUrl } from "~/domain/mail-care/mail-headers.server";
import type { BulkRecipient } from "~/domain/mailings/bulk-template";
import { renderQueuedMail } from "~/domain/mails/renderers.server";
import { createReport } from "~/domain/reports/create-report.server";
import { listPreviewReaders } from "~/domain/reports/list-preview-readers.server";
import { lookAtReport, type ReportReader } from "~/domain/reports/look-at-report.server";
import { GIFTS_IN_MAIL } from "~/domain/reports/own-words";
import { readReportPage } from "~/domain/reports/read-report-page.server";
import { renderReportPaper } from "~/domain/reports/render-report-paper.server";
import { emptyBlock } from "~/domain/reports/report-blocks";
import { reportMailTemplate } from "~/domain/reports/report-mail.server";
import { reportPageUrl, reportPdfUrl } from "~/domain/reports/report-page-url.server";
import { sendTestReport } from "~/domain/reports/send-test-report.server";
import { currentTime } from "~/platform/clock";
import { renderReportMail } from "~emails/report";
import { hubScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

/** Sending is the mailings' own story: here is what is sent, and what its reader then sees. */
const world = freshWorld();
const CODE = "k7m2p9qx";
let place = { hubId: "", institutionId: "" };
let job: Ctx;
let officer: Ctx;
const donors: Record<string, { id: string; mailToken: string }> = {};

const words = (ja: string) => ({ ja, en: `${ja} in English` });
const blocks = [
	{
		...emptyBlock("letter", "letter"),
		// What a writer typed asks for nothing of the recipient's.
		text: words("御礼 %%addressee%% %%unknown%% **太字**"),
		companyText: words("貴社へ"),
		signature: words("泉"),
		role: words("所長"),
	},
	{ ...emptyBlock("yourGift", "yours"), text: words("ご支援"), showsGifts: true },
	{ ...emptyBlock("figures", "figures"), keys: ["gifts_kept"] },
	{ ...emptyBlock("ask", "asks"), text: words("これからも"), button: words("寄附") },
];

async function give(name: string, fields: Record<string, unknown>) {
	const form = {
		...{ fundId: world.fundId, amountYen: "30000", channel: "cash", receivedOn: "2026-05-11", donorKind: "individual" },
		...{
			familyName: "髙﨑",
			givenName: name,
			email: `${encodeURIComponent(name).replaceAll("%", "").toLowerCase()}@example.jp`,
			note: name,
			...fields,
		},
	};
	const { donorId } = await enterGift(job, enterGiftSchema(currentTime()).parse(form));
	donors[name] = await world.database.prisma.donor.findUniqueOrThrow({
		where: { id: donorId },
		select: { id: true, mailToken: true },
	});
}

async function report(kind: "impact" | "statement" | "year_end") {
	const { reportId } = await createReport(job, {
		...{ ...place, kind, titleJa: "2026年 活動報告", titleEn: "Report of 2026", from: "2026-01-01", to: "2026-12-31" },
		blocks,
	});
	return reportId;
}

const recipient = (name: string, lang: "ja" | "en"): BulkRecipient => ({
	mailId: randomUUID(),
	donorId: donors[name]?.id ?? "",
	lang,
	pageToken: "f".repeat(32),
	mailToken: donors[name]?.mailToken ?? "",
	hubSlug: "nanolsi",
	countsClicks: false,
});

beforeAll(async () => {
	job = { ...(await jobContext("test")), now: currentTime() };
	const hub = await hubScope("nanolsi");
	const row = await job.db.institution.findUniqueOrThrow({ where: { slug: "kanazawa-u" } });
	place = { hubId: hub.kind === "hub" ? hub.hubId : "", institutionId: row.id };
	officer = await contextFor({
		...{ kind: "staff", userId: "officer", name: "泉 担当", email: "officer@example.jp" },
		grants: [{ role: "officer", scope: hub }],
	});
	await give("花", {});
	await give("花", { amountYen: "12000", receivedOn: "2026-05-12", note: "二回目" });
	await give("OBrien", { familyName: "O'Brien & <b>", givenName: "🐟 עדי" });
	await give("先", { receivedOn: "2025-05-11" });
	await give("社", { donorKind: "company", companyName: "株式会社いずみ精密", contactName: "渡邉" });
});

describe("a report for many", () => {
	test("reads to each as if it had been written for them alone", async () => {
		for (const kind of ["impact", "statement", "year_end"] as const) {
			const reportId = await report(kind);
			const template = await reportMailTemplate(job, { reportId, code: CODE });
			// Everybody once, each kind in the other language than the one before.
			const recipients = ["花", "OBrien", "先", "社"].map((name, at) => ({
				name,
				...recipient(name, (at + kind.length) % 2 === 0 ? "ja" : "en"),
			}));
			const mails = await template.renderBatch(job, recipients);
			for (const { name, ...one } of recipients) {
				const mail = mails.get(one.mailId);
				// A record of a year without a gift is not written.
				if (kind === "statement" && name === "先") {
					expect(mail).toBeNull();
					continue;
				}
				const reader: ReportReader = { donorId: one.donorId };
				const look = await lookAtReport(job, { reportId, lang: one.lang, reader, limit: GIFTS_IN_MAIL, code: CODE });
				const purpose = kind === "impact" ? "reports" : "statements";
				const alone = await renderReportMail({
					...JSON.parse(JSON.stringify(look).replaceAll("%%", "%\u2060%")),
					webUrl: reportPageUrl(one.lang, one.pageToken),
					pdfUrl: reportPdfUrl(one.lang, one.pageToken),
					preferencesUrl: preferencesUrl({ mailToken: one.mailToken, lang: one.lang, mailId: one.mailId }),
					stopUrl: unsubscribeUrl({ ...one, purpose }),
					test: false,
				});
				expect(mail?.text).toBe(alone.text);
				expect(mail?.html.replaceAll("&#39;", "&#x27;")).toBe(alone.html);
				expect(mail?.subject).toBe(alone.subject);
			}
		}
	});

	test("names are as they are, and none acts; a writer's percent signs ask for nothing", async () => {
		const reportId = await report("impact");
		const template = await reportMailTemplate(job, { reportId, code: CODE });
		const [one, company] = [recipient("OBrien", "ja"), recipient("社", "ja")];
		const mails = await template.renderBatch(job, [one, company]);
		const mail = mails.get(one.mailId);
		expect(mail?.html).toContain("O&#39;Brien &amp; &lt;b&gt;");
		expect(mail?.html).not.toContain("<b>");
		expect(mail?.text).toContain("🐟");
		expect(mail?.text).toContain("unknown");
		expect(mail?.text).not.toContain("%%");
		expect(mails.get(company.mailId)?.text).toContain("貴社へ");
		expect(mails.get(company.mailId)?.text).toContain("株式会社いずみ精密");
		expect(mail?.html).toContain(`appeal=${CODE}&amp;utm_source=report&amp;utm_medium=email`);
	});

	test("thousands of recipients cost little each", async () => {
		const reportId = await report("impact");
		const template = await reportMailTemplate(job, { reportId, code: CODE });
		await template.renderBatch(job, [recipient("花", "ja")]);
		const many = Array.from({ length: 2000 }, () => recipient("花", "ja"));
		const began = performance.now();
		expect((await template.renderBatch(job, many)).size).toBe(2000);
		expect(performance.now() - began).toBeLessThan(1500);
	});

	test("donors who were forgotten get nothing", async () => {
		const reportId = await report("impact");
		const template = await reportMailTemplate(job, { reportId, code: CODE });
		const nobody = { ...recipient("花", "ja"), donorId: randomUUID() };
		expect((await template.renderBatch(job, [nobody])).get(nobody.mailId)).toBeNull();
	});
});

describe("a recipient's page", () => {
	async function sent(state: { mailing?: string; mail?: string; sentAt?: Date } = {}) {
		const { prisma } = world.database;
		const reportId = await report("impact");
		await prisma.report.update({
			where: { id: reportId },
			data: { status: "in_review", submittedBy: "writer" },
		});
		const { decideReport } = await import("~/domain/reports/decide-report.server");
		await decideReport(job, { reportId, approve: true });
		const code = randomUUID().slice(0, 8);
		const mailing = await prisma.mailing.create({
			data: {
				...{ ...place, reportId, purpose: "reports", definition: {}, code, scheduledAt: currentTime() },
				status: state.mailing ?? "sent",
			},
		});
		const pageToken = randomUUID().replaceAll("-", "");
		await prisma.mail.create({
			data: {
				...{
					kind: "report",
					onceKey: pageToken,
					...place,
					donorId: donors.花?.id ?? "",
					mailingId: mailing.id,
					pageToken,
				},
				...{
					lang: "ja",
					toAddress: "hana@example.jp",
					status: state.mail ?? "sent",
					sentAt: state.sentAt ?? currentTime(),
				},
			},
		});
		return { pageToken, code };
	}
	const read = async (token: string, lang: "ja" | "en" = "ja") => {
		const ctx = await publicContext(new Request("http://localhost/"), lang);
		return readReportPage(ctx, { token, lang, limit: 100 });
	};

	test("shows what the mail said, in either language, and on paper; reading changes nothing", async () => {
		const { pageToken, code } = await sent();
		const before = await world.database.prisma.mail.findUniqueOrThrow({ where: { pageToken } });
		const page = await read(pageToken);
		expect(page.own).toMatchObject({
			addressee: "髙﨑　花　様",
			inPeriod: "42,000円",
			inAll: "42,000円",
			stage: "inPeriod",
		});
		expect(page.preferencesHref).toContain(donors.花?.mailToken);
		expect(page.view.blocks.find(({ kind }) => kind === "ask")).toMatchObject({
			url: expect.stringMatching(new RegExp(`appeal=${code}&utm_source=report&utm_medium=email`)),
		});
		const english = await read(pageToken, "en");
		expect(english.own?.inPeriod).toBe("¥42,000");
		const paper = await renderReportPaper(job, page);
		expect(Buffer.from(paper.bytes.subarray(0, 5)).toString()).toBe("%PDF-");
		expect(await world.database.prisma.mail.findUniqueOrThrow({ where: { pageToken } })).toEqual(before);
	});

	test("is gone when unknown, called off, never sent, too old, or its donor was forgotten", async () => {
		const gone = { code: "report_page_not_found", status: 404 };
		await expect(read("0".repeat(32))).rejects.toMatchObject(gone);
		await expect(read("' OR 1=1")).rejects.toMatchObject(gone);
		await expect(read((await sent({ mailing: "cancelled" })).pageToken)).rejects.toMatchObject(gone);
		await expect(read((await sent({ mail: "dropped" })).pageToken)).rejects.toMatchObject(gone);
		const old = new Date(currentTime().getTime() - 4 * 366 * 86_400_000);
		await expect(read((await sent({ sentAt: old })).pageToken)).rejects.toMatchObject(gone);
		const { pageToken } = await sent();
		const donor = { id: donors.花?.id ?? "" };
		await world.database.prisma.donor.update({ where: donor, data: { erasedAt: currentTime() } });
		await expect(read(pageToken)).rejects.toMatchObject(gone);
		await world.database.prisma.donor.update({ where: donor, data: { erasedAt: null } });
		expect((await read(pageToken)).own?.addressee).toBe("髙﨑　花　様");
	});
});

test("a preview is seen as any donor of the hub, or somebody made up, and a test goes to its asker alone", async () => {
	const reportId = await report("year_end");
	const found = await listPreviewReaders(officer, { reportId, search: "いずみ精密" });
	expect(found?.readers.map(({ name }) => name)).toEqual(["株式会社いずみ精密"]);
	const input = { reportId, lang: "ja", limit: 10 } as const;
	const sample = await lookAtReport(officer, { ...input, reader: { sample: "company" } });
	expect(sample.view.blocks[0]).toMatchObject({ text: [{ children: [{ text: "貴社へ" }] }] });
	expect(sample.yearEnd?.methods?.map(({ text }) => text).join()).toContain("2026年12月30日");
	const elsewhere = await contextFor({
		...{ kind: "staff", userId: "other", name: "他", email: "other@example.jp" },
		grants: [{ role: "officer", scope: await hubScope("ircn") }],
	});
	await expect(lookAtReport(elsewhere, { ...input, reader: { sample: "person" } })).rejects.toMatchObject({
		status: 404,
	});
	const test = { reportId, lang: "ja", reader: { donorId: donors.社?.id ?? "" } } as const;
	await expect(sendTestReport(officer, { ...test, to: "friend@example.jp" })).rejects.toMatchObject({ status: 403 });
	await sendTestReport(officer, { ...test, to: "officer@example.jp" });
	const queued = await world.database.prisma.mail.findFirstOrThrow({ where: { kind: "report-test" } });
	expect(queued).toMatchObject({ toAddress: "officer@example.jp", donorId: null, params: { donorId: donors.社?.id } });
	const mail = await renderQueuedMail(job, { ...queued, params: queued.params as Record<string, unknown> });
	expect(mail?.subject).toMatch(/^【テスト】/);
	expect(mail?.text).toContain("株式会社いずみ精密");
	expect(mail?.html).not.toContain(donors.社?.mailToken);
});
