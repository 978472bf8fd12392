import type { Lang } from "~/i18n/lang";
import type { OwnWords } from "~/ui/report/report-extras";
import type { ReportView } from "~/ui/report/report-view";
import { GIFT_ROW, renderReportMail } from "~emails/report";
import type { Ctx } from "../access/ctx.server";
import { preferencesUrl, unsubscribeUrl } from "../mail-care/mail-headers.server";
import type { BulkMail, BulkRecipient, BulkTemplate } from "../mailings/bulk-template";
import { prepareFill } from "../mailings/fill-template";
import { buildReportView } from "./build-report-view.server";
import { type ReportRow, readReport } from "./get-report.server";
import { fundsText, GIFTS_IN_MAIL } from "./own-words";
import { type RecipientFacts, recipientFacts, recipientView } from "./recipient-facts.server";
import { readReceiptStates, receiptWords } from "./recipient-receipts.server";
import { withCodes } from "./report-links";
import { reportPageUrl, reportPdfUrl } from "./report-page-url.server";
import { purposeOf, reportSurroundings } from "./report-surroundings.server";

/** What differs between recipients in more than words that can be filled in. */
type Variant = {
	lang: Lang;
	kind: RecipientFacts["kind"];
	stage: OwnWords["stage"];
	hasReceipts: boolean;
	/** gifts beyond those a mail lists */
	more: number;
};
type Fill = (values: Readonly<Record<string, string>>) => string;
/** A rendered mail taken apart: what stands before, in and after the row that is repeated for each gift. */
type Apart = { before: Fill; row: Fill | null; after: Fill; joint: string };
type Prepared = { subject: string; html: Apart; text: Apart };

/**
 * The mail of an approved report. Each language and variant is rendered once, when its first recipient comes; the facts
 * of a batch are read in one query.
 * @param input.code  what its links carry as `appeal=`
 * @throws AppError report_not_found
 */
export async function reportMailTemplate(ctx: Ctx, input: { reportId: string; code: string }): Promise<BulkTemplate> {
	const { reportId, code } = input;
	const row = await readReport(ctx, reportId);
	const kept = new Map<string, Promise<Prepared>>();
	const preparedFor = (inCtx: Ctx, variant: Variant) => {
		const key = JSON.stringify(variant);
		const known = kept.get(key) ?? prepare(inCtx, row, code, variant);
		kept.set(key, known);
		return known;
	};
	return {
		async renderBatch(inCtx, recipients) {
			const donorIds = [...new Set(recipients.map(({ donorId }) => donorId))];
			const facts = await recipientFacts(inCtx, { reportId, donorIds });
			const states = purposeOf(row) === "statements" ? await readReceiptStates(inCtx, giftIdsOf(facts)) : null;
			const mails = new Map<string, BulkMail | null>();
			for (const recipient of recipients) {
				const own = facts.get(recipient.donorId);
				mails.set(recipient.mailId, own ? await mailOf(inCtx, { row, recipient, own, states, preparedFor }) : null);
			}
			return mails;
		},
	};
}

const giftIdsOf = (facts: ReadonlyMap<string, RecipientFacts>) =>
	[...facts.values()].flatMap(({ gifts }) => gifts.map(({ giftId }) => giftId));

