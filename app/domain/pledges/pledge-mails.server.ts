import { z } from "zod";
import { env } from "~/platform/env.server";
import { renderMail } from "~emails/index";
import type { Ctx } from "../access/ctx.server";
import { mailFrame, mailLang } from "../mails/mail-frame.server";
import type { MailRenderers, MailToRender } from "../mails/mail-to-render";
import { addressee, donorName } from "../names/person-name";
import { pledgeAccount } from "./pledge-account";
import { pledgeUrl } from "./pledge-url.server";

/** Mails about a promise, each written from what is true when it is sent. */
export const pledgeMails: MailRenderers = {
	"pledge-asked": async (ctx, mail) => {
		const told = await read(ctx, mail);
		return told?.status === "draft" ? renderMail("pledge-asked", told) : null;
	},
	"pledge-confirmed": async (ctx, mail) => {
		const told = await read(ctx, mail);
		return told?.status === "active" ? renderMail("pledge-confirmed", told) : null;
	},
	"pledge-reminder": renderReminder,
	"pledge-came": renderCame,
};

/** To staff: a promise waits for the hub's word, or a write-off for a second person's; nothing to tell once it was given. */
async function renderCame(ctx: Ctx, mail: MailToRender) {
	const told = await read(ctx, mail, "staff");
	if (!told) return null;
	const event = mail.params.event === "write_off" ? "write_off" : "came";
	const waiting = event === "write_off" ? told.waitingYen : 0n;
	if (event === "came" ? told.status !== "draft" : waiting === null) return null;
	const url = `${env.APP_URL}/console/pledges/${mail.subjectId}`;
	return renderMail("pledge-came", { ...told, url, event, writeOffYen: waiting ?? 0n });
}

const reminderParams = z.object({ instalmentId: z.uuid(), when: z.enum(["before", "after"]) });

/** Nothing to tell when it was paid meanwhile, the schedule was changed, or somebody stopped the reminders. */
async function renderReminder(ctx: Ctx, mail: MailToRender) {
	const { instalmentId, when } = reminderParams.parse(mail.params);
	const told = await read(ctx, mail);
	if (told?.status !== "active" || told.remindersStopped) return null;
	const instalment = told.schedule.find(({ id }) => id === instalmentId);
	if (!instalment || instalment.openYen <= 0n) return null;
	const { dueOn, number, openYen, paidYen } = instalment;
	return renderMail("pledge-reminder", { ...told, count: told.schedule.length, when, dueOn, number, openYen, paidYen });
}

/** So many instalments are written out; the page has them all. */
const SHOWN = 6;

/** What all of these mails tell; null when the pledge or its donor is gone. */
async function read(ctx: Ctx, mail: MailToRender, because: "gift" | "staff" = "gift") {
	const row = mail.subjectId
		? await ctx.db.pledge.findUnique({
				where: { id: mail.subjectId },
				include: {
					donor: true,
					fund: true,
					hub: true,
					institution: { include: { givingPolicy: true } },
					instalments: { where: { current: true }, orderBy: { number: "asc" } },
					writeOffs: { where: { status: "requested" }, select: { amountYen: true } },
				},
			})
		: null;
	if (!row || row.donor.erasedAt !== null) return null;
	const lang = mailLang(mail);
	const ja = lang === "ja";
	const { donor, institution } = row;
	const name = { ...donor, donorKind: donor.kind === "company" ? ("company" as const) : ("individual" as const) };
	const of = (named: { nameJa: string; nameEn: string }) => (ja ? named.nameJa : named.nameEn);
	const hubName = of(row.hub ?? row.fund);
	const frame = await mailFrame(ctx, mail, {
		because,
		hubName,
		addressee: because === "staff" ? null : addressee(name, lang),
	});
	const schedule = row.instalments.map((one) => ({
		id: one.id,
		number: one.number,
		dueOn: one.dueOn.toISOString().slice(0, 10),
		paidYen: one.paidYen,
		openYen: one.scheduledYen - one.paidYen - one.writtenOffYen,
		amountYen: one.scheduledYen,
	}));
	return {
		...frame,
		hubName,
		status: row.status,
		/** of the write-off that waits for a second person */
		waitingYen: row.writeOffs[0]?.amountYen ?? null,
		remindersStopped: row.remindersStoppedAt !== null,
		donorName: donorName(name, lang),
		fundName: of(row.fund),
		amountYen: row.amountYen,
		reference: row.reference,
		pageUrl: pledgeUrl(lang, row.publicToken),
		account: pledgeAccount(institution.givingPolicy),
		instalments: schedule.slice(0, SHOWN),
		count: schedule.length,
		schedule,
	};
}
