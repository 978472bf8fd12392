import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { type Ctx, staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { eachPledge, type PledgesFilter } from "~/domain/pledges/list-pledges.server";
import { getSegment } from "~/domain/segments/get-segment.server";
import { getT } from "~/i18n/texts.server";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { readQuery } from "./list-query";
import { pledgeLines } from "./pledge-lines";
import { pledgesQuery, toPledgesFilter } from "./pledges-query";

/** The pledges of the list with its filters, all pages, as a file. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "export", "Gift");
	const { hubs } = await listMyHubs(ctx);
	const query = readQuery(request, pledgesQuery);
	const segment = query.segment === undefined ? undefined : await getSegment(ctx, query.segment);
	const filter = { ...toPledgesFilter(query, hubs), segment };
	return csvResponse(rows(ctx, filter), {
		filename: `izumi-pledges-${jstDayString(ctx.now)}.csv`,
		encoding: csvEncodingOf(request),
	});
}

async function* rows(ctx: Ctx, filter: PledgesFilter): AsyncGenerator<CsvCell[]> {
	const t = getT(ctx.lang, "console");
	const yen = t("units.yen");
	yield [
		"id",
		t("pledges.columns.reference"),
		t("gifts.columns.donor"),
		t("filters.hub"),
		t("gifts.columns.fund"),
		t("gifts.columns.status"),
		t("pledges.columns.source"),
		`${t("pledges.columns.promised")} (${yen})`,
		`${t("pledges.columns.paid")} (${yen})`,
		`${t("pledges.columns.open")} (${yen})`,
		`${t("pledges.columns.overdue")} (${yen})`,
		`${t("pledges.columns.writtenOff")} (${yen})`,
		t("pledges.columns.start"),
		t("pledges.columns.next"),
	];
	for await (const pledge of eachPledge(ctx, filter)) {
		for (const line of pledgeLines([pledge], ctx.lang)) {
			yield [
				line.id,
				line.reference,
				line.donor,
				line.hub,
				line.fund,
				line.statusLabel,
				line.source,
				line.amountYen,
				line.paidYen,
				line.openYen,
				line.overdueYen,
				pledge.writtenOffYen,
				line.startOn,
				line.nextDueOn ?? "",
			];
		}
	}
}
