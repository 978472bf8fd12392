import { jobContext } from "~/domain/access/ctx.server";
import { sendMail as send } from "~/domain/mails/send-mail.server";

export async function sendMail(input: { mailId: string }): Promise<void> {
	await send(await jobContext("sendMail"), input);
}
