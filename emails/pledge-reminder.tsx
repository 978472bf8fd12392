import { formatDay, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Paragraph, Small, Subtitle } from "./_components/parts.tsx";
import { accountFacts, type PledgeAccount, type PledgeMailProps, pledgeFacts } from "./_components/pledge-facts.ts";
import { Shell } from "./_components/shell.tsx";

export interface PledgeReminderProps extends PledgeMailProps {
	when: "before" | "after";
	dueOn: string;
	/** which part of how many */
	number: number;
	count: number;
	/** of this part, still to come */
	openYen: bigint;
	/** of this part, came already */
	paidYen: bigint;
	account: PledgeAccount | null;
}

export function subject(mail: PledgeReminderProps): string {
	const t = getT(mail.lang, "mail");
	const key = mail.when === "before" ? "pledgeReminder.subjectBefore" : "pledgeReminder.subjectAfter";
	return t(key, { hub: mail.hubName, day: formatDay(mail.dueOn, mail.lang) });
}

/** A friendly word before or after a day that was promised. It asks for nothing that did not come from the donor. */
export function PledgeReminder(mail: PledgeReminderProps) {
	const t = getT(mail.lang, "mail");
	const { hubName: hub, lang, when } = mail;
	const day = formatDay(mail.dueOn, lang);
	const open = formatYen(mail.openYen, lang);
	const before = when === "before";
	const part = [
		{ label: t("pledgeReminder.open"), value: open, strong: true },
		{ label: t("pledgeReminder.dueOn"), value: day },
		{
			label: t("pledgeReminder.part"),
			value: t("pledgeReminder.partText", { number: mail.number, count: mail.count }),
		},
		...(mail.paidYen > 0n ? [{ label: t("pledgeReminder.paid"), value: formatYen(mail.paidYen, lang) }] : []),
	];
	return (
		<Shell
			mail={mail}
			title={t(before ? "pledgeReminder.titleBefore" : "pledgeReminder.titleAfter")}
			preview={t("pledgeReminder.preview", { day, amount: open })}
		>
			<Paragraph>{t(before ? "pledgeReminder.leadBefore" : "pledgeReminder.leadAfter", { hub, day })}</Paragraph>
			<Facts facts={part} />
			<Action href={mail.pageUrl}>{t("pledgeReminder.action")}</Action>
			{mail.account ? (
				<>
					<Paragraph>{t("pledge.byTransfer")}</Paragraph>
					<Facts facts={accountFacts(mail, mail.account)} />
				</>
			) : null}
			<Paragraph>{t("pledgeReminder.crossed")}</Paragraph>
			<Subtitle>{t("pledge.title")}</Subtitle>
			<Facts facts={pledgeFacts(mail)} />
			<Small>{t("pledge.change")}</Small>
			<Small>{t("common.privateLink")}</Small>
		</Shell>
	);
}
