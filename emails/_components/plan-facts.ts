import { formatDay, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./mail-props.ts";
import type { Fact } from "./parts.tsx";

/** A plan as a mail about one of its gifts tells of it. */
export interface PlanNote {
	unit: "month" | "year";
	/** `YYYY-MM-DD` in Japan; null while none comes */
	nextChargeOn: string | null;
	/** where a donor changes or stops it */
	portalUrl: string;
}

/** What every mail about a plan knows. */
export interface PlanMailProps extends MailFrame, PlanNote {
	addressee: string;
	institutionName: string;
	hubName: string;
	fundName: string;
	amountYen: bigint;
	/** `Visa 4242`; null while Stripe has told of none */
	card: string | null;
	/** What donor and staff call this plan by. */
	reference: string;
}

/** The lines that say which plan it is. */
export function planFacts(mail: PlanMailProps): Fact[] {
	const t = getT(mail.lang, "mail");
	return [
		{
			label: t("plan.fact.amount"),
			value: t(`plan.every.${mail.unit}`, { amount: formatYen(mail.amountYen, mail.lang) }),
			strong: true,
		},
		{ label: t("common.fact.institution"), value: mail.institutionName },
		...(mail.hubName === mail.fundName ? [] : [{ label: t("common.fact.hub"), value: mail.hubName }]),
		{ label: t("common.fact.fund"), value: mail.fundName },
		...(mail.card === null ? [] : [{ label: t("plan.fact.card"), value: mail.card }]),
		...(mail.nextChargeOn === null
			? []
			: [{ label: t("plan.fact.next"), value: formatDay(mail.nextChargeOn, mail.lang) }]),
		{ label: t("common.fact.reference"), value: mail.reference },
	];
}
