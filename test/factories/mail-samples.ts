import { ownWords } from "~/domain/reports/own-words.ts";
import { withCodes } from "~/domain/reports/report-links.ts";
import { yearEndWords } from "~/domain/reports/year-end-words.server.ts";
import { parseRichText } from "~/domain/rich-text/rich-text.ts";
import type { Lang } from "~/i18n/lang.ts";
import { renderAppealMail } from "~emails/appeal.tsx";
import { MAIL_KINDS, type MailKind, type MailPropsByKind, type RenderedMail, renderMail } from "~emails/index.ts";
import { renderReportMail } from "~emails/report.tsx";
import { REPORT_SITE, sampleRecipient, sampleReport } from "./report-view.ts";

export const LONG_COMPANY = `株式会社${"国際基礎研究支援開発振興協力".repeat(5)}ホールディングス`;
export const HOSTILE = '渡邉<script>alert(1)</script>"&{{lang}} $t(common.sender)\r\nBcc: x@example.jp';
export const THANKS = "https://izumi.example.jp/ja/thanks/tok_abc?x=1&y=2";
const VOUCHER = "https://payments.example.com/konbini/voucher/abc?number=1&step=2";

/** What every template needs, as true to life as a sample can be. */
export function mailProps(lang: Lang, addressee: string): MailPropsByKind {
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
		"peer-page": {
			...frame,
			because: "asked",
			event: "published",
			hubName: gift.hubName,
			pageTitle: "祖父の研究を、次の世代へ",
			name: "髙橋 渡",
			note: "",
			url: "https://izumi.example.jp/ja/my-peer-page/abc?x=1&y=2",
			publicUrl: "https://izumi.example.jp/ja/peers/abc",
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

export type SampleMail = RenderedMail & { name: string; lang: Lang };

/** Every mail that is sent, rendered in one language. */
export async function sampleMails(lang: Lang): Promise<SampleMail[]> {
	const addressee = lang === "ja" ? "髙橋　﨑子　様" : "Ms. Sakiko Takahashi";
	const props = mailProps(lang, addressee);
	const single = await Promise.all(
		MAIL_KINDS.map(async (kind: MailKind) => ({ name: kind, lang, ...(await renderMail(kind, props[kind])) })),
	);
	const reports = await Promise.all(
		(["impact", "statement", "year_end"] as const).map(async (kind) => ({
			name: `report-${kind}`,
			lang,
			...(await renderReportMail(reportProps(lang, addressee, kind))),
		})),
	);
	return [...single, ...reports, { name: "appeal", lang, ...(await renderAppealMail(appealProps(lang, addressee))) }];
}

function reportProps(lang: Lang, addressee: string, kind: "impact" | "statement" | "year_end") {
	const recipient = sampleRecipient(lang, addressee);
	const view = withCodes({ ...sampleReport(lang, recipient), kind }, REPORT_SITE);
	const told = kind !== "impact";
	const year = { year: 2026, policy: "charge_date", lastTransferOn: "2026-12-30", isOver: false } as const;
	return {
		view,
		own: ownWords(recipient, { lang, limit: 60, receipts: told ? ["発行済み", "準備中"] : [] }),
		yearEnd: kind === "year_end" ? yearEndWords({ ...year, institution: view.institution }, lang) : null,
		receipts: told ? { url: `${REPORT_SITE}/portal/receipts?lang=${lang}` } : null,
		webUrl: `${REPORT_SITE}/${lang}/reports/tok_abc`,
		pdfUrl: `${REPORT_SITE}/${lang}/reports/tok_abc/report.pdf`,
		...listLinks(lang, "reports"),
		purpose: told ? ("statements" as const) : ("reports" as const),
		siteOrigin: REPORT_SITE,
		contactEmail: "kifu@example.ac.jp",
		postalAddress: "〒920-1192 石川県金沢市角間町",
		demo: false,
		test: false,
	};
}

function appealProps(lang: Lang, addressee: string) {
	const ja = lang === "ja";
	return {
		lang,
		subject: ja ? "若手研究者の「最初の一年」を支えてください" : "Support a young researcher’s first year",
		addressee,
		blocks: parseRichText(
			ja
				? "この春、三人の研究者が新しい顕微鏡の前に立ちます。\n\n## 最初の一年にいるもの\n\n- 試薬と消耗品\n- 装置の使用料\n\n> 問いが決まっていないときの一年が、いちばん自由です。"
				: "This spring three researchers begin at a new microscope.\n\n## What a first year needs\n\n- reagents\n- time at the instrument\n\n> The year before the question is settled is the freest one.",
		),
		images: {},
		askUrl: `${REPORT_SITE}/${lang}/hubs/nanolsi/give?appeal=abcd2345`,
		hub: ja ? "ナノ生命科学研究所" : "Nano Life Science Institute",
		institution: ja ? "国立大学法人金沢大学" : "Kanazawa University",
		contactEmail: "kifu@example.ac.jp",
		postalAddress: "〒920-1192 石川県金沢市角間町",
		...listLinks(lang, "appeals"),
		siteOrigin: REPORT_SITE,
		demo: false,
	};
}

function listLinks(lang: Lang, purpose: string) {
	return {
		preferencesUrl: `${REPORT_SITE}/${lang}/mail/tok_mail?mail=1`,
		stopUrl: `${REPORT_SITE}/${lang}/mail/tok_mail/unsubscribe?purpose=${purpose}&hub=nanolsi&mail=1`,
	};
}
