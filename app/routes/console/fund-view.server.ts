import type { Change } from "~/domain/audit/list-changes.server";
import { FUND_TERMS, FUND_WORDS, type FundField, type FundFormField, formFieldOf } from "~/domain/funds/fund.schema";
import { formatOverheadPercent } from "~/domain/funds/overhead-percent";
import { TAX_TREATMENTS } from "~/domain/institutions/tax-note";
import { USES } from "~/domain/ledger/kinds";
import { formatInteger, formatMoment } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { ChangeLine } from "~/ui/console/change-history";
import type { FundOptions } from "~/ui/console/fund-fields";

type Issuer = { id: string; nameJa: string; nameEn: string };
export const nameOf = (row: { nameJa: string; nameEn: string }, lang: Lang) =>
	lang === "ja" ? row.nameJa : row.nameEn;

/** What somebody may fill in on a fund that is there. */
export function editableFields(may: { change: boolean; changeTerms: boolean }, hasGifts: boolean): FundFormField[] {
	const fields: FundField[] = [
		...(may.change ? FUND_WORDS : []),
		...(may.change || may.changeTerms ? (["presetYen"] as const) : []),
		...(may.changeTerms ? FUND_TERMS.filter((field) => field !== "use" || !hasGifts) : []),
	];
	return fields.map(formFieldOf);
}

export function fundOptions(issuers: readonly Issuer[], lang: Lang): FundOptions {
	const t = getT(lang, "console");
	return {
		uses: USES.map((value) => ({ value, label: t(`uses.${value}`) })),
		taxTreatments: TAX_TREATMENTS.map((value) => ({ value, label: t(`taxTreatments.${value}`) })),
		issuers: issuers.map((issuer) => ({ value: issuer.id, label: nameOf(issuer, lang) })),
	};
}

type FundRow = Record<"nameJa" | "nameEn" | "purposeJa" | "purposeEn" | "use" | "taxTreatment", string> & {
	sortOrder: number;
	presetYen: bigint[];
	taxCreditEligible: boolean;
	receiptIssuerId: string | null;
	overheadBasisPoints: number;
	minYen: bigint;
	maxYen: bigint;
};

/** A fund as its form shows it. */
export function fundValues(fund: FundRow): Record<FundFormField, string> {
	const { nameJa, nameEn, purposeJa, purposeEn, use, taxTreatment } = fund;
	return {
		nameJa,
		nameEn,
		purposeJa,
		purposeEn,
		use,
		taxTreatment,
		sortOrder: String(fund.sortOrder),
		presetYen: fund.presetYen.map(formatInteger).join("\n"),
		taxCreditEligible: fund.taxCreditEligible ? "on" : "",
		receiptIssuerId: fund.receiptIssuerId ?? "",
		overheadPercent: formatOverheadPercent(fund.overheadBasisPoints),
		minYen: formatInteger(fund.minYen),
		maxYen: formatInteger(fund.maxYen),
	};
}

/** What was sent, given back after an error; several values of a name never come from this form. */
export function sentValues(sent: FormData): Record<string, string> {
	return Object.fromEntries([...sent].filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** A value of a fund in words, for its facts, its history and its differences. */
export function fundValueText(field: string, value: unknown, options: FundOptions, lang: Lang): string {
	const t = getT(lang, "console");
	const labelOf = (list: FundOptions["uses"]) => list.find((one) => one.value === value)?.label ?? String(value);
	if (field === "receiptIssuerId")
		return value === null || value === "" ? t("funds.otherBody") : labelOf(options.issuers);
	if (field === "use") return labelOf(options.uses);
	if (field === "taxTreatment") return labelOf(options.taxTreatments);
	if (field === "taxCreditEligible") return value === true || value === "on" ? t("funds.yes") : t("funds.no");
	if (field === "overheadBasisPoints") return `${formatOverheadPercent(Number(value))}%`;
	if (Array.isArray(value))
		return value.map((one) => formatInteger(BigInt(String(one)))).join(" / ") || t("funds.nothing");
	if ((field === "minYen" || field === "maxYen") && /^\d+$/.test(String(value)))
		return formatInteger(BigInt(String(value)));
	return String(value ?? "") || t("funds.nothing");
}

export function fundHistory(changes: readonly Change[], options: FundOptions, lang: Lang): ChangeLine[] {
	const t = getT(lang, "console");
	return changes.map((change) => ({
		...changeHead(change, lang),
		values: Object.entries(change.before === null ? {} : (change.after ?? {})).map(([field, after]) =>
			t("history.value", {
				field: t(`funds.fields.${formFieldOf(field as FundField)}`),
				before: fundValueText(field, change.before?.[field], options, lang),
				after: fundValueText(field, after, options, lang),
			}),
		),
	}));
}

/** When, who and what: the same for every history. */
export function changeHead(change: Change, lang: Lang) {
	const t = getT(lang, "console");
	const action = change.action.replace(".", "_");
	return {
		id: change.id.toString(),
		at: formatMoment(change.at, lang),
		actor: change.actorKind === "job" ? t("history.system") : (change.actor ?? change.actorKind),
		action: t(`history.actions.${action as "fund_changed"}`),
	};
}

/** What the domain refuses of the shares, as an error beside their field: its key with its values. */
export const sharesError = ({ personKey, params }: { personKey: string; params: Record<string, string | number> }) =>
	`${personKey}?${new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]))}`;
