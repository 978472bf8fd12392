import { HUB_INDICATORS } from "~/domain/evaluations/finding.status";
import type { getFollowUp } from "~/domain/evaluations/get-follow-up.server";
import { formatDayShort, formatMoment } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { nameOf } from "./fund-view.server";

type FollowUp = Awaited<ReturnType<typeof getFollowUp>>;

const dayOf = (day: Date) => day.toISOString().slice(0, 10);

/** A hub's follow-up as its page shows it. @param today  JST day: what is due before it is late */
export function toFollowUpView({ hub, evaluations, findings, indicators, may }: FollowUp, lang: Lang, today: string) {
	const t = getT(lang, "console");
	const day = (value: Date | null) => (value ? formatDayShort(dayOf(value), lang) : null);
	const years = [...new Set(indicators.map((one) => one.fiscalYear))].sort((a, b) => a - b);
	return {
		title: t("followUp.hubTitle", { hub: hub.abbreviation }),
		slug: hub.slug,
		hubName: nameOf(hub, lang),
		may,
		evaluations: evaluations.map((one) => ({
			id: one.id,
			kind: t(`followUp.evaluationKinds.${one.kind}` as "followUp.evaluationKinds.site_visit"),
			title: one.title,
			summary: one.summary,
			heldOn: day(one.heldOn) ?? "",
			fileName: one.fileKey === null ? null : one.fileName,
		})),
		findings: findings.map((one) => ({
			id: one.id,
			kind: t(`followUp.findingKinds.${one.kind}` as "followUp.findingKinds.advice"),
			status: one.status as "open" | "answered" | "closed",
			text: one.text,
			dueOn: day(one.dueOn),
			late: one.status === "open" && one.dueOn !== null && dayOf(one.dueOn) < today,
			from: one.evaluation?.title ?? null,
			responses: one.responses.map((response) => ({
				id: response.id,
				text: response.text,
				status: response.status as "open" | "answered" | "closed",
				by: response.actorName,
				at: formatMoment(response.at, lang),
			})),
		})),
		years,
		indicators: HUB_INDICATORS.filter((name) => indicators.some((one) => one.indicator === name)).map((name) => ({
			name,
			label: t(`followUp.indicators.${name}`),
			unit: name === "principal_investigators" ? ("count" as const) : ("percent" as const),
			points: years.map((year) => {
				const found = indicators.find((one) => one.indicator === name && one.fiscalYear === year);
				return { year, value: found?.value ?? null, target: found?.target ?? null, source: found?.source ?? "" };
			}),
		})),
	};
}
export type FollowUpView = ReturnType<typeof toFollowUpView>;
