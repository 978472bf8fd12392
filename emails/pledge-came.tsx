import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Paragraph, Subtitle } from "./_components/parts.tsx";
import { type PledgeMailProps, pledgeFacts } from "./_components/pledge-facts.ts";
import { instalmentFacts, type PledgeInstalment } from "./_components/pledge-instalments.ts";
import { Shell } from "./_components/shell.tsx";

export interface PledgeCameProps extends Omit<PledgeMailProps, "pageUrl"> {
	instalments: readonly PledgeInstalment[];
	count: number;
	/** the pledge in the console */
	url: string;
}

export function subject(mail: PledgeCameProps): string {
	return getT(mail.lang, "mail")("pledgeCame.subject", { hub: mail.hubName, reference: mail.reference });
}

/** To the hub's officers: somebody promised to give, and waits for the hub's word. */
export function PledgeCame(mail: PledgeCameProps) {
	const t = getT(mail.lang, "mail");
	const donor = { label: t("pledge.donor"), value: mail.donorName };
	return (
		<Shell mail={mail} title={t("pledgeCame.title")} preview={t("pledgeCame.preview", { donor: mail.donorName })}>
			<Paragraph>{t("pledgeCame.lead", { hub: mail.hubName })}</Paragraph>
			<Facts facts={[donor, ...pledgeFacts({ ...mail, pageUrl: mail.url })]} />
			<Subtitle>{t("pledge.scheduleTitle")}</Subtitle>
			<Facts facts={instalmentFacts(mail)} />
			<Action href={mail.url}>{t("pledgeCame.action")}</Action>
		</Shell>
	);
}
