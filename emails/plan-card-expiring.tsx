import { formatMonth } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Paragraph, Small, WrittenLink } from "./_components/parts.tsx";
import { type PlanMailProps, planFacts } from "./_components/plan-facts.ts";
import { Shell } from "./_components/shell.tsx";

export interface PlanCardExpiringProps extends PlanMailProps {
	/** the last month the card works, as any day in it */
	lastMonth: string;
	/** the plan's own page, where the card is changed */
	repairUrl: string;
}

export function subject(mail: PlanCardExpiringProps): string {
	return getT(mail.lang, "mail")("planCard.subject", { hub: mail.hubName });
}

/** Before a renewal fails: the card ends soon. */
export function PlanCardExpiring(mail: PlanCardExpiringProps) {
	const t = getT(mail.lang, "mail");
	const month = formatMonth(mail.lastMonth, mail.lang);
	return (
		<Shell mail={mail} title={t("planCard.title")} preview={t("planCard.preview", { month })}>
			<Paragraph>{t("planCard.lead", { hub: mail.hubName, month })}</Paragraph>
			<Facts facts={planFacts(mail)} />
			<Paragraph>{t("planCard.what")}</Paragraph>
			<Action href={mail.repairUrl}>{t("planCard.action")}</Action>
			<Small>
				{t("plan.manage")} <WrittenLink href={mail.portalUrl} />
			</Small>
			<Small>{t("plan.privateLink")}</Small>
		</Shell>
	);
}
