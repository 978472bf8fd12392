import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { type Ctx, staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { eachReceipt, type ReceiptsFilter } from "~/domain/receipts/list-receipts.server";
import { getT } from "~/i18n/texts.server";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { readReceiptsQuery, toReceiptsFilter } from "./receipts-filter";

/** The receipts of the list with its filters, all pages, as a file: also the list an annual issue is posted by. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "export", "Gift");
	await authorize(ctx, "read", "Receipt");
	const filter = toReceiptsFilter(readReceiptsQuery(new URL(request.url)));
	return csvResponse(rows(ctx, filter), {
		filename: `izumi-receipts-${jstDayString(ctx.now)}.csv`,
		encoding: csvEncodingOf(request),
	});
}

async function* rows(ctx: Ctx, filter: ReceiptsFilter): AsyncGenerator<CsvCell[]> {
	const t = getT(ctx.lang, "console");
	yield [
		"id",
		t("receipts.columns.number"),
		t("receipts.columns.status"),
		t("receipts.columns.donor"),
		t("receipts.postalCode"),
		t("receipts.address"),
		`${t("receipts.columns.amount")} (${t("units.yen")})`,
		t("receipts.columns.kind"),
		t("receipts.columns.taxYear"),
		t("receipts.columns.receivedOn"),
		t("receipts.columns.issuedOn"),
		t("receipts.columns.delivery"),
		t("receipts.columns.postedOn"),
		t("receipts.columns.gifts"),
		t("receipts.issuer"),
	];
	for await (const receipt of eachReceipt(ctx, filter)) {
		yield [
			receipt.id,
			receipt.numberText,
			t(`receiptStatus.${receipt.status}`),
			receipt.donor,
			receipt.postalCode,
			receipt.addressLines.join(" "),
			receipt.amountYen,
			t(`receipts.kinds.${receipt.kind}`),
			receipt.taxYear,
			receipt.receivedOn,
			receipt.issuedOn,
			t(`receipts.deliveries.${receipt.delivery}`),
			receipt.paperSentOn,
			receipt.giftIds.length,
			ctx.lang === "ja" ? receipt.issuerJa : receipt.issuerEn,
		];
	}
}
