import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { type Ctx, staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { eachGift, type GiftsFilter } from "~/domain/gifts/list-gifts.server";
import { getSegment } from "~/domain/segments/get-segment.server";
import { getT } from "~/i18n/texts.server";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { giftLines } from "./gift-lines";
import { readGiftsQuery, toGiftsFilter } from "./gifts-filter";

/** The gifts of the list with its filters, all pages, as a file. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "export", "Gift");
	const { hubs } = await listMyHubs(ctx);
	const query = readGiftsQuery(new URL(request.url));
	const segment = query.segment === undefined ? undefined : await getSegment(ctx, query.segment);
	const filter = { ...toGiftsFilter(query, hubs), segment };
	return csvResponse(rows(ctx, filter), {
		filename: `izumi-gifts-${jstDayString(ctx.now)}.csv`,
		encoding: csvEncodingOf(request),
	});
}

async function* rows(ctx: Ctx, filter: GiftsFilter): AsyncGenerator<CsvCell[]> {
	const t = getT(ctx.lang, "console");
	yield [
		"id",
		t("gifts.columns.donor"),
		t("filters.hub"),
		t("gifts.columns.fund"),
		t("gifts.columns.status"),
		`${t("gifts.columns.amount")} (${t("units.yen")})`,
		`${t("gifts.columns.refunded")} (${t("units.yen")})`,
		t("gifts.columns.channel"),
		t("gifts.columns.createdOn"),
		t("gifts.columns.givenOn"),
		t("gifts.columns.settledOn"),
		t("gifts.columns.arrivedOn"),
	];
	for await (const gift of eachGift(ctx, filter)) {
		for (const line of giftLines([gift], ctx.lang)) {
			yield [
				line.id,
				line.donor,
				line.hub,
				line.fund,
				line.statusLabel,
				line.amountYen,
				line.refundedYen,
				line.channel,
				line.createdOn,
				line.givenOn,
				line.settledOn,
				line.arrivedOn,
			];
		}
	}
}
