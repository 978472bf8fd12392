import { describe, expect, test } from "vitest";
import { jobContext, publicContext } from "~/domain/access/ctx.server";
import { acceptApplication } from "~/domain/applications/accept-application.server";
import { isReference } from "~/domain/applications/application-reference";
import { getApplication } from "~/domain/applications/get-application.server";
import { getApplicationPage } from "~/domain/applications/get-application-page.server";
import { noteApplication } from "~/domain/applications/note-application.server";
import { receiveApplication } from "~/domain/applications/receive-application.server";
import { refuseApplication } from "~/domain/applications/refuse-application.server";
import { renderTransferRequest } from "~/domain/applications/render-transfer-request.server";
import { reviewApplication } from "~/domain/applications/review-application.server";
import { startApplicationSchema } from "~/domain/applications/start-application.schema";
import { startApplication } from "~/domain/applications/start-application.server";
import { withdrawApplication } from "~/domain/applications/withdraw-application.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { currentTime } from "~/platform/clock";
import { freshWorld } from "../factories/world";

/** A company's gift from its application (寄附申込書) to its money in the passbook. */
const world = freshWorld({ overheadBasisPoints: 1000 });

const COMPANY = {
	amountYen: "30,000,000",
	donorKind: "company",
	companyName: "株式会社泉製作所",
	companyNameKana: "カブシキガイシャ　イズミセイサクショ",
	corporateNumber: "5010005007398",
	department: "総務部",
	contactName: "渡邉　一郎",
	email: "soumu@example.jp",
	postalCode: "100-0001",
	prefecture: "東京都",
	city: "千代田区",
	addressLine: "千代田1-1",
	purpose: "若手研究者の育成のため",
	conditions: "年度ごとに報告書をいただきたい",
	signatory: "代表取締役　泉　花子",
	declared: "on",
};

async function apply(fields: Record<string, string> = {}) {
	const ctx = await publicContext(new Request("http://localhost:3000/"), "ja");
	const today = jstDayString(ctx.now);
	const schema = startApplicationSchema({ minYen: 500n, today, lastPlannedDay: "2030-01-01" });
	const input = schema.parse({ ...COMPANY, fundId: world.fundId, ...fields });
	return startApplication(ctx, { hubSlug: "nanolsi", fields: input, query: new URLSearchParams() });
}

async function withBank(): Promise<void> {
	const data = {
		bankName: "北國銀行",
		bankBranch: "小立野支店",
		bankAccountNumber: "0012345",
		bankAccountHolder: "ダイ)カナザワダイガク",
	};
	await world.database.prisma.givingPolicy.updateMany({ data });
}

async function accepted(fields: Record<string, string> = {}) {
	const started = await apply(fields);
	await withBank();
	const ctx = await jobContext("test");
	await reviewApplication(ctx, { applicationId: started.applicationId, note: "" });
	const payBy = jstDayString(new Date(currentTime().getTime() + 30 * 86_400_000));
	await acceptApplication(ctx, { applicationId: started.applicationId, payBy, note: "役員会で決定" });
	return started;
}

const money = (applicationId: string, amountYen: bigint, change = {}) => ({
	applicationId,
	valueOn: jstDayString(currentTime()),
	amountYen,
	remitter: "41072594 カ)イズミセイサクシヨ",
	note: "",
	ordinal: 1,
	overConfirmed: false,
	...change,
});
const mailsOf = async (giftId: string) => {
	const mails = await world.database.prisma.mail.findMany({ where: { giftId }, orderBy: { id: "asc" } });
	return mails.map(({ kind, status }) => `${kind} ${status}`).sort();
};

