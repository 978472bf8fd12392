import type { TFunction } from "i18next";
import type { OutcomeRow } from "~/domain/outcomes/list-outcomes.server";
import { deliveredOf, RATE_NAMES, type RateName, ratesOf, type Spread } from "~/domain/outcomes/outcome";
import { formatDay, formatInteger, formatMoment, formatPercent, formatYen } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import type { OutcomeLine, OutcomeStep, RateView } from "~/ui/console/outcome-parts";

export const OUTCOMES = "/console/outcomes";

export const nameOf = (row: OutcomeRow, lang: Lang) => (lang === "ja" ? row.nameJa : row.nameEn);

/** Where the thing itself is. */
export const subjectHref = ({ kind, subjectId }: Pick<OutcomeRow, "kind" | "subjectId">) =>
	`/console/${kind}s/${subjectId}`;

export function toLine(row: OutcomeRow, lang: Lang, t: TFunction<"console">): OutcomeLine {
	const rates = ratesOf(row);
	return {
		id: `${row.kind}:${row.subjectId}`,
		href: `${OUTCOMES}/${row.kind}/${row.subjectId}`,
		name: nameOf(row, lang),
		kind: t(`outcomes.kinds.${row.kind}`),
		hub: row.hub,
		startedOn: formatDay(row.startedOn, lang),
		sent: formatInteger(row.sentCount),
		gifts: formatInteger(row.giftCount),
		kept: formatYen(row.keptYen, lang),
		...(Object.fromEntries(RATE_NAMES.map((name) => [name, rateText(name, rates[name], lang)])) as Record<
			RateName,
			string
		>),
	};
}

/** "—" where nothing can be said yet. */
export function rateText(name: RateName, value: number | null, lang: Lang): string {
	if (value === null) return "—";
	if (name === "averageYen") return formatYen(BigInt(Math.round(value)), lang);
	return name === "costPerYen" ? `${value.toFixed(2)}${lang === "ja" ? "円" : " yen"}` : formatPercent(value, 1);
}

/** From what left to who gave again, each as wide as it is many. */
export function stepsOf(row: OutcomeRow, t: TFunction<"console">): OutcomeStep[] {
	const delivered = deliveredOf(row);
	const steps: [OutcomeStep["key"], number][] =
		row.sentCount > 0
			? [
					["sent", row.sentCount],
					["delivered", delivered],
				]
			: [];
	steps.push(["visits", row.visitCount], ["donors", row.donorCount], ["again", row.againCount]);
	const most = Math.max(1, ...steps.map(([, count]) => count));
	return steps.map(([key, count]) => ({
		key,
		label: t(`outcomes.steps.${key}`),
		value: formatInteger(count),
		share: count / most,
	}));
}

export function ratesView(
	row: OutcomeRow,
	past: readonly OutcomeRow[],
	spread: Record<RateName, Spread | null>,
	lang: Lang,
	t: TFunction<"console">,
): RateView[] {
	const own = ratesOf(row);
	return RATE_NAMES.map((name) => {
		const before = past.flatMap((one) => ratesOf(one)[name] ?? []);
		const mean = before.length > 0 ? before.reduce((sum, value) => sum + value, 0) / before.length : null;
		const others = spread[name];
		const top = Math.max(own[name] ?? 0, mean ?? 0, others?.upper ?? 0) * 1.1;
		const at = (value: number | null | undefined) => (value == null || top === 0 ? null : value / top);
		return {
			name,
			label: t(`outcomes.rates.${name}`),
			definition: t(`outcomes.definitions.${name}`),
			own: rateText(name, own[name], lang),
			past: mean === null ? "—" : rateText(name, mean, lang),
			pastCount: before.length,
			others: others
				? t("outcomes.spreadText", {
						lower: rateText(name, others.lower, lang),
						middle: rateText(name, others.middle, lang),
						upper: rateText(name, others.upper, lang),
						asks: others.count,
						hubs: others.hubs,
					})
				: t("outcomes.noSpread"),
			at: {
				own: at(own[name]),
				past: at(mean),
				lower: at(others?.lower),
				middle: at(others?.middle),
				upper: at(others?.upper),
			},
		};
	});
}

export const countedAt = (row: OutcomeRow, lang: Lang) => formatMoment(row.asOf, lang);
