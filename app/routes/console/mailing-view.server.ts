import type { StaffCtx } from "~/domain/access/ctx.server";
import { getMailing } from "~/domain/mailings/get-mailing.server";
import { listMailingMails } from "~/domain/mailings/list-mailing-mails.server";
import { mailing as states } from "~/domain/mailings/mailing.status";
import { formatInteger, formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import type { MailingMailsProps } from "~/ui/console/mailing-mails";
import { MAILINGS, nameOfMailing } from "./mailing-view";

type Asked = { mails?: "uncertain" | "bounced"; cursor?: string };
const DROPPED = ["nothing", "consent", "refused", "address", "suppressed", "cancelled"] as const;

/** One sending as its page shows it. */
export async function mailingView(ctx: StaffCtx, mailingId: string, asked: Asked) {
	const row = await getMailing(ctx, mailingId);
	const t = getT(ctx.lang, "console");
	const at = (moment: Date | null) => (moment === null ? null : formatMoment(moment, ctx.lang));
	const place = ctx.lang === "ja" ? row.institution.nameJa : row.institution.nameEn;
	const facts = [
		{ key: "purpose", value: t(`mailings.purpose.${row.purpose}` as "mailings.purpose.reports") },
		{ key: "scheduledAt", value: at(row.scheduledAt) },
		{ key: "startedAt", value: at(row.startedAt) },
		{ key: "finishedAt", value: at(row.finishedAt) },
		{ key: "rate", value: t("mailings.perMinute", { rate: row.ratePerMinute }) },
		{ key: "speed", value: row.status === "sending" ? t("mailings.perMinute", { rate: row.sentLastMinute }) : null },
		{ key: "expectedEnd", value: at(row.expectedEnd) },
		{ key: "onePerAddress", value: t(row.onePerAddress ? "mailings.yes" : "mailings.no") },
		{ key: "recipients", value: row.startedAt === null ? null : formatInteger(row.recipientCount) },
		{ key: "code", value: row.code },
	] as const;
	const works =
		row.status === "preparing" || row.status === "sending" || (row.status === "cancelled" && row.finishedAt === null);
	return {
		id: row.id,
		name: nameOfMailing(row, ctx.lang),
		place: row.hub ? `${row.hub.abbreviation} / ${place}` : place,
		status: row.status,
		started: row.startedAt !== null,
		works,
		counts: row.counts,
		total: row.recipientCount,
		leftOut: row.leftOut,
		dropped: DROPPED.flatMap((reason) =>
			row.dropped[reason] ? [t(`mailings.dropped.${reason}`, { mails: row.dropped[reason] })] : [],
		),
		trouble: row.trouble,
		troubleWords: troubleWords(),
		maySteer: row.maySteer,
		steps: steps(),
		subjectHref: row.report
			? `/console/reports/${row.report.id}`
			: row.appeal
				? `/console/appeals/${row.appeal.id}`
				: null,
		segment: row.segment ? { name: row.segment.name, href: `/console/segments/${row.segment.id}` } : null,
		facts: facts.flatMap(({ key, value }) => (value === null ? [] : [{ key, value }])),
		uncertain: await mails("uncertain"),
		bounced: await mails("bounced"),
	};

	function troubleWords(): string {
		if (row.status === "cancelled") return t("mailings.trouble.notApproved");
		if (row.status === "paused") return t("mailings.trouble.refused");
		return t("mailings.trouble.server", { at: at(row.waitsUntil) ?? "" });
	}

	function steps(): ("pause" | "resume" | "cancel")[] {
		const found: ("pause" | "resume" | "cancel")[] = [];
		if (states.canMove(row.status, "paused")) found.push("pause");
		if (row.status === "paused") found.push("resume");
		if (states.canMove(row.status, "cancelled")) found.push("cancel");
		return found;
	}

	async function mails(status: "uncertain" | "bounced"): Promise<Omit<MailingMailsProps, "kind" | "maySettle">> {
		const count = row.counts[status];
		const cursor = asked.mails === status ? asked.cursor : undefined;
		const none = { mails: [], nextCursor: null, mayRead: false };
		const found = count === 0 ? none : await listMailingMails(ctx, { mailingId, status, cursor });
		const here = `${MAILINGS}/${mailingId}`;
		return {
			count,
			mayRead: found.mayRead,
			mails: found.mails.map((mail) => ({
				id: mail.id,
				to: mail.toAddress || "–",
				donorHref: mail.donorId ? `/console/donors/${mail.donorId}` : null,
				at: at(mail.sendingAt) ?? "–",
				error: mail.error ?? "–",
			})),
			firstHref: cursor ? here : null,
			nextHref: found.nextCursor ? `${here}?mails=${status}&cursor=${found.nextCursor}` : null,
		};
	}
}
