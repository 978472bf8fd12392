import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { Ripples } from "../wordmark.tsx";

export interface PlanRepairProps {
	lang: Lang;
	/** this page's own address */
	path: string;
	unit: "month" | "year";
	status: "pending" | "active" | "paused" | "past_due" | "cancelled";
	amountYen: bigint;
	openYen: bigint | null;
	/** when it is tried again, written out */
	retryAt: string | null;
	nextChargeOn: string | null;
	card: string | null;
	hub: { slug: string; name: string } | null;
	fund: { name: string };
	institution: { name: string };
}

/** One plan, and what its donor can put right without signing in: pay what waits, or change the card. */
export function PlanRepair(props: PlanRepairProps) {
	const { lang, status, openYen, retryAt } = props;
	const t = useT("public");
	const ended = status === "cancelled";
	return (
		<div className="page grid max-w-text gap-8 py-12">
			<header>
				<Ripples className="size-16" />
				<h1 className="mt-4">{t(`plan.states.${openYen !== null && !ended ? "past_due" : status}`)}</h1>
				<p className="mt-4 text-lg">
					{openYen === null
						? t(ended ? "plan.endedText" : "plan.fineText")
						: t("plan.openText", { amount: formatYen(openYen, lang) })}
				</p>
				{retryAt !== null && openYen !== null && !ended ? (
					<p className="mt-2">{t("plan.retry", { when: retryAt })}</p>
				) : null}
			</header>
			<div className="flex flex-wrap gap-3">
				{openYen === null ? null : <Wish {...props} wish="pay" label={t("plan.pay")} primary />}
				{ended || status === "pending" ? null : (
					<Wish {...props} wish="card" label={t("plan.changeCard")} primary={openYen === null} />
				)}
			</div>
			<Facts {...props} />
			<p className="text-sm text-ink-soft">{t("plan.stripe")}</p>
			<p>
				<a className="link" href={`/portal?lang=${lang}`}>
					{t("thanks.plan.portal")}
				</a>
			</p>
		</div>
	);
}

function Wish({ path, wish, label, primary }: PlanRepairProps & { wish: string; label: string; primary: boolean }) {
	return (
		<form method="post" action={path}>
			<input type="hidden" name="wish" value={wish} />
			<button type="submit" className={primary ? "btn btn-primary" : "btn"}>
				{label}
			</button>
		</form>
	);
}

function Facts(props: PlanRepairProps) {
	const { lang, hub, fund, institution, card, nextChargeOn } = props;
	const t = useT("public");
	const rows = [
		[t("plan.gift"), `${t(`thanks.plan.every.${props.unit}`)} ${formatYen(props.amountYen, lang)}`],
		...(hub ? [[t("thanks.hub"), hub.name]] : []),
		[t("thanks.fund"), fund.name],
		[t("thanks.recipient"), institution.name],
		...(card === null ? [] : [[t("plan.card"), card]]),
		...(nextChargeOn === null ? [] : [[t("plan.next"), formatDay(nextChargeOn, lang)]]),
	];
	return (
		<section className="card" aria-labelledby="facts">
			<h2 id="facts" className="text-lg">
				{t("plan.facts")}
			</h2>
			<dl className="mt-3">
				{rows.map(([term, value]) => (
					<div key={term} className="grid gap-x-6 border-t border-line py-2 sm:grid-cols-[11rem_1fr]">
						<dt className="text-sm text-ink-soft">{term}</dt>
						<dd>{value}</dd>
					</div>
				))}
			</dl>
		</section>
	);
}
