import { describe, expect, it } from "vitest";
import { LANGS, type Lang } from "~/i18n/lang.ts";
import { MAIL_KINDS, type MailKind, type MailPropsByKind, renderMail } from "./index.ts";

const LONG_COMPANY = `株式会社${"国際基礎研究支援開発振興協力".repeat(5)}ホールディングス`;
const HOSTILE = '渡邉<script>alert(1)</script>"&{{lang}} $t(common.sender)\r\nBcc: x@example.jp';
const THANKS = "https://izumi.example.jp/ja/thanks/tok_abc?x=1&y=2";
const VOUCHER = "https://payments.example.com/konbini/voucher/abc?number=1&step=2";

function props(lang: Lang, addressee: string): MailPropsByKind {
	const gift = {
		lang,
		addressee,
		hubName: lang === "ja" ? "ナノ生命科学研究所" : "Nano Life Science Institute",
		institutionName: lang === "ja" ? "国立大学法人金沢大学" : "Kanazawa University",
		fundName: lang === "ja" ? "若手研究者の「最初の一年」" : "A young researcher’s first year",
		amountYen: 300_000n,
		method: "card",
		reference: "G-7K2M-9QXT",
		thanksUrl: THANKS,
		siteUrl: "https://izumi.example.jp/ja",
		contactEmail: "kifu@example.ac.jp",
		demo: false,
	} as const;
	const account = {
		bankName: "テスト銀行",
		bankCode: "0123",
		branchName: "金沢支店",
		branchCode: "045",
		accountType: "futsu",
		accountNumber: "0001234",
		holderName: "ｶﾅｻﾞﾜﾀﾞｲｶﾞｸ",
	} as const;
	const frame = {
		lang,
		addressee,
		institutionName: gift.institutionName,
		because: "asked",
		siteUrl: gift.siteUrl,
		contactEmail: gift.contactEmail,
		demo: false,
	} as const;
	const planNote = {
		unit: "month",
		nextChargeOn: "2027-03-27",
		portalUrl: "https://izumi.example.jp/portal?lang=ja",
	} as const;
	const plan = {
		...frame,
		...planNote,
		because: "gift",
		hubName: gift.hubName,
		fundName: gift.fundName,
		amountYen: 300_000n,
		card: "Visa 4242",
		reference: gift.reference,
	} as const;
	const application = {
		...frame,
		because: "gift",
		hubName: gift.hubName,
		fundName: gift.fundName,
		donorName: LONG_COMPANY,
		amountYen: 300_000n,
		applicationNumber: "41072594",
		pageUrl: "https://izumi.example.jp/ja/applications/tok_abc",
	} as const;
	const pledge = {
		...frame,
		because: "gift",
		hubName: gift.hubName,
		fundName: gift.fundName,
		donorName: LONG_COMPANY,
		amountYen: 300_000n,
		reference: "41072594",
		pageUrl: "https://izumi.example.jp/ja/pledges/tok_abc?x=1&y=2",
		instalments: [
			{ dueOn: "2027-04-30", amountYen: 100_000n },
			{ dueOn: "2028-04-30", amountYen: 100_000n },
		],
		count: 3,
		account: {
			bankName: "テスト銀行",
			branchName: "金沢支店",
			accountType: "futsu",
			accountNumber: "0001234",
			holderName: "ｶﾅｻﾞﾜﾀﾞｲｶﾞｸ",
		},
	} as const;
	const receipt = {
		...frame,
		institutionName: gift.institutionName,
		numberText: "第2026-000042号",
		amountYen: 300_000n,
		issuedOn: "2027-01-20",
		annualYear: 2026,
		url: "https://izumi.example.jp/portal/receipts?x=1&y=2",
	};
	return {
		"application-received": application,
		"application-accepted": { ...application, payBy: "2026-12-25" },
		"application-refused": { ...application, ground: "benefit_in_return" },
		"application-new": {
			...application,
			because: "staff",
			url: "https://izumi.example.jp/console/applications/1?x=1&y=2",
		},
		"give-code": { ...frame, code: "012345" },
		"decline-alarm": {
			...frame,
			because: "staff",
			declined: 12,
			attempts: 20,
			url: "https://izumi.example.jp/console/settings/blocks?x=1&y=2",
		},
		"portal-link": {
			...frame,
			addressee: null,
			url: "https://izumi.example.jp/portal/enter/tok_abc?x=1&y=2",
			validMinutes: 30,
		},
		"request-answered": {
			...frame,
			because: "gift",
			hubName: gift.hubName,
			kind: "refund",
			outcome: "done",
			askedOn: "2026-12-01",
			amountYen: 300_000n,
			answer: "ご連絡ありがとうございました。",
			portalUrl: "https://izumi.example.jp/portal/requests?x=1&y=2",
		},
		"story-alert": {
			...frame,
			because: "staff",
			event: "sentBack",
			hubName: gift.hubName,
			storyTitle: "水が見える顕微鏡",
			authors: "泉 花子",
			note: "図の説明を足してください。",
			url: "https://izumi.example.jp/console/stories/1?x=1&y=2",
		},
		"sufficiency-plan-alert": {
			...frame,
			because: "staff",
			event: "sentBack",
			hubName: gift.hubName,
			version: 2,
			planTitle: "自立化計画（第2版）",
			firstFiscalYear: 2024,
			lastFiscalYear: 2033,
			neededYen: 9_800_000_000n,
			note: "人件費の根拠を添えてください。",
			url: "https://izumi.example.jp/console/sufficiency/nanolsi/plans/1?x=1&y=2",
		},
		"report-alert": {
			...frame,
			because: "staff",
			event: "sentBack",
			placeName: gift.hubName,
			reportTitle: "2025年度 活動報告",
			from: "2025-04-01",
			to: "2026-03-31",
			note: "成果の出典を添えてください。",
			url: "https://izumi.example.jp/console/reports/1?x=1&y=2",
		},
		"receipt-ready": receipt,
		"receipt-replaced": { ...receipt, replacedNumberText: "第2026-000041号", onPaper: true },
		"receipt-voided": { ...receipt, annualYear: null },
		"gift-thanks": { ...gift, givenOn: "2026-11-21", receiptByOtherBody: false, plan: null },
		"plan-renewed": { ...gift, givenOn: "2027-02-27", plan: planNote },
		"plan-payment-failed": {
			...plan,
			stage: "first",
			why: "insufficient_funds",
			retryAt: new Date("2027-02-28T04:00:00Z"),
			repairUrl: "https://izumi.example.jp/ja/plans/tok_abc?x=1&y=2",
		},
		"plan-ended": {
			...plan,
			endedOn: "2027-03-07",
			why: "payment_failed",
			giveUrl: `${gift.siteUrl}/hubs/nanolsi/give`,
		},
		"plan-changed": { ...plan, change: { action: "amount", beforeYen: 3000n, afterYen: 300_000n }, byDonor: true },
		"plan-card-expiring": {
			...plan,
			lastMonth: "2027-02-28",
			repairUrl: "https://izumi.example.jp/ja/plans/tok_abc?x=1&y=2",
		},
		"pledge-asked": pledge,
		"pledge-confirmed": pledge,
		"pledge-reminder": {
			...pledge,
			when: "before",
			dueOn: "2027-04-30",
			number: 1,
			openYen: 60_000n,
			paidYen: 40_000n,
		},
		"pledge-came": {
			...pledge,
			because: "staff",
			url: "https://izumi.example.jp/console/pledges/1?x=1&y=2",
			event: "came",
			writeOffYen: 0n,
		},
		"konbini-instructions": {
			...gift,
			method: "konbini",
			payUntil: new Date("2026-11-24T14:59:59Z"),
			voucherUrl: VOUCHER,
		},
		"bank-transfer-instructions": {
			...gift,
			method: "bank_transfer",
			account,
			remainingYen: 300_000n,
			payUntil: null,
			instructionsUrl: null,
		},
		"gift-expired": { ...gift, method: "konbini", tryAgainUrl: `${THANKS}#retry` },
		"gift-refunded": {
			...gift,
			refundedYen: 100_000n,
			remainingYen: 200_000n,
			refundedOn: "2026-12-01",
			byInstitution: false,
		},
		"gift-refund-failed": { ...gift, refundedYen: 100_000n },
		"refund-alert": {
			...frame,
			because: "staff",
			event: "waits",
			amountYen: 300_000n,
			reference: gift.reference,
			fundName: gift.fundName,
			why: "二重の手続き",
			url: "https://izumi.example.jp/console/finance/refunds/1",
		},
		"dispute-alert": {
			...frame,
			because: "staff",
			event: "opened",
			amountYen: 300_000n,
			feeYen: 1300n,
			reference: gift.reference,
			fundName: gift.fundName,
			dueAt: new Date("2026-12-10T14:59:59Z"),
			url: "https://izumi.example.jp/console/finance/disputes",
			dashboardUrl: "https://dashboard.stripe.com/disputes/du_1",
		},
		"fraud-warning": {
			...frame,
			because: "staff",
			amountYen: 300_000n,
			reference: gift.reference,
			fundName: gift.fundName,
			url: "https://izumi.example.jp/console/finance/disputes#warnings",
		},
	};
}

