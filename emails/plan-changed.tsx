import { formatDay, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Notice, Paragraph } from "./_components/parts.tsx";
import { type PlanMailProps, planFacts } from "./_components/plan-facts.ts";
import { Shell } from "./_components/shell.tsx";

export interface PlanChangedProps extends PlanMailProps {
	change:
		| { action: "amount"; beforeYen: bigint; afterYen: bigint }
		| { action: "pause"; until: string | null }
		| { action: "resume" }
		| { action: "card" };
	/** the donor did it; otherwise staff or Stripe did */
	byDonor: boolean;
}

export function subject(mail: PlanChangedProps): string {
	return getT(mail.lang, "mail")(`planChanged.subject.${mail.change.action}`, { hub: mail.hubName });
}

/** What was changed and what follows; who did not ask for it learns where to object. */
export function PlanChanged(mail: PlanChangedProps) {
	const t = getT(mail.lang, "mail");
	const text = textOf(mail);
	return (
		<Shell mail={mail} title={t(`planChanged.title.${mail.change.action}`)} preview={text}>
			<Paragraph>{text}</Paragraph>
			<Facts facts={planFacts(mail)} />
			{mail.byDonor ? null : <Notice>{t("planChanged.notYou")}</Notice>}
			<Action href={mail.portalUrl}>{t("plan.action")}</Action>
		</Shell>
	);
}

function textOf({ lang, change }: PlanChangedProps): string {
	const t = getT(lang, "mail");
	switch (change.action) {
		case "amount":
			return t("planChanged.text.amount", {
				before: formatYen(change.beforeYen, lang),
				after: formatYen(change.afterYen, lang),
			});
		case "pause":
			return change.until === null
				? t("planChanged.text.pauseOpen")
				: t("planChanged.text.pause", { day: formatDay(change.until, lang) });
		case "resume":
			return t("planChanged.text.resume");
		default:
			return t("planChanged.text.card");
	}
}
