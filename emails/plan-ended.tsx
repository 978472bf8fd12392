import { formatDay } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Paragraph, Small, WrittenLink } from "./_components/parts.tsx";
import { type PlanMailProps, planFacts } from "./_components/plan-facts.ts";
import { Shell } from "./_components/shell.tsx";

export interface PlanEndedProps extends PlanMailProps {
	/** `YYYY-MM-DD` in Japan */
	endedOn: string;
	/** `asked`: by the donor or, for them, by the office */
	why: "asked" | "payment_failed";
	/** the give page, for who wants to give again; null when there is none any more */
	giveUrl: string | null;
}

export function subject(mail: PlanEndedProps): string {
	return getT(mail.lang, "mail")("planEnded.subject", { hub: mail.hubName });
}

/** Plainly: nothing more is charged, why, and thanks for what was given. */
export function PlanEnded(mail: PlanEndedProps) {
	const t = getT(mail.lang, "mail");
	const day = formatDay(mail.endedOn, mail.lang);
	return (
		<Shell mail={mail} title={t("planEnded.title")} preview={t("planEnded.preview", { day })}>
			<Paragraph>{t(`planEnded.lead.${mail.why}`, { hub: mail.hubName, day })}</Paragraph>
			<Paragraph>{t("planEnded.nothing")}</Paragraph>
			<Facts facts={planFacts({ ...mail, nextChargeOn: null })} />
			<Paragraph>{t("planEnded.thanks", { hub: mail.hubName })}</Paragraph>
			{mail.giveUrl === null ? null : <Action href={mail.giveUrl}>{t("planEnded.action")}</Action>}
			<Small>
				{t("planEnded.records")} <WrittenLink href={mail.portalUrl} />
			</Small>
		</Shell>
	);
}
