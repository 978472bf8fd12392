import type { TFunction } from "i18next";
import { formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

interface PersonResult {
	kind: "individual";
	given: { giftYen: bigint; incomeYen: bigint; taxableYen: bigint };
	countedYen: bigint;
	capYen: bigint;
	deduction: { deductionYen: bigint; ratePercent: number; savedYen: bigint };
	credit: { creditYen: bigint; limitYen: bigint; limited: boolean; savedYen: bigint } | null;
	local: { countedYen: bigint; mostYen: bigint };
	better: "deduction" | "credit";
	fromYen: bigint;
	toYen: bigint;
}

interface CompanyResult {
	kind: "company";
	given: { capitalYen: bigint; profitYen: bigint };
	limits: { specialYen: bigint; generalYen: bigint } | null;
	fromYen: bigint;
	toYen: bigint;
}

export type TaxResult = PersonResult | CompanyResult;

interface Step {
	name: string;
	how: string;
	yen: bigint;
}

/** The answer as a range, how it came about line by line, and what it does not know. */
export function TaxEstimateResult({ result, lang }: { result: TaxResult; lang: Lang }) {
	const t = useT("public");
	const { headline, text, steps, better } =
		result.kind === "individual" ? personWords(result, t, lang) : companyWords(result, t, lang);
	return (
		// biome-ignore lint/a11y/noAutofocus: the page was opened for this answer; without script nothing else can lead there
		<section className="card border-primary" aria-labelledby="result" tabIndex={-1} autoFocus>
			<h2 id="result" className="text-base text-ink-soft">
				{t("estimate.resultHeading")}
			</h2>
			<p className="mt-2 font-serif text-2xl leading-snug font-semibold sm:text-3xl">{headline}</p>
			<p className="mt-3">{text}</p>
			{steps.length > 0 ? (
				<>
					<h3 className="mt-6">{t("estimate.formulaHeading")}</h3>
					<dl className="mt-3 grid gap-3">
						{steps.map(({ name, how, yen }) => (
							<div key={name} className="grid grid-cols-[1fr_auto] items-baseline gap-x-6 border-t border-line pt-3">
								<dt className="font-semibold">{name}</dt>
								<dd className="figure text-lg">{formatYen(yen, lang)}</dd>
								<dd className="hint col-span-2">{how}</dd>
							</div>
						))}
					</dl>
				</>
			) : null}
			{better === null ? null : <p className="mt-4 font-semibold">{better}</p>}
			<p className="hint mt-5">{t("estimate.notIncluded")}</p>
			<p className="mt-2 font-semibold">{t("estimate.office")}</p>
		</section>
	);
}

function personWords(result: PersonResult, t: TFunction<"public">, lang: Lang) {
	const { given, countedYen, capYen, deduction, credit, local, fromYen, toYen } = result;
	const money = (yen: bigint) => formatYen(yen, lang);
	const range = { from: money(fromYen), to: money(toYen) };
	const nothing = toYen === 0n;
	const steps: Step[] = [
		{
			name: t("estimate.steps.counted"),
			how: t("estimate.steps.countedText", {
				gift: money(given.giftYen),
				income: money(given.incomeYen),
				cap: money(capYen),
			}),
			yen: countedYen,
		},
		{
			name: t("estimate.steps.deduction"),
			how: t("estimate.steps.deductionText", { counted: money(countedYen) }),
			yen: deduction.deductionYen,
		},
		{
			name: t("estimate.steps.saved"),
			how: t("estimate.steps.savedText", { taxable: money(given.taxableYen), rate: deduction.ratePercent }),
			yen: deduction.savedYen,
		},
	];
	if (credit !== null) {
		const values = { counted: money(countedYen), limit: money(credit.limitYen) };
		const how = credit.limited ? t("estimate.steps.creditLimited", values) : t("estimate.steps.creditText", values);
		steps.push(
			{ name: t("estimate.steps.credit"), how, yen: credit.creditYen },
			{
				name: t("estimate.steps.creditSaved"),
				how: t("estimate.steps.creditSavedText", { credit: money(credit.creditYen) }),
				yen: credit.savedYen,
			},
		);
	}
	steps.push({
		name: t("estimate.steps.local"),
		how: t("estimate.steps.localText", { counted: money(local.countedYen) }),
		yen: local.mostYen,
	});
	return {
		headline: nothing
			? t("estimate.personNone")
			: fromYen === toYen
				? t("estimate.personOne", range)
				: t("estimate.personRange", range),
		text: nothing ? t("estimate.noneText") : t("estimate.personText"),
		steps: nothing ? [] : steps,
		better: credit === null || nothing ? null : t(`estimate.better.${result.better}`),
	};
}

function companyWords(result: CompanyResult, t: TFunction<"public">, lang: Lang) {
	const { given, limits, fromYen, toYen } = result;
	const money = (yen: bigint) => formatYen(yen, lang);
	const range = { from: money(fromYen), to: money(toYen) };
	const values = { capital: money(given.capitalYen), profit: money(given.profitYen) };
	const steps: Step[] =
		limits === null
			? []
			: [
					{ name: t("estimate.steps.special"), how: t("estimate.steps.specialText", values), yen: limits.specialYen },
					{ name: t("estimate.steps.general"), how: t("estimate.steps.generalText", values), yen: limits.generalYen },
				];
	return {
		headline: fromYen === toYen ? t("estimate.companyOne", range) : t("estimate.companyRange", range),
		text: limits === null ? t("estimate.companyFull") : t("estimate.companySpecial"),
		steps,
		better: null,
	};
}
