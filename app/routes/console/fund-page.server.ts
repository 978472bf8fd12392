import { mayDo } from "~/domain/access/authorize.server";
import type { Ctx } from "~/domain/access/ctx.server";
import { shareText } from "~/domain/funds/allocation.schema";
import { getFund } from "~/domain/funds/get-fund.server";
import { listIssuers } from "~/domain/funds/list-fund-places.server";
import { toPublicFund } from "~/domain/funds/public-fund";
import { getFundBalance } from "~/domain/spending/get-fund-balance.server";
import { formatFiscalYear, formatYenSign } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { fundTaxNotes } from "../public/fund-tax-notes.server";
import { balanceView } from "./fund-balance-view";
import { editableFields, fundHistory, fundOptions, fundValues, fundValueText, nameOf } from "./fund-view.server";

/** All a fund's page shows. */
export async function fundPage(ctx: Ctx, slug: string) {
	const { lang } = ctx;
	const t = getT(lang, "console");
	const [shown, issuers] = await Promise.all([getFund(ctx, slug), listIssuers(ctx)]);
	const { fund, hub, institution, receiptIssuer, may } = shown;
	const balance = await getFundBalance(ctx, { fundId: fund.id });
	const options = fundOptions(issuers, lang);
	const fields = editableFields(may, shown.hasGifts);
	const values = fundValues(fund);
	const text = (field: keyof typeof fund) => fundValueText(field, fund[field], options, lang);
	const notes = fundTaxNotes(toPublicFund({ ...fund, institution, receiptIssuer }, lang), lang);
	const fixed = (
		[
			["presetYen", "presetYen"],
			["use", "use"],
			["taxTreatment", "taxTreatment"],
			["taxCreditEligible", "taxCreditEligible"],
			["receiptIssuerId", "receiptIssuerId"],
			["overheadPercent", "overheadBasisPoints"],
			["minYen", "minYen"],
			["maxYen", "maxYen"],
		] as const
	).filter(([field]) => !fields.includes(field));
	return {
		title: nameOf(fund, lang),
		slug: fund.slug,
		status: fund.status,
		isLastOpen: shown.isLastOpen,
		hasGifts: shown.hasGifts,
		may,
		fields,
		values,
		revision: shown.revision,
		options,
		/** the saved values in words, to compare with after somebody else was first */
		valueTexts: fields.map((field) => ({
			field,
			label: t(`funds.fields.${field}`),
			text: fundValueText(field, values[field], options, lang),
		})),
		facts: [
			{ label: t("filters.hub"), value: hub ? `${hub.abbreviation} (${nameOf(hub, lang)})` : t("funds.programme") },
			{ label: t("funds.columns.institution"), value: nameOf(institution, lang) },
			{
				label: t("funds.kept", { year: formatFiscalYear(shown.fiscalYear, lang) }),
				value: formatYenSign(shown.keptYen),
			},
			...fixed.map(([field, column]) => ({ label: t(`funds.fields.${field}`), value: text(column) })),
		],
		balance: balanceView(balance, { fund: fund.id }, mayDo(ctx, "record", "SpendingLine", fund)),
		taxNotes: { individual: notes.individual, company: notes.company },
		previewHref: fund.status === "open" ? previewOf(hub, fund.slug, lang) : null,
		allocation: shown.allocation && {
			values: {
				allocationRuleJa: shown.allocation.allocationRuleJa,
				allocationRuleEn: shown.allocation.allocationRuleEn,
				shares: shareText(shown.allocation.shares),
			},
			revision: shown.allocation.revision,
			mayChange: shown.allocation.mayChange,
		},
		history: fundHistory(shown.changes, options, lang),
	};
}

/** The give page as donors see it; a hub that is not published has none. */
function previewOf(hub: { slug: string; published: boolean } | null, fund: string, lang: Lang): string | null {
	if (hub === null) return `/${lang}/give?fund=${fund}`;
	return hub.published ? `/${lang}/hubs/${hub.slug}/give?fund=${fund}` : null;
}
