import { env } from "~/platform/env.server";
import { renderMail } from "~emails/index";
import type { Ctx } from "../access/ctx.server";
import { mailFrame, mailLang } from "../mails/mail-frame.server";
import type { MailRenderers, MailToRender } from "../mails/mail-to-render";

/** What a plan must still be for its mail to be worth reading. */
const STATUS_OF = { submitted: "submitted", approved: "approved", sentBack: "draft" } as const;

export const sufficiencyPlanMails: MailRenderers = {
	"sufficiency-plan-alert": async (ctx, mail) => {
		const event = eventOf(mail);
		const plan = await readPlan(ctx, mail);
		if (!plan || plan.status !== STATUS_OF[event]) return null;
		const hubName = mailLang(mail) === "ja" ? plan.hub.nameJa : plan.hub.nameEn;
		return renderMail("sufficiency-plan-alert", {
			...(await mailFrame(ctx, mail, { because: "staff", hubName })),
			event,
			hubName,
			version: plan.version,
			planTitle: plan.title,
			firstFiscalYear: plan.firstFiscalYear,
			lastFiscalYear: plan.lastFiscalYear,
			neededYen: plan.costs.reduce((sum, { amountYen }) => sum + amountYen, 0n),
			note: event === "submitted" ? "" : plan.decisionNote,
			url: `${env.APP_URL}/console/sufficiency/${plan.hub.slug}/plans/${plan.id}`,
		});
	},
};

function eventOf({ params }: MailToRender): keyof typeof STATUS_OF {
	const { event } = params;
	if (event === "submitted" || event === "approved" || event === "sentBack") return event;
	throw new Error(`a mail about a plan names no event: ${String(event)}`);
}

function readPlan(ctx: Ctx, { subjectId }: MailToRender) {
	if (subjectId === null) return null;
	return ctx.db.sufficiencyPlan.findUnique({
		where: { id: subjectId },
		include: { hub: true, costs: { select: { amountYen: true } } },
	});
}
