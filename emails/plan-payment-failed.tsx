import { formatMoment } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Notice, Paragraph, Small, WrittenLink } from "./_components/parts.tsx";
import { type PlanMailProps, planFacts } from "./_components/plan-facts.ts";
import { Shell } from "./_components/shell.tsx";

export interface PlanPaymentFailedProps extends PlanMailProps {
	/** `person`: the card's issuer wants the donor to confirm; `last`: Stripe will not try again by itself */
	stage: "first" | "again" | "last" | "person";
	why: "expired_card" | "insufficient_funds" | "authentication_required" | "other";
	/** when Stripe tries again */
	retryAt: Date | null;
	/** the plan's own page, where it is repaired */
	repairUrl: string;
}

export function subject(mail: PlanPaymentFailedProps): string {
	return getT(mail.lang, "mail")(`planFailed.subject.${mail.stage}`, { hub: mail.hubName });
}

/** That a charge was refused, what happens next, and the one place where it is put right. */
export function PlanPaymentFailed(mail: PlanPaymentFailedProps) {
	const t = getT(mail.lang, "mail");
	const { stage, retryAt, lang } = mail;
	return (
		<Shell mail={mail} title={t(`planFailed.title.${stage}`)} preview={t(`planFailed.why.${mail.why}`)}>
			<Paragraph>{t("planFailed.lead", { hub: mail.hubName })}</Paragraph>
			<Paragraph>{t(`planFailed.why.${mail.why}`)}</Paragraph>
			<Facts facts={planFacts({ ...mail, nextChargeOn: null })} />
			<Paragraph>
				{stage === "last" || retryAt === null
					? t("planFailed.noRetry")
					: t(stage === "person" ? "planFailed.retryPerson" : "planFailed.retry", {
							when: formatMoment(retryAt, lang),
						})}
			</Paragraph>
			<Action href={mail.repairUrl}>{t("planFailed.action")}</Action>
			<Notice>{t("planFailed.notice")}</Notice>
			<Small>
				{t("plan.manage")} <WrittenLink href={mail.portalUrl} />
			</Small>
			<Small>{t("plan.privateLink")}</Small>
		</Shell>
	);
}