describe("an application", () => {
	test("goes from the form through review and acceptance to the passbook", async () => {
		const { applicationId, token, reference } = await apply();
		expect(isReference(reference)).toBe(true);
		expect((await apply()).applicationId, "the same form within ten minutes").toBe(applicationId);
		const ctx = await jobContext("test");
		const story = await getApplication(ctx, { applicationId });
		const giftId = story.gift.id;
		expect(story.gift).toMatchObject({
			companyNameKana: "イズミセイサクショ",
			companyName: "株式会社泉製作所",
			department: "総務部",
			channel: "bank_transfer",
			paymentStatus: "pending",
			acceptanceStatus: "applied",
		});
		await expect(receiveApplication(ctx, money(applicationId, 1n))).rejects.toMatchObject({
			code: "application_not_accepted",
		});
		await expect(acceptApplication(ctx, { applicationId, payBy: "2026-06-30", note: "" })).rejects.toMatchObject({
			code: "application_moved",
		});
		await reviewApplication(ctx, { applicationId, note: "登記を確認" });
		await expect(acceptApplication(ctx, { applicationId, payBy: "2026-06-30", note: "" })).rejects.toMatchObject({
			code: "bank_account_missing",
		});
		await withBank();
		await expect(acceptApplication(ctx, { applicationId, payBy: "2026-05-19", note: "" })).rejects.toMatchObject({
			code: "pay_by_past",
		});
		await acceptApplication(ctx, { applicationId, payBy: "2026-06-30", note: "" });
		const page = await getApplicationPage(await publicContext(new Request("http://x/"), "ja"), token);
		expect(page).toMatchObject({ state: "accepted", payBy: "2026-06-30", account: { number: "0012345" } });
		const pdf = await renderTransferRequest(ctx, token);
		expect(Buffer.from(pdf.bytes.slice(0, 5)).toString()).toBe("%PDF-");

		await receiveApplication(ctx, money(applicationId, 30_000_000n));
		await world.workJobs();
		const gift = await world.gift(giftId);
		expect(gift).toMatchObject({ paymentStatus: "received", amountYen: 30_000_000n });
		expect([gift.givenOn, gift.arrivedOn].map((day) => day?.toISOString().slice(0, 10))).toEqual([
			"2026-05-20",
			"2026-05-20",
		]);
		expect(await world.ledger(giftId)).toMatchInlineSnapshot(`
			"| kind               | account              |   amountYen | purpose     | day        | year |
			| bank_gift_received | institution_bank     |  30,000,000 |             | 2026-05-20 | 2026 |
			| bank_gift_received | gift_income          | -30,000,000 | nanolsi-gen | 2026-05-20 | 2026 |
			| overhead           | overhead             |   3,000,000 | nanolsi-gen | 2026-05-20 | 2026 |
			| overhead           | institution_overhead |  -3,000,000 |             | 2026-05-20 | 2026 |"
		`);
		const after = await getApplication(ctx, { applicationId });
		expect(after.steps.map(({ step, note }) => `${step} ${note}`.trim())).toEqual([
			"applied",
			"under_review 登記を確認",
			"accepted",
			"transfer_request 2026-06-30",
			"received 2026-05-20 30000000",
		]);
		expect(await mailsOf(giftId)).toEqual([
			"application-accepted sent",
			"application-received sent",
			"gift-thanks sent",
		]);
		const line = await world.database.prisma.bankLine.findFirstOrThrow({ where: { paymentId: { not: null } } });
		expect(line.amountYen).toBe(30_000_000n);
		expect(await world.brokenPromises()).toEqual([]);
	});

	test("is received in parts, and beyond the amount only when a person says so", async () => {
		const { applicationId } = await accepted({ amountYen: "1000000", email: "part@example.jp" });
		const ctx = await jobContext("test");
		const giftId = (await getApplication(ctx, { applicationId })).gift.id;
		const part = money(applicationId, 400_000n);
		expect(await receiveApplication(ctx, part)).toMatchObject({ status: "partly_paid", paidYen: 400_000n });
		await expect(receiveApplication(ctx, part)).rejects.toMatchObject({ code: "bank_line_already_there" });
		await expect(withdrawApplication(ctx, { applicationId, note: "" })).rejects.toMatchObject({
			code: "application_has_money",
		});
		expect(await world.brokenPromises()).toEqual([]);
		const rest = money(applicationId, 700_000n);
		await expect(receiveApplication(ctx, rest)).rejects.toMatchObject({
			code: "application_over_payment",
			params: { over: 100_000 },
		});
		expect(await receiveApplication(ctx, { ...rest, overConfirmed: true })).toMatchObject({
			status: "received",
			overYen: 100_000n,
		});
		expect((await world.gift(giftId)).amountYen).toBe(1_000_000n);
		expect(await world.brokenPromises()).toEqual([]);
		const totals = await listTotals(ctx, { fiscalYear: 2026 });
		expect(totals.reduce((sum, row) => sum + row.grossYen, 0n)).toBe(31_100_000n);
	});

	test("takes no money of a day before it was made, or of tomorrow", async () => {
		const { applicationId } = await accepted({ email: "days@example.jp", amountYen: "600000" });
		const ctx = await jobContext("test");
		for (const valueOn of ["2026-05-19", "2026-05-21", "1999-01-01"]) {
			await expect(receiveApplication(ctx, money(applicationId, 600_000n, { valueOn }))).rejects.toMatchObject({
				code: "value_day_wrong",
			});
		}
		await withdrawApplication(ctx, { applicationId, note: "先方の都合" });
		await expect(receiveApplication(ctx, money(applicationId, 600_000n))).rejects.toMatchObject({
			code: "application_not_accepted",
		});
	});

	test("is refused on a ground; its trail is kept and its donor told", async () => {
		const { applicationId, token } = await apply({ email: "refused@example.jp", conditions: "共同の特許" });
		const ctx = await jobContext("test");
		await refuseApplication(ctx, { applicationId, ground: "ip_or_results", note: "知財部と相談" });
		await noteApplication(ctx, { applicationId, note: "電話で説明" });
		await expect(reviewApplication(ctx, { applicationId, note: "" })).rejects.toMatchObject({
			code: "application_moved",
		});
		await expect(refuseApplication(ctx, { applicationId, ground: "other", note: "" })).rejects.toMatchObject({
			code: "application_moved",
		});
		await world.workJobs();
		const story = await getApplication(ctx, { applicationId });
		expect(story.gift).toMatchObject({ paymentStatus: "cancelled", acceptanceStatus: "refused" });
		expect(story.steps.map(({ step }) => step)).toEqual(["applied", "refused", "note"]);
		const mail = await world.database.prisma.mail.findFirstOrThrow({ where: { kind: "application-refused" } });
		expect(mail.text).toContain("共同研究");
		expect(mail.text).not.toContain("知財部");
		await expect(renderTransferRequest(ctx, token)).rejects.toMatchObject({ code: "application_not_accepted" });
		const trail = world.database.prisma.applicationStep.updateMany({ data: { note: "other" } });
		await expect(trail).rejects.toThrow();
	});
});
