import { formatInteger, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { Figure } from "./figure.tsx";
import { GoalBar, goalSentence } from "./goal-bar.tsx";
import { type SupportView, timeLeft } from "./support-texts.ts";

export interface HubProgressProps {
	fiscalYear: number;
	lang: Lang;
	hub: { goalYen: bigint | null; support: SupportView };
	gifts: { grossYen: bigint; refundedYen: bigint; keptYen: bigint };
	donors: { thisYear: number; ever: number };
}

/** This fiscal year's gifts against the published goal, the donors, and the time left. */
export function HubProgress({ fiscalYear, lang, hub, gifts, donors }: HubProgressProps) {
	const t = useT("public");
	const left = timeLeft(hub.support, t, lang);
	const people = (number: number) => t("hub.donorsValue", { number: formatInteger(number) });
	return (
		<section className="card" aria-labelledby="progress">
			<h2 id="progress" className="text-lg">
				{t("hub.progressHeading", { year: fiscalYear })}
			</h2>
			<p className="figure mt-2 text-4xl font-semibold">{formatYen(gifts.keptYen, lang)}</p>
			<div className="mt-4 grid gap-2">
				{hub.goalYen === null ? (
					<p>{t("hub.noGoal", { year: fiscalYear })}</p>
				) : (
					<>
						<GoalBar keptYen={gifts.keptYen} goalYen={hub.goalYen} tall />
						<p>{goalSentence(gifts.keptYen, hub.goalYen, t, lang)}</p>
					</>
				)}
			</div>
			<dl className="mt-6 grid grid-cols-2 gap-6 sm:grid-cols-3">
				<Figure label={t("hub.donors")} value={people(donors.thisYear)} />
				<Figure label={t("hub.donorsEver")} value={people(donors.ever)} />
				{left === null ? null : <Figure label={t("hub.timeLeft")} value={left} />}
			</dl>
			<p className="hint mt-5">
				{t("hub.progressNote", { year: fiscalYear })}{" "}
				{gifts.refundedYen > 0n
					? t("hub.refundedNote", {
							gross: formatYen(gifts.grossYen, lang),
							refunded: formatYen(gifts.refundedYen, lang),
						})
					: null}
			</p>
		</section>
	);
}
