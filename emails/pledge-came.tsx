import { formatYen } from "~/i18n/format.ts";
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
	/** the promise came, or somebody asks for a second person's word on giving up part of it */
	event: "came" | "write_off";
	/** for `write_off`: how much */
	writeOffYen: bigint;
}

export function subject(mail: PledgeCameProps): string {
	return getT(mail.lang, "mail")(mail.event === "came" ? "pledgeCame.subject" : "pledgeCame.subjectWriteOff", {
		hub: mail.hubName,
		reference: mail.reference,
	});
}

/** To the hub's officers: somebody promised to give, and waits for the hub's word. */
export function PledgeCame(mail: PledgeCameProps) {
	const t = getT(mail.lang, "mail");
	const came = mail.event === "came";
	const donor = { label: t("pledge.donor"), value: mail.donorName };
	return (
		<Shell
			mail={mail}
			title={t(came ? "pledgeCame.title" : "pledgeCame.titleWriteOff")}
			preview={t("pledgeCame.preview", { donor: mail.donorName })}
		>
			<Paragraph>
				{came
					? t("pledgeCame.lead", { hub: mail.hubName })
					: t("pledgeCame.leadWriteOff", { amount: formatYen(mail.writeOffYen, mail.lang) })}
			</Paragraph>
			<Facts facts={[donor, ...pledgeFacts({ ...mail, pageUrl: mail.url })]} />
			<Subtitle>{t("pledge.scheduleTitle")}</Subtitle>
			<Facts facts={instalmentFacts(mail)} />
			<Action href={mail.url}>{t("pledgeCame.action")}</Action>
		</Shell>
	);
}