const render = <K extends MailKind>(
	kind: K,
	lang: Lang,
	addressee = "髙橋　﨑子　様",
	change: Partial<MailPropsByKind[K]> = {},
) => renderMail(kind, { ...props(lang, addressee)[kind], ...change });

const escapeHtml = (text: string) => text.replaceAll("&", "&amp;");
const cases = MAIL_KINDS.flatMap((kind) => LANGS.map((lang) => ({ kind, lang })));

describe.each(cases)("$kind in $lang", ({ kind, lang }) => {
	it("is whole in HTML and in text", async () => {
		const mail = await render(kind, lang);
		for (const part of [mail.subject, mail.html, mail.text]) {
			expect(part).not.toMatch(/undefined|\[object|NaN|\{\{|\}\}/);
			expect(part).not.toMatch(/\b(?:common|giftThanks|konbini|bankTransfer|giftExpired|giftRefunded)\.[a-z]/i);
		}
		expect(mail.subject.length).toBeLessThan(120);
		expect(mail.html).toMatch(new RegExp(`<html[^>]* lang="${lang}"`));
		expect([...new Set(mail.html.match(/ lang="[^"]*"/g))]).toEqual([` lang="${lang}"`]);
		expect(/<style>([^<]*)<\/style>/.exec(mail.html)?.[1]).not.toMatch(/&[a-z#]/);
		expect(mail.text.split("\n")[0]).toMatch(/^泉 Izumi/);
		expect(Buffer.byteLength(mail.html)).toBeLessThan(30_000);
		expect(mail.html).not.toMatch(/<img|<script|@import|url\(/);
	});

	it("names whom it speaks to and what it is about in both parts", async () => {
		const mail = await render(kind, lang);
		const known: Record<string, unknown> = { ...props(lang, "髙橋　﨑子　様")[kind] };
		const about = ["hubName", "institutionName", "fundName", "reference", "contactEmail"].map((name) => known[name]);
		const amounts = "amountYen" in known ? ["300,000"] : [];
		for (const part of [mail.html, mail.text]) {
			for (const value of [...about, ...amounts, known.addressee === null ? undefined : "髙橋　﨑子"]) {
				if (value !== undefined) expect(part).toContain(value);
			}
		}
	});

	it("gives its links whole in both parts", async () => {
		const mail = await render(kind, lang);
		const known = Object.entries(props(lang, "A")[kind]);
		const links = known.filter(([name]) => /Url$|^url$/.test(name) && name !== "siteUrl").map(([, link]) => link);
		const given = links.filter((link): link is string => typeof link === "string");
		// A mail leaves out the gift's page when it has a more pressing one.
		const inHtml = given.filter((link) => mail.html.includes(`href="${escapeHtml(link)}"`));
		// Who is refused is not sent anywhere.
		if (given.length > 0 && kind !== "application-refused") expect(inHtml).not.toEqual([]);
		for (const link of inHtml) expect(mail.text).toContain(link);
	});

	it("prints difficult names as they are and lets none of them act", async () => {
		const greets = (props(lang, "A")[kind] as { addressee: string | null }).addressee !== null;
		for (const name of ["渡邉　辻\u{e0100}子　様", "\ufa19山　𠮷郎　様", `${LONG_COMPANY}　御中`]) {
			const mail = await render(kind, lang, name);
			if (greets) expect(mail.html).toContain(name);
			if (greets) expect(mail.text).toContain(name);
		}
		const hostile = await render(kind, lang, HOSTILE, {
			hubName: HOSTILE,
			fundName: HOSTILE,
			institutionName: HOSTILE,
		});
		expect(hostile.html).not.toContain("<script");
		expect(hostile.html).toContain("&lt;script&gt;");
		expect(hostile.text).toContain("{{lang}} $t(common.sender)");
		expect(hostile.subject).not.toMatch(/[\r\n]/);
	});

	it("says where to ask even without an address, and when it is a demonstration", async () => {
		const plain = await render(kind, lang);
		const mail = await render(kind, lang, "A", { contactEmail: null, demo: true });
		expect(mail.html).not.toContain("mailto:");
		expect(mail.text).toMatch(/デモ|demonstration/);
		expect(plain.text).not.toMatch(/デモ|demonstration/);
	});
});

describe("what each mail must say", () => {
	it("thanks: that it is no receipt, and who issues one", async () => {
		const ja = await render("gift-thanks", "ja");
		expect(ja.text).toContain("領収書（寄附金受領証明書）ではありません");
		expect(ja.text).toContain("国立大学法人金沢大学が入金を確認したのちに発行します");
		const other = await render("gift-thanks", "ja", "A", { receiptByOtherBody: true });
		expect(other.text).toContain("別の法人が発行します");
		expect((await render("gift-thanks", "en")).text).toContain("not an official receipt");
	});

	it("konbini: until when, in Japan", async () => {
		const ja = await render("konbini-instructions", "ja");
		expect(ja.subject).toContain("2026年11月24日 23:59");
		expect(ja.text).toContain("お支払いはまだ済んでいません");
		expect((await render("konbini-instructions", "en")).text).toContain("24 November 2026, 23:59 JST");
	});

	it("bank transfer: the account as a line each, and what is missing after a part came", async () => {
		const ja = await render("bank-transfer-instructions", "ja");
		expect(ja.text).toMatch(/^口座番号: 0001234$/m);
		expect(ja.text).toMatch(/^銀行: テスト銀行（コード 0123）$/m);
		const part = await render("bank-transfer-instructions", "ja", "A", {
			remainingYen: 120_000n,
			payUntil: "2026-12-31",
		});
		expect(part.subject).toContain("残りの金額");
		expect(part.text).toContain("180,000円のお振込を確認しました");
		expect(part.text).toMatch(/^お振込金額: 120,000円$/m);
		expect(part.text).toMatch(/^お振込の期限: 2026年12月31日$/m);
	});

	it("pledge: a reminder is warm before and after, with the account and the number that finds the money", async () => {
		const before = await render("pledge-reminder", "ja");
		expect(before.subject).toBe("2027年4月30日のご寄附のご案内（ナノ生命科学研究所）");
		expect(before.text).toMatch(/^金額: 60,000円$/m);
		expect(before.text).toMatch(/^口座番号: 0001234$/m);
		expect(before.text).toContain("お名前の前に 41072594 を");
		const after = await render("pledge-reminder", "ja", "A", { when: "after", account: null });
		expect(after.text).toContain("行き違いをお許しください");
		expect(after.text).not.toContain("口座番号");
		expect(`${before.text}${after.text}`).not.toMatch(/督促|催促|未納|滞納|延滞/);
		expect((await render("pledge-asked", "en")).text).toContain("does not oblige you to pay");
	});

	it("refund: how the money comes back, and nothing left when all of it does", async () => {
		expect((await render("gift-refunded", "ja")).text).toContain("返金後の寄附金額: 200,000円");
		const whole = await render("gift-refunded", "ja", "A", {
			refundedYen: 300_000n,
			remainingYen: 0n,
			method: "konbini",
		});
		expect(whole.text).not.toContain("返金後の寄附金額");
		expect(whole.text).toContain("決済会社（Stripe）から");
	});
});
