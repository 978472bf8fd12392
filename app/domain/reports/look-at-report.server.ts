import { formatDay, formatYen } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { OwnWords } from "~/ui/report/report-extras";
import type { ReportRecipientView, ReportView } from "~/ui/report/report-view";
import type { Ctx } from "../access/ctx.server";
import { buildReportView } from "./build-report-view.server";
import { type ReportRow, readReport } from "./get-report.server";
import { ownWords } from "./own-words";
import { recipientFacts } from "./recipient-facts.server";
import { readReceiptStates, receiptWords } from "./recipient-receipts.server";
import { withCodes } from "./report-links";
import { type ReportSurroundings, reportSurroundings } from "./report-surroundings.server";

/** Made-up readers, to see a report by before anybody gets it. */
export const REPORT_SAMPLES = ["person", "company", "nobody"] as const;
export type ReportSample = (typeof REPORT_SAMPLES)[number];

/** Who reads: a donor, or somebody made up. */
export type ReportReader = { donorId: string } | { sample: ReportSample };

/** A report for one reader with everything around it: what its page, its mail and its paper are made of. */
export type ReportLook = ReportSurroundings & { view: ReportView; own: OwnWords | null };

/**
 * @param input.limit  gifts of the reader's own that are listed
 * @param input.code  what its links carry; the report's own when absent
 * @throws AppError report_not_found, donor_not_found, forbidden
 */
export async function lookAtReport(
	ctx: Ctx,
	input: {
		reportId: string;
		lang: Lang;
		reader: ReportReader;
		limit: number;
		code?: string | null;
		withLines?: boolean;
	},
): Promise<ReportLook> {
	const { reportId, lang, reader, limit, code, withLines } = input;
	const row = await readReport(ctx, reportId);
	const around = await reportSurroundings(ctx, row, lang);
	const donorId = "donorId" in reader ? reader.donorId : null;
	const built = await buildReportView(ctx, {
		reportId,
		lang,
		donorId,
		...("sample" in reader && { audience: reader.sample === "company" ? "company" : "individual" }),
		...(code !== undefined && { code }),
		...(withLines !== undefined && { withLines }),
	});
	const recipient = "sample" in reader ? sampleRecipient(reader.sample, row, lang) : built.recipient;
	const view = withCodes({ ...built, recipient }, around.siteOrigin);
	if (recipient === null) return { ...around, view, own: null };
	const receipts = around.receipts?.url ? await receiptsOf(ctx, { row, lang, reader }) : [];
	return { ...around, view, own: ownWords(recipient, { lang, limit, receipts }) };
}

async function receiptsOf(
	ctx: Ctx,
	{ row, lang, reader }: { row: ReportRow; lang: Lang; reader: ReportReader },
): Promise<string[]> {
	const t = getT(lang, "document");
	if ("sample" in reader) return [t("report.receipt.issued"), t("report.receipt.onWay")];
	const facts = (await recipientFacts(ctx, { reportId: row.id, donorIds: [reader.donorId] })).get(reader.donorId);
	if (!facts) return [];
	const states = await readReceiptStates(
		ctx,
		facts.gifts.map(({ giftId }) => giftId),
	);
	return receiptWords(facts, states, lang);
}

function sampleRecipient(sample: ReportSample, { from, to }: ReportRow, lang: Lang): ReportRecipientView {
	const t = getT(lang, "document");
	const fund = t("report.sample.fund");
	const gave = sample !== "nobody";
	const each = sample === "company" ? 1_000_000n : 30_000n;
	const gift = (day: string) => ({ givenOn: formatDay(day, lang), fund, yen: formatYen(each, lang) });
	return {
		addressee: t(`report.sample.${sample}`),
		kind: sample === "company" ? "company" : "individual",
		ownThisYearYen: formatYen(gave ? 2n * each : 0n, lang),
		ownInAllYen: formatYen(gave ? 5n * each : 0n, lang),
		funds: gave ? [fund] : [],
		firstGivenOn: gave ? formatDay(from, lang) : null,
		gifts: gave ? [gift(from), gift(to)] : [],
	};
}
