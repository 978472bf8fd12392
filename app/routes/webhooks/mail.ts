import { createHash, timingSafeEqual } from "node:crypto";
import type { ActionFunctionArgs } from "@remix-run/node";
import { jobContext } from "~/domain/access/ctx.server";
import { receiveMailNotice } from "~/domain/mail-care/receive-mail-notice.server";
import { env } from "~/platform/env.server";
import { AppError, notFound } from "~/platform/errors";
import { readBytes } from "~/platform/http/form.server";
import { refuseMethod } from "./receive-webhook.server";

/** A returned mail of ours is well under 100 kB; what a server adds is little. */
const MAX_BYTES = 1_000_000;

/** The mail server pipes what comes to the bounce mailbox here, each mail as it is: docs/operations/mail.md. */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
	const secret = env.MAIL_WEBHOOK_SECRET;
	if (secret === undefined) throw notFound("page", "here");
	if (request.method !== "POST") throw refuseMethod();
	if (!isSame(bearerOf(request), secret)) {
		throw new AppError({ code: "unauthenticated", status: 401, logMessage: "the bounce mailbox gave another secret" });
	}
	if (!/^message\/(?:rfc822|global)\b/i.test(request.headers.get("content-type") ?? "")) {
		throw new AppError({ code: "not_a_mail", status: 415, logMessage: "the bounce mailbox sent no message/rfc822" });
	}
	const raw = await readBytes(request, MAX_BYTES);
	const told = await receiveMailNotice(await jobContext("mail-webhook", { requestId: context.requestId }), { raw });
	return Response.json(told, { headers: { "Cache-Control": "no-store" } });
}

export function loader() {
	throw refuseMethod();
}

function bearerOf(request: Request): string {
	return /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
}

function isSame(given: string, secret: string): boolean {
	const digest = (text: string) => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(given), digest(secret));
}
