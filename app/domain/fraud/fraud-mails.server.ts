import { env } from "~/platform/env.server";
import { renderMail } from "~emails/index";
import { mailFrame } from "../mails/mail-frame.server";
import type { MailRenderers } from "../mails/mail-to-render";
import { makeCode } from "./challenge.server";

export const fraudMails: MailRenderers = {
	"give-code": async (ctx, mail) => {
		const code = mail.subjectId === null ? null : await makeCode(ctx, mail.subjectId);
		if (code === null) return null;
		return renderMail("give-code", { ...(await mailFrame(ctx, mail, { because: "asked" })), code });
	},
	"decline-alarm": async (ctx, mail) => {
		const alarm = mail.subjectId ? await ctx.db.declineAlarm.findUnique({ where: { id: mail.subjectId } }) : null;
		if (!alarm || alarm.closedAt) return null;
		const { declined, attempts } = alarm;
		const url = `${env.APP_URL}/console/settings/blocks`;
		return renderMail("decline-alarm", {
			...(await mailFrame(ctx, mail, { because: "staff" })),
			declined,
			attempts,
			url,
		});
	},
};
