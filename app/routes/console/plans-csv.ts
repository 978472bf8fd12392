import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { type Ctx, staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { eachPlan, type PlansFilter } from "~/domain/recurring/list-plans.server";
import { getSegment } from "~/domain/segments/get-segment.server";
import { getT } from "~/i18n/texts.server";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { readQuery } from "./list-query";
import { incomeYears, planLines } from "./plan-lines";
import { plansQuery, toPlansFilter } from "./plans-query";

/** The plans of the list with its filters, all pages, as a file. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "export", "Gift");
	const { hubs } = await listMyHubs(ctx);
	const query = readQuery(request, plansQuery);
	const segment = query.segment === undefined ? undefined : await getSegment(ctx, query.segment);
	const filter = { ...toPlansFilter(query, hubs), segment };
	return csvResponse(rows(ctx, filter), {
		filename: `izumi-plans-${jstDayString(ctx.now)}.csv`,
		encoding: csvEncodingOf(request),
	});
}

async function* rows(ctx: Ctx, filter: PlansFilter): AsyncGenerator<CsvCell[]> {
	const t = getT(ctx.lang, "console");
	const years = incomeYears(ctx.now, ctx.lang);
	const yen = t("units.yen");
	yield [
		"id",
		t("gifts.columns.donor"),
		t("filters.hub"),
		t("gifts.columns.fund"),
		t("gifts.columns.status"),
		t("plans.columns.trouble"),
		`${t("gifts.columns.amount")} (${yen})`,
		t("plans.columns.unit"),
		t("plans.columns.started"),
		t("plans.columns.next"),
		t("plans.columns.card"),
		`${t("plans.columns.expected", { year: years.thisYear })} (${yen})`,
		`${t("plans.columns.expected", { year: years.nextYear })} (${yen})`,
	];
	for await (const plan of eachPlan(ctx, filter)) {
		for (const line of planLines([plan], ctx.lang)) {
			yield [
				line.id,
				line.donor,
				line.hub,
				line.fund,
				line.statusLabel,
				line.trouble,
				line.amountYen,
				line.unit,
				line.startedOn,
				line.nextChargeOn,
				line.card,
				line.thisYearYen,
				line.nextYearYen,
			];
		}
	}
}
