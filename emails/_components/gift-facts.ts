import { formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { GiftMailProps } from "./mail-props.ts";
import type { Fact } from "./parts.tsx";

/** Who receives the gift and what it is for: the same lines in every mail. */
export function recipientFacts(mail: GiftMailProps): Fact[] {
	const t = getT(mail.lang, "mail");
	return [
		{ label: t("common.fact.institution"), value: mail.institutionName },
		// A fund of the programme is of no hub, and stands for it.
		...(mail.hubName === mail.fundName ? [] : [{ label: t("common.fact.hub"), value: mail.hubName }]),
		{ label: t("common.fact.fund"), value: mail.fundName },
	];
}

export function amountFact(mail: GiftMailProps): Fact {
	const t = getT(mail.lang, "mail");
	return { label: t("common.fact.amount"), value: formatYen(mail.amountYen, mail.lang), strong: true };
}

export function methodFact(mail: GiftMailProps): Fact {
	const t = getT(mail.lang, "mail");
	return { label: t("common.fact.method"), value: t(`common.method.${mail.method}`) };
}

export function referenceFact(mail: GiftMailProps): Fact {
	const t = getT(mail.lang, "mail");
	return { label: t("common.fact.reference"), value: mail.reference };
}
