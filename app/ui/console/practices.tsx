import { formatDay, formatFiscalYear, formatInteger, formatYen } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

type Kind = "sufficiency_plan" | "pledge_letter" | "campaign" | "story" | "report";

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
	| { kind: "pledge_letter"; pledges: number; promisedYen: string; paidYen: string }
	| { kind: "story"; publishedOn: string }
	| { kind: "campaign" | "report"; outcome: OutcomeSums | null };
type OutcomeSums = {
	sent: number;
	gifts: number;
	donors: number;
	keptYen: string;
	again: number;
	againRipe: number;
	costYen: string;
};

/** What came of it until it was offered: sums of the ledger and of pledges, never a person. */
export function PracticeResultsView({ results }: { results: Results }) {
	const t = useT("console");
	const lang = useLang();
	if (results.kind === "story") {
		return (
			<Section title={t("practices.results")}>
				<p>{t("practices.publishedOn", { day: formatDay(results.publishedOn, lang) })}</p>
			</Section>
		);
	}
	if ("outcome" in results) return <OutcomeResults outcome={results.outcome} />;
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

function OutcomeResults({ outcome }: { outcome: OutcomeSums | null }) {
	const t = useT("console");
	const lang = useLang();
	return (
		<Section title={t("practices.results")} note={t("practices.outcomeNote")}>
			<PlainTable
				label={t("practices.results")}
				empty={t("practices.noResults")}
				columns={[
					{ label: t("outcomes.steps.sent"), number: true },
					{ label: t("outcomes.steps.donors"), number: true },
					{ label: t("outcomes.columns.gifts"), number: true },
					{ label: t("outcomes.columns.kept"), number: true },
					{ label: t("outcomes.facts.cost"), number: true },
					{ label: t("outcomes.steps.again"), number: true },
				]}
				rows={
					outcome === null
						? []
						: [
								{
									key: "outcome",
									cells: [
										formatInteger(outcome.sent),
										formatInteger(outcome.donors),
										formatInteger(outcome.gifts),
										formatYen(BigInt(outcome.keptYen), lang),
										formatYen(BigInt(outcome.costYen), lang),
										`${formatInteger(outcome.again)} / ${formatInteger(outcome.againRipe)}`,
									],
								},
							]
				}
			/>
		</Section>
	);
}

type PlanCost = { fiscalYear: number; use: string; label: string; amountYen: string };
type Content =
	| { kind: "sufficiency_plan"; firstFiscalYear: number; lastFiscalYear: number; costs: readonly PlanCost[] }
	| { kind: "pledge_letter"; titleJa: string; titleEn: string; bodyJa: string; bodyEn: string }
	| {
			kind: "campaign";
			titleJa: string;
			titleEn: string;
			summaryJa: string;
			summaryEn: string;
			storyJa: string;
			storyEn: string;
	  }
	| {
			kind: "story";
			titleJa: string;
			titleEn: string;
			leadJa: string;
			leadEn: string;
			bodyJa: string;
			bodyEn: string;
	  }
	| { kind: "report"; titleJa: string; titleEn: string; blocks: readonly unknown[] };

/** The words of what is offered, by language. */
function wordsOf(
	content: Exclude<Content, { kind: "sufficiency_plan" }>,
): { lang: "ja" | "en"; title: string; body: string }[] {
	const of = (lang: "ja" | "en", title: string, ...body: string[]) => ({
		lang,
		title,
		body: body.filter(Boolean).join("\n\n"),
	});
	switch (content.kind) {
		case "pledge_letter":
			return [of("ja", content.titleJa, content.bodyJa), of("en", content.titleEn, content.bodyEn)];
		case "campaign":
			return [
				of("ja", content.titleJa, content.summaryJa, content.storyJa),
				of("en", content.titleEn, content.summaryEn, content.storyEn),
			];
		case "story":
			return [
				of("ja", content.titleJa, content.leadJa, content.bodyJa),
				of("en", content.titleEn, content.leadEn, content.bodyEn),
			];
		case "report": {
			const words = (lang: "Ja" | "En") => content.blocks.flatMap((block) => textsIn(block, lang));
			return [of("ja", content.titleJa, ...words("Ja")), of("en", content.titleEn, ...words("En"))];
		}
	}
}

/** What its writers wrote in one language, in their order. */
function textsIn(value: unknown, lang: "Ja" | "En"): string[] {
	if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, lang));
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([name, one]) =>
		typeof one === "string" ? (name.endsWith(lang) && one !== "" ? [one] : []) : textsIn(one, lang),
	);
}

/** What is offered: a plan's lines by year, or a letter's words. */
export function PracticeContentView({ content }: { content: Content }) {
	const t = useT("console");
	const lang = useLang();
	if (content.kind !== "sufficiency_plan") {
		const words = wordsOf(content).filter(({ body }) => body !== "");
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
