import { randomUUID } from "node:crypto";
import type { Ctx } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { decisionStates } from "~/domain/external-funds/decision.status";
import { RECEIPT_CHANNELS } from "~/domain/external-funds/external-fund.schema";
import { getExternalFund, type ShownExternalFund } from "~/domain/external-funds/get-external-fund.server";
import { formatOverheadPercent } from "~/domain/funds/overhead-percent";
import { formatDay } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { externalFundHistory } from "./external-fund-view.server";
import { balanceView } from "./fund-balance-view";
import { nameOf } from "./fund-view.server";
import { hrefWith } from "./list-query";

/** All an external fund's page shows. */
export async function externalFundPage(ctx: Ctx, id: string) {
	const fund = await getExternalFund(ctx, id);
	const t = getT(ctx.lang, "console");
	const inKind = fund.hostKind === "posts" || fund.hostKind === "space";
	const lines = (measure: string, fiscalYear: number) =>
		hrefWith("/console/programme/lines", { externalFund: id, measure, fiscalYear: String(fiscalYear) });
	return {
		id,
		title: fund.title,
		funder: fund.funder,
		category: fund.category,
		decision: fund.decision,
		host: fund.category === "host",
		wpi: fund.category === "wpi_subsidy",
		voidedOn: fund.voidedAt ? jstDayString(fund.voidedAt) : null,
		voidReason: fund.voidReason,
		partial: fund.hubShareBasisPoints < 10_000,
		facts: factsOf(fund, ctx.lang),
		years: fund.years.map((year) => ({
			...year,
			receivedHref: year.receivedYen === 0n ? null : lines("net", year.fiscalYear),
			spentHref: year.spentYen === 0n ? null : lines("spent", year.fiscalYear),
		})),
		receipts: fund.receipts.map((receipt) => ({
			...{ id: receipt.id, kind: receipt.kind as "received" | "returned", receivedOn: receipt.receivedOn },
			...{ amountYen: receipt.amountYen, indirectYen: receipt.indirectYen, precision: receipt.precision },
			byYear: receipt.datePrecision === "fiscal_year",
			fiscalYear: receipt.fiscalYear,
			channel: t(`channels.${receipt.channel as "bank_transfer"}`),
			note: receipt.note,
			voidedOn: receipt.voidedAt ? jstDayString(receipt.voidedAt) : null,
			voidReason: receipt.voidReason,
		})),
		balance: balanceView(fund.balance, { externalFund: id }, fund.may.spend),
		history: externalFundHistory(fund.changes, ctx.lang),
		may: fund.may,
		forms: {
			today: jstDayString(ctx.now),
			receiveKey: randomUUID(),
			returnKey: randomUUID(),
			usualChannel: inKind ? "in_kind" : "bank_transfer",
			channels: RECEIPT_CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) })),
			decisions: decisionStates
				.movesFrom(fund.decision)
				.filter((decision) => decision !== "pending" || !fund.booked)
				.map((value) => ({ value, label: t(`externalFunds.decisions.${value}`) })),
		},
	};
}

function factsOf(fund: ShownExternalFund, lang: Lang) {
	const t = getT(lang, "console");
	const day = (text: string | null) => (text ? formatDay(text, lang) : "");
	const rows: [string, string][] = [
		[t("filters.hub"), `${fund.hub.abbreviation} (${nameOf(fund.hub, lang)})`],
		[t("funds.columns.institution"), nameOf(fund.institution, lang)],
		[t("externalFunds.fields.category"), t(`categories.${fund.category}`)],
		[t("externalFunds.fields.use"), t(`uses.${fund.use}`)],
		[t("externalFunds.fields.funder"), fund.funder],
		[t("externalFunds.fields.number"), fund.number],
		[t("externalFunds.fields.principalInvestigator"), fund.principalInvestigator],
		[t("externalFunds.period"), fund.startsOn || fund.endsOn ? `${day(fund.startsOn)} – ${day(fund.endsOn)}` : ""],
		[
			t("externalFunds.fields.hubSharePercent"),
			fund.hubShareBasisPoints < 10_000 ? `${formatOverheadPercent(fund.hubShareBasisPoints)}%` : "",
		],
		[t("externalFunds.fields.decidedOn"), day(fund.decidedOn)],
		[t("externalFunds.fields.hostKind"), fund.hostKind ? t(`externalFunds.hostKinds.${fund.hostKind}`) : ""],
		[t("externalFunds.fields.valuationBasis"), fund.valuationBasis],
		[t("externalFunds.fields.note"), fund.note],
		[t("externalFunds.source"), t(`externalFunds.sources.${fund.source as "staff"}`)],
	];
	return rows.filter(([, value]) => value !== "").map(([label, value]) => ({ label, value }));
}
