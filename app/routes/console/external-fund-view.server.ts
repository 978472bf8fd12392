import type { Ctx } from "~/domain/access/ctx.server";
import type { Change } from "~/domain/audit/list-changes.server";
import { DECISIONS } from "~/domain/external-funds/decision.status";
import { FUND_CATEGORIES, HOST_KINDS } from "~/domain/external-funds/external-fund.schema";
import type { FundYear } from "~/domain/external-funds/fund-years.schema";
import { YEAR_AMOUNTS } from "~/domain/external-funds/fund-years.schema";
import { listExternalFundPlaces } from "~/domain/external-funds/list-external-fund-places.server";
import { formatOverheadPercent } from "~/domain/funds/overhead-percent";
import { USES } from "~/domain/ledger/kinds";
import { formatInteger, formatYenSign } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { ChangeLine } from "~/ui/console/change-history";
import { changeHead, nameOf } from "./fund-view.server";

/** The choices of the forms; `places` are the hubs the person may record for. */
export async function externalFundOptions(ctx: Ctx) {
	const t = getT(ctx.lang, "console");
	const places = await listExternalFundPlaces(ctx);
	return {
		places: places.map(({ hub, institution }) => ({
			value: `${hub.id}/${institution.id}`,
			label: `${hub.abbreviation} / ${nameOf(institution, ctx.lang)}`,
		})),
		categories: FUND_CATEGORIES.map((value) => ({ value, label: t(`categories.${value}`) })),
		uses: USES.map((value) => ({ value, label: t(`uses.${value}`) })),
		hostKinds: HOST_KINDS.map((value) => ({ value, label: t(`externalFunds.hostKinds.${value}`) })),
		decisions: DECISIONS.map((value) => ({ value, label: t(`externalFunds.decisions.${value}`) })),
	};
}

type Fund = {
	hubId: string;
	institutionId: string;
	category: string;
	use: string;
	hostKind: string | null;
	title: string;
	funder: string;
	number: string;
	principalInvestigator: string;
	startsOn: string | null;
	endsOn: string | null;
	hubShareBasisPoints: number;
	valuationBasis: string;
	note: string;
};

/** A fund as its form shows it. */
export function externalFundValues(fund: Fund): Record<string, string> {
	const { category, use, title, funder, number, principalInvestigator, valuationBasis, note } = fund;
	return {
		...{ category, use, title, funder, number, principalInvestigator, valuationBasis, note },
		place: `${fund.hubId}/${fund.institutionId}`,
		hostKind: fund.hostKind ?? "",
		startsOn: fund.startsOn ?? "",
		endsOn: fund.endsOn ?? "",
		hubSharePercent: formatOverheadPercent(fund.hubShareBasisPoints),
	};
}

/** The years as the lines of their form, each in its own unit. */
export function yearValues(years: readonly (Omit<FundYear, "precision"> & { precision: string })[]) {
	const values: Record<string, string> = {};
	for (const [line, year] of years.entries()) {
		const unit = year.precision === "million_yen" ? 1_000_000n : 1n;
		values[`years[${line}].fiscalYear`] = String(year.fiscalYear);
		values[`years[${line}].precision`] = year.precision;
		for (const name of YEAR_AMOUNTS) {
			const amount = year[name];
			const blank = amount === null || (amount === 0n && name !== "decidedYen");
			values[`years[${line}].${name}`] = blank ? "" : formatInteger(amount / unit);
		}
	}
	return values;
}

/** As many lines as were sent, or those there are and three more. */
export function rowCount(values: Record<string, string>, least: number): number {
	const lines = Object.keys(values).flatMap((name) => {
		const line = /^years\[(\d{1,2})\]/.exec(name)?.[1];
		return line === undefined ? [] : [Number(line) + 1];
	});
	return Math.min(50, Math.max(least, ...lines));
}

/** Empty lines for the coming years, their year filled in. */
export function blankYears(first: number, from: number, count: number): Record<string, string> {
	return Object.fromEntries(
		Array.from({ length: count }, (_, index) => [`years[${from + index}].fiscalYear`, String(first + index)]),
	);
}

export function externalFundHistory(changes: readonly Change[], lang: Lang): ChangeLine[] {
	return changes.map((change) => ({ ...changeHead(change, lang), values: changeTexts(change, lang) }));
}

const FIELDS: Record<string, string> = {
	hubShareBasisPoints: "hubSharePercent",
	hubId: "place",
	institutionId: "place",
};

function changeTexts({ action, before, after }: Change, lang: Lang): string[] {
	const t = getT(lang, "console");
	const text = (value: unknown) => (value === null || value === undefined || value === "" ? "–" : String(value));
	if (action === "external_fund.changed") {
		return Object.keys(after ?? {}).map((field) =>
			t("history.value", {
				field: t(`externalFunds.fields.${FIELDS[field] ?? field}` as "externalFunds.fields.title"),
				before: field === "hubShareBasisPoints" ? percent(before?.[field]) : text(before?.[field]),
				after: field === "hubShareBasisPoints" ? percent(after?.[field]) : text(after?.[field]),
			}),
		);
	}
	if (action === "external_fund.decided") {
		const decision = (of: Change["before"]) => t(`externalFunds.decisions.${of?.decision as "pending"}`);
		return [
			t("history.value", {
				field: t("externalFunds.fields.decision"),
				before: decision(before),
				after: decision(after),
			}),
		];
	}
	const receipts = Array.isArray(after?.receipts)
		? (after.receipts as { receivedOn: string; amountYen: string }[])
		: [];
	const reason = after?.reason ?? after?.adjustmentReason;
	return [
		...receipts.slice(0, 5).map(({ receivedOn, amountYen }) => `${receivedOn} ${formatYenSign(BigInt(amountYen))}`),
		...(typeof reason === "string" ? [reason] : []),
	];
}

const percent = (basisPoints: unknown) => `${formatOverheadPercent(Number(basisPoints))}%`;
