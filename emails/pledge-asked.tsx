import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Notice, Paragraph, Small, Steps, Subtitle } from "./_components/parts.tsx";
import { type PledgeMailProps, pledgeFacts } from "./_components/pledge-facts.ts";
import { instalmentFacts, type PledgeInstalment } from "./_components/pledge-instalments.ts";
import { Shell } from "./_components/shell.tsx";

export interface PledgeAskedProps extends PledgeMailProps {
	/** the first ones of the schedule that was asked for, and how many there are in all */
	instalments: readonly PledgeInstalment[];
	count: number;
}

export function subject(mail: PledgeMailProps): string {
	return getT(mail.lang, "mail")("pledgeAsked.subject", { hub: mail.hubName });
}

/** The promise came in; the hub confirms it, and nothing is to be paid yet. */
export function PledgeAsked(mail: PledgeAskedProps) {
	const t = getT(mail.lang, "mail");
	const { hubName: hub, institutionName } = mail;
	return (
		<Shell mail={mail} title={t("pledgeAsked.title")} preview={t("pledgeAsked.preview", { hub })}>
			<Paragraph>{t("pledgeAsked.lead", { hub })}</Paragraph>
			<Facts facts={pledgeFacts(mail)} />
			<Subtitle>{t("pledge.scheduleTitle")}</Subtitle>
			<Facts facts={instalmentFacts(mail)} />
			<Subtitle>{t("pledgeAsked.nextTitle")}</Subtitle>
			<Steps
				steps={[
					t("pledgeAsked.stepConfirm", { hub }),
					t("pledgeAsked.stepRemind"),
					t("pledgeAsked.stepReceipt", { institution: institutionName ?? hub }),
				]}
			/>
			<Notice>{t("pledgeAsked.notYet")}</Notice>
			<Action href={mail.pageUrl}>{t("pledge.action")}</Action>
			<Small>{t("pledge.promise")}</Small>
			<Small>{t("common.privateLink")}</Small>
		</Shell>
	);
}
