import { inTransaction } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import { unavailable } from "~/platform/errors";
import { handOver, hasMailServer, type MailOutcome } from "~/platform/mail/transport.server";
import type { Ctx } from "../access/ctx.server";
import { noteSmtpBounce } from "../mail-care/note-bounce.server";
import { renderQueuedMail } from "./renderers.server";

/**
 * Sends one queued mail. The row says `sending`, with its Message-ID, before the text is handed over: a crash leaves it
 * there and it becomes `uncertain`, never a second copy.
 * @throws AppError mail_server_unavailable when the mail is still queued and the job must try again
 */
export async function sendMail(ctx: Ctx, input: { mailId: string }): Promise<void> {
	const mail = await inTransaction(ctx, (tx) => tx.mail.findUnique({ where: { id: input.mailId } }));
	// What is sent to many has a runner of its own.
	if (mail?.status !== "queued" || mail.mailingId !== null) return;
	const content = await renderQueuedMail(ctx, { ...mail, params: paramsOf(mail.params) });
	if (!content) {
		await move(ctx, mail.id, "queued", { status: "dropped", error: null });
		return;
	}
	const messageId = `<${mail.id}@${new URL(env.APP_URL).hostname}>`;
	const taken = await move(ctx, mail.id, "queued", {
		status: "sending",
		messageId,
		subject: content.subject,
		sendingAt: ctx.now,
		error: null,
	});
	if (!taken) return;
	if (!hasMailServer()) {
		const { html, text } = content;
		await move(ctx, mail.id, "sending", { status: "sent", sentAt: ctx.now, html, text });
		return;
	}
	const result = await handOver({ ...content, to: mail.toAddress, messageId });
	await settle(ctx, mail.id, result);
}

async function settle(ctx: Ctx, mailId: string, result: MailOutcome): Promise<void> {
	switch (result.outcome) {
		case "sent":
			await move(ctx, mailId, "sending", { status: "sent", sentAt: ctx.now });
			return;
		case "refused":
			await inTransaction(ctx, async (tx) => {
				await move(ctx, mailId, "sending", { status: "bounced", error: result.error });
				await noteSmtpBounce(tx, ctx, { mailId, error: result.error });
			});
			return;
		case "uncertain":
			await move(ctx, mailId, "sending", { status: "uncertain", error: result.error });
			return;
		case "later":
			await move(ctx, mailId, "sending", { status: "queued", error: result.error });
			throw unavailable("mail_server_unavailable", `mail ${mailId} waits: ${result.error}`);
	}
}

function paramsOf(params: unknown): Record<string, unknown> {
	return typeof params === "object" && params !== null && !Array.isArray(params) ? { ...params } : {};
}

type MailColumns = {
	status: string;
	messageId?: string;
	subject?: string;
	html?: string;
	text?: string;
	error?: string | null;
	sendingAt?: Date;
	sentAt?: Date;
};

async function move(ctx: Ctx, id: string, from: string, data: MailColumns): Promise<boolean> {
	const { count } = await inTransaction(ctx, (tx) => tx.mail.updateMany({ where: { id, status: from }, data }));
	return count > 0;
}
