import { formatDay, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Facts, Notice, Paragraph } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface RequestAnsweredProps extends MailFrame {
	kind: "refund" | "paper_receipt" | "erasure";
	outcome: "done" | "refused";
	/** JST day it was asked, YYYY-MM-DD */
	askedOn: string;
	amountYen: bigint | null;
	/** what the institution writes; empty when it adds nothing */
	answer: string;
	/** null once there is nothing to see there any more */
	portalUrl: string | null;
}

export function subject(mail: RequestAnsweredProps): string {
	return getT(mail.lang, "mail")(`requestAnswered.subject.${mail.kind}`);
}

/** What became of something a donor asked for in the portal. */
export function RequestAnswered(mail: RequestAnsweredProps) {
	const t = getT(mail.lang, "mail");
	const lead = t(`requestAnswered.${mail.outcome}.${mail.kind}`);
	const facts = [{ label: t("requestAnswered.askedOn"), value: formatDay(mail.askedOn, mail.lang) }];
	if (mail.amountYen !== null) {
		facts.push({ label: t("common.fact.amount"), value: formatYen(mail.amountYen, mail.lang) });
	}
	return (
		<Shell mail={mail} title={t(`requestAnswered.title.${mail.kind}`)} preview={lead}>
			<Paragraph>{lead}</Paragraph>
			<Facts facts={facts} />
			{mail.answer === "" ? null : <Notice>{mail.answer}</Notice>}
			{mail.kind === "erasure" && mail.outcome === "done" ? <Paragraph>{t("requestAnswered.kept")}</Paragraph> : null}
			{mail.portalUrl === null ? null : <Action href={mail.portalUrl}>{t("requestAnswered.action")}</Action>}
		</Shell>
	);
}
