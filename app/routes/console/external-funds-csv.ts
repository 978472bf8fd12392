import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { type Ctx, staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { type ExternalFundsFilter, eachExternalFund } from "~/domain/external-funds/list-external-funds.server";
import { formatOverheadPercent } from "~/domain/funds/overhead-percent";
import { getT } from "~/i18n/texts.server";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { externalFundsQuery, toExternalFundsFilter } from "./external-funds-query";
import { readQuery } from "./list-query";

/** The external funds of the list with its filters, all pages, as a file. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "export", "LedgerBalance");
	const { hubs } = await listMyHubs(ctx);
	return csvResponse(rows(ctx, toExternalFundsFilter(readQuery(request, externalFundsQuery), hubs)), {
		filename: `izumi-external-funds-${jstDayString(ctx.now)}.csv`,
		encoding: csvEncodingOf(request),
	});
}

async function* rows(ctx: Ctx, filter: ExternalFundsFilter): AsyncGenerator<CsvCell[]> {
	const t = getT(ctx.lang, "console");
	const yen = t("units.yen");
	yield [
		"id",
		t("filters.hub"),
		t("funds.columns.institution"),
		t("externalFunds.fields.category"),
		t("externalFunds.fields.use"),
		t("externalFunds.fields.title"),
		t("externalFunds.fields.funder"),
		t("externalFunds.fields.number"),
		t("externalFunds.fields.principalInvestigator"),
		t("externalFunds.fields.startsOn"),
		t("externalFunds.fields.endsOn"),
		t("externalFunds.fields.hubSharePercent"),
		t("externalFunds.fields.decision"),
		t("externalFunds.fields.decidedOn"),
		`${t("externalFunds.planned")} (${yen})`,
		`${t("externalFunds.decided")} (${yen})`,
		`${t("externalFunds.received")} (${yen})`,
		`${t("externalFunds.spent")} (${yen})`,
		t("externalFunds.years.precision"),
	];
	for await (const fund of eachExternalFund(ctx, filter)) {
		yield [
			fund.id,
			fund.hubAbbreviation,
			ctx.lang === "ja" ? fund.institutionJa : fund.institutionEn,
			t(`categories.${fund.category}`),
			t(`uses.${fund.use}`),
			fund.title,
			fund.funder,
			fund.number,
			fund.principalInvestigator,
			fund.startsOn,
			fund.endsOn,
			formatOverheadPercent(fund.hubShareBasisPoints),
			t(`externalFunds.decisions.${fund.decision}`),
			fund.decidedOn,
			fund.plannedYen,
			fund.decidedYen,
			fund.receivedYen,
			fund.spentYen,
			fund.precision === "yen" ? yen : t("units.million"),
		];
	}
}
