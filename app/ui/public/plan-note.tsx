import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

export interface PlanNoteView {
	unit: "month" | "year";
	status: "pending" | "active" | "paused" | "past_due" | "cancelled";
	amountYen: bigint;
	/** YYYY-MM-DD; null while none comes */
	nextChargeOn: string | null;
}

/** What comes after a gift that was the first of many. */
export function PlanNote({ plan, lang }: { plan: PlanNoteView; lang: Lang }) {
	const t = useT("public");
	const { status, nextChargeOn } = plan;
	const amount = formatYen(plan.amountYen, lang);
	if (status === "pending") return null;
	return (
		<section className="notice grid gap-3" aria-labelledby="plan">
			<h2 id="plan" className="text-lg">
				{t("thanks.plan.heading")}
			</h2>
			<p className="font-semibold">
				{t(`thanks.plan.every.${plan.unit}`)} {amount}
			</p>
			{status === "active" && nextChargeOn !== null ? (
				<p>{t("thanks.plan.next", { day: formatDay(nextChargeOn, lang), amount })}</p>
			) : null}
			{status === "active" ? null : <p>{t(`thanks.plan.${status}`)}</p>}
			<p>
				<a className="link" href={`/portal?lang=${lang}`}>
					{t("thanks.plan.portal")}
				</a>
			</p>
		</section>
	);
}
