import { formatFiscalYear, formatInteger, formatYen } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

type Kind = "sufficiency_plan" | "pledge_letter";

export function PracticeCards({
	practices,
}: {
	practices: readonly {
		id: string;
		kind: Kind;
		hub: string;
		title: string;
		summary: string;
		offeredOn: string;
		adopted: string;
		adoptedBy: string;
	}[];
}) {
	const t = useT("console");
	if (practices.length === 0) return <p className="hint">{t("practices.none")}</p>;
	return (
		<ul className="grid gap-4 lg:grid-cols-2">
			{practices.map((one) => (
				<li key={one.id} className="rounded-sm border border-line bg-surface p-4">
					<p className="text-sm text-ink-soft">
						{one.hub} / {t(`practices.kinds.${one.kind}`)} / {one.offeredOn}
					</p>
					<h2 className="mt-1 text-lg">
						<a href={`/console/practices/${one.id}`}>{one.title}</a>
					</h2>
					<p className="mt-1 line-clamp-4 text-sm whitespace-pre-line">{one.summary}</p>
					<p className="mt-2 text-sm text-ink-soft">
						{one.adopted === "0"
							? t("practices.notYet")
							: t("practices.adoptedBy", { count: Number(one.adopted), hubs: one.adoptedBy })}
					</p>
				</li>
			))}
		</ul>
	);
}

type Results =
	| { kind: "sufficiency_plan"; years: readonly { fiscalYear: number; targetYen: string; actualYen: string }[] }
	| { kind: "pledge_letter"; pledges: number; promisedYen: string; paidYen: string };

/** What came of it until it was offered: sums of the ledger and of pledges, never a person. */
export function PracticeResultsView({ results }: { results: Results }) {
	const t = useT("console");
	const lang = useLang();
	if (results.kind === "pledge_letter") {
		return (
			<Section title={t("practices.results")} note={t("practices.letterResultsNote")}>
				<PlainTable
					label={t("practices.results")}
					empty={t("practices.noResults")}
					columns={[
						{ label: t("practices.pledges"), number: true },
						{ label: t("practices.promised"), number: true },
						{ label: t("practices.paid"), number: true },
					]}
					rows={[
						{
							key: "letter",
							cells: [
								formatInteger(results.pledges),
								formatYen(BigInt(results.promisedYen), lang),
								formatYen(BigInt(results.paidYen), lang),
							],
						},
					]}
				/>
			</Section>
		);
	}
	return (
		<Section title={t("practices.results")} note={t("practices.planResultsNote")}>
			<PlainTable
				label={t("practices.results")}
				empty={t("practices.noResults")}
				columns={[
					{ label: t("filters.fiscalYear") },
					{ label: t("practices.target"), number: true },
					{ label: t("practices.actual"), number: true },
				]}
				rows={results.years.map((year) => ({
					key: String(year.fiscalYear),
					cells: [
						formatFiscalYear(year.fiscalYear, lang),
						formatYen(BigInt(year.targetYen), lang),
						formatYen(BigInt(year.actualYen), lang),
					],
				}))}
			/>
		</Section>
	);
}

type PlanCost = { fiscalYear: number; use: string; label: string; amountYen: string };
type Content =
	| { kind: "sufficiency_plan"; firstFiscalYear: number; lastFiscalYear: number; costs: readonly PlanCost[] }
	| { kind: "pledge_letter"; titleJa: string; titleEn: string; bodyJa: string; bodyEn: string };

/** What is offered: a plan's lines by year, or a letter's words. */
export function PracticeContentView({ content }: { content: Content }) {
	const t = useT("console");
	const lang = useLang();
	if (content.kind === "pledge_letter") {
		const words = [
			{ title: content.titleJa, body: content.bodyJa, lang: "ja" },
			{ title: content.titleEn, body: content.bodyEn, lang: "en" },
		].filter(({ body }) => body !== "");
		return (
			<Section title={t("practices.content")}>
				{words.map((one) => (
					<div key={one.lang} lang={one.lang} className="mb-4 max-w-text rounded-sm border border-line bg-surface p-4">
						<p className="font-semibold">{one.title}</p>
						<p className="mt-2 whitespace-pre-line">{one.body}</p>
					</div>
				))}
			</Section>
		);
	}
	const { firstFiscalYear, lastFiscalYear, costs } = content;
	const years = Array.from({ length: lastFiscalYear - firstFiscalYear + 1 }, (_, index) => firstFiscalYear + index);
	const lines = [...new Set(costs.map(({ use, label }) => `${use}/${label}`))];
	return (
		<Section title={t("practices.content")} note={t("practices.planNote")}>
			<PlainTable
				label={t("practices.content")}
				empty={t("practices.none")}
				columns={[
					{ label: t("practices.use") },
					{ label: t("practices.line") },
					...years.map((year) => ({ label: formatFiscalYear(year, lang), number: true })),
				]}
				rows={lines.map((key) => {
					const of = costs.filter(({ use, label }) => `${use}/${label}` === key);
					return {
						key,
						cells: [
							t(`uses.${of[0]?.use ?? "running"}` as "uses.running"),
							of[0]?.label,
							...years.map((year) => {
								const sum = of
									.filter((line) => line.fiscalYear === year)
									.reduce((total, line) => total + BigInt(line.amountYen), 0n);
								return sum === 0n ? "–" : formatYen(sum, lang);
							}),
						],
					};
				})}
			/>
		</Section>
	);
}