async function mailOf(
	ctx: Ctx,
	of: {
		row: ReportRow;
		recipient: BulkRecipient;
		own: RecipientFacts;
		states: ReadonlyMap<string, "prepared" | "issued"> | null;
		preparedFor: (ctx: Ctx, variant: Variant) => Promise<Prepared>;
	},
): Promise<BulkMail | null> {
	const { row, recipient, own, states, preparedFor } = of;
	const { lang } = recipient;
	// A record of a year in which nothing was given tells nothing.
	if (row.kind === "statement" && own.gifts.length === 0) return null;
	const variant: Variant = {
		lang,
		kind: own.kind,
		stage: own.gifts.length > 0 ? "inPeriod" : own.firstGivenOn === null ? "never" : "before",
		hasReceipts: states !== null,
		more: Math.max(0, own.gifts.length - GIFTS_IN_MAIL),
	};
	const { subject, html, text } = await preparedFor(ctx, variant);
	const shown = recipientView(own, lang);
	const words = states === null ? [] : receiptWords(own, states, lang);
	const values = {
		addressee: oneLine(shown.addressee),
		inperiod: shown.ownThisYearYen,
		inall: shown.ownInAllYen,
		funds: fundsText(shown.funds, lang),
		since: shown.firstGivenOn ?? "",
		weburl: reportPageUrl(lang, recipient.pageToken),
		pdfurl: reportPdfUrl(lang, recipient.pageToken),
		preferences: preferencesUrl({ mailToken: recipient.mailToken, lang, mailId: recipient.mailId }),
		stop: unsubscribeUrl({ ...recipient, purpose: purposeOf(row) }),
	};
	const gifts = shown.gifts.slice(0, GIFTS_IN_MAIL).map((gift, at) => ({
		giftday: gift.givenOn,
		giftfund: gift.fund,
		giftyen: gift.yen,
		giftreceipt: words[at] ?? "",
	}));
	return { subject, html: joined(html, values, gifts), text: joined(text, values, gifts) };
}

/** A name fills one place in a line. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

function joined({ before, row, after, joint }: Apart, values: Record<string, string>, gifts: Record<string, string>[]) {
	return before(values) + (row === null ? "" : gifts.map(row).join(joint)) + after(values);
}

/** Renders one variant with placeholders where a recipient's own words go. */
async function prepare(ctx: Ctx, row: ReportRow, code: string, variant: Variant): Promise<Prepared> {
	const { lang, kind, stage, more, hasReceipts } = variant;
	const around = await reportSurroundings(ctx, row, lang);
	const view = await buildReportView(ctx, { reportId: row.id, lang, donorId: null, audience: kind, code });
	const receipt = hasReceipts && around.receipts?.url ? "%%giftreceipt%%" : null;
	const own: OwnWords = {
		addressee: "%%addressee%%",
		kind,
		stage,
		inPeriod: "%%inperiod%%",
		inAll: "%%inall%%",
		funds: stage === "never" ? "" : "%%funds%%",
		since: "%%since%%",
		gifts: stage === "inPeriod" ? [{ givenOn: "%%giftday%%", fund: "%%giftfund%%", yen: "%%giftyen%%", receipt }] : [],
		more,
	};
	const mail = await renderReportMail({
		...around,
		view: withoutPlaceholders(withCodes(view, around.siteOrigin)),
		own,
		webUrl: "%%weburl%%",
		pdfUrl: "%%pdfurl%%",
		preferencesUrl: "%%preferences%%",
		stopUrl: "%%stop%%",
		test: false,
	});
	const html = apart(mail.html, new RegExp(`<tr class="row ${GIFT_ROW}">[\\s\\S]*?</tr>`), "", "html");
	return { subject: mail.subject, html, text: apart(mail.text, /^.*%%giftday%%.*$/im, "\n", "text") };
}

function apart(source: string, row: RegExp, joint: string, part: "html" | "text"): Apart {
	const found = row.exec(source);
	const fill = (words: string) => prepareFill(words, part);
	if (found === null) return { before: fill(source), row: null, after: fill(""), joint };
	return {
		before: fill(source.slice(0, found.index)),
		row: fill(found[0]),
		after: fill(source.slice(found.index + found[0].length)),
		joint,
	};
}

/** What a writer typed asks for nothing of the recipient's: `%%` in a text is set apart by a joiner nobody sees. */
function withoutPlaceholders(view: ReportView): ReportView {
	return JSON.parse(JSON.stringify(view).replaceAll("%%", "%\u2060%")) as ReportView;
}
