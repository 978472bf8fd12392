import type { PlanDetail } from "~/domain/recurring/get-plan.server";
import { formatDay, formatMoment, formatYenSign } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { incomeYears, planLines } from "./plan-lines";

/** What can be asked of a plan as it stands. */
const OPEN: Record<string, readonly ("amount" | "pause" | "resume" | "stop")[]> = {
	active: ["amount", "pause", "stop"],
	past_due: ["amount", "pause", "stop"],
	paused: ["resume", "amount", "stop"],
};

/** One plan as its page shows it. */
export function planView(plan: PlanDetail, now: Date, lang: Lang) {
	const t = getT(lang, "console");
	const [line] = planLines([plan], lang);
	const years = incomeYears(now, lang);
	const day = (value: string | null) => (value === null ? "–" : formatDay(value, lang));
	const name = (row: { nameJa: string; nameEn: string }) => (lang === "ja" ? row.nameJa : row.nameEn);
	const expiry = plan.cardExpMonth === null ? "" : ` (${plan.cardExpMonth}/${plan.cardExpYear})`;
	const facts = [
		{ label: t("gifts.columns.amount"), value: `${formatYenSign(plan.amountYen)} / ${line?.unit}` },
		{ label: t("gifts.columns.fund"), value: `${line?.hub} / ${name(plan.fund)}` },
		{ label: t("plans.institution"), value: name(plan.institution) },
		{
			label: t("plans.anchor"),
			value: plan.anchorDay === 31 ? t("plans.anchorLast") : t("plans.anchorDay", { day: plan.anchorDay }),
		},
		{ label: t("plans.columns.started"), value: day(plan.startedOn) },
		{ label: t("plans.columns.next"), value: day(plan.nextChargeOn) },
		...(plan.pausedUntil ? [{ label: t("plans.pausedUntil"), value: day(plan.pausedUntil) }] : []),
		...(plan.endedOn ? [{ label: t("plans.endedOn"), value: day(plan.endedOn) }] : []),
		...(line?.trouble ? [{ label: t("plans.columns.trouble"), value: line.trouble }] : []),
		{ label: t("plans.columns.card"), value: line?.card ? `${line.card}${expiry}` : "–" },
		{ label: t("plans.columns.expected", { year: years.thisYear }), value: formatYenSign(plan.income.thisYearYen) },
		{ label: t("plans.columns.expected", { year: years.nextYear }), value: formatYenSign(plan.income.nextYearYen) },
		{ label: "Stripe", value: plan.stripeSubscriptionId ?? "–" },
	];
	return {
		id: plan.id,
		donor: line?.donor ?? "",
		status: plan.status,
		statusLabel: t(`planStatus.${plan.status}`),
		amountYen: plan.amountYen,
		facts,
		open: [...(OPEN[plan.status] ?? [])],
		gifts: plan.gifts.map((gift) => ({ ...gift, statusLabel: t(`giftStatus.${gift.status as "received"}`) })),
		invoices: plan.invoices.map((invoice) => ({
			...invoice,
			statusLabel: t(`invoiceStatus.${invoice.status as "paid"}`),
			nextAttemptAt: invoice.nextAttemptAt && formatMoment(invoice.nextAttemptAt, lang),
		})),
		changes: plan.changes.map((change) => ({
			id: change.id,
			what: t(`plans.actions.${change.action as "amount"}`),
			status: change.status,
			statusLabel: t(`changeStatus.${change.status as "applied"}`),
			who: t(`plans.actors.${change.actorKind as "donor"}`),
			facts: factsText(change.before, change.after, lang),
			reason: change.reason === "pause_over" ? t("plans.pauseOver") : change.reason,
			error: change.error,
			at: formatMoment(change.requestedAt, lang),
		})),
	};
}

/** `¥3,000 → ¥5,000`; days as they are written. */
function factsText(before: Record<string, unknown>, after: Record<string, unknown>, lang: Lang): string {
	const amount = (value: unknown) =>
		typeof value === "string" && /^\d+$/.test(value) ? formatYenSign(BigInt(value)) : "";
	if ("amountYen" in after) return [amount(before.amountYen), amount(after.amountYen)].filter(Boolean).join(" → ");
	if ("card" in after) return `${before.card ?? ""} → ${after.card ?? ""}`;
	const until = after.pausedUntil;
	return typeof until === "string" ? getT(lang, "console")("plans.until", { day: formatDay(until, lang) }) : "";
}
