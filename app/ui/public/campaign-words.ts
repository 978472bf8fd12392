import type { TFunction } from "i18next";
import { formatDay, formatDaysLeft, formatInteger, formatPercent, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import type { CampaignCardView, OfferView } from "./campaign-view.ts";
import { goalShare } from "./goal-bar.tsx";

type T = TFunction<"public">;

/** A campaign of the programme for more hubs than these is everybody's. */
const NAMED_HUBS = 6;

/** `1,234,000円`, `56人・団体`: how far it is, in the goal's own unit. */
export function reachedText({ goal, reached }: Pick<CampaignCardView, "goal" | "reached">, t: T, lang: Lang): string {
	return goal.kind === "yen" ? formatYen(reached, lang) : t("campaign.people", { number: formatInteger(reached) });
}

/** The sentence that says what the bar draws. */
export function goalText({ goal, reached }: Pick<CampaignCardView, "goal" | "reached">, t: T, lang: Lang): string {
	const share = goalShare(reached, goal.amount);
	const percent = formatPercent(share, share > 0 && share < 0.1 ? 1 : 0);
	const amount = goal.kind === "yen" ? formatYen(goal.amount, lang) : formatInteger(goal.amount);
	return t(`campaign.goal.${goal.kind}${reached >= goal.amount ? "Reached" : ""}`, { goal: amount, percent });
}

/** When it runs, as much as a visitor needs today. */
export function phaseText(
	campaign: Pick<CampaignCardView, "phase" | "startsOn" | "endsOn" | "daysLeft">,
	t: T,
	lang: Lang,
) {
	const { phase, startsOn, endsOn, daysLeft } = campaign;
	if (phase === "upcoming") return t("campaign.startsOn", { day: formatDay(startsOn, lang) });
	if (phase === "ended") return t("campaign.endedOn", { day: formatDay(endsOn, lang) });
	return formatDaysLeft(daysLeft ?? 0, lang);
}

/** Whose it is, in one line. */
export function whoText({ hub, hubs }: Pick<CampaignCardView, "hub" | "hubs">, t: T, lang: Lang): string {
	if (hub && hubs.length <= 1) return hub.abbreviation;
	if (hubs.length === 0 || (hub === null && hubs.length > NAMED_HUBS)) return t("campaign.programme");
	const names = hubs.slice(0, 4).map((one) => one.abbreviation);
	const more = hubs.length - names.length;
	const list = names.join(lang === "ja" ? "・" : ", ");
	return more > 0 ? t("campaign.andMore", { list, number: more }) : list;
}

export function offerText(offer: Pick<OfferView, "name" | "basisPoints">, t: T): string {
	const { name, basisPoints } = offer;
	if (basisPoints === 10_000) return t("campaign.offerSame", { name });
	return t("campaign.offerShare", { name, percent: formatPercent(basisPoints / 10_000) });
}
