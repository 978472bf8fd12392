import nodemailer, { type Transporter } from "nodemailer";
import { env } from "../env.server";
import { processWide } from "../process-wide";

export type OutgoingMail = {
	to: string;
	subject: string;
	html: string;
	text: string;
	/** made by us before the mail is handed over, so that it can be looked for afterwards */
	messageId: string;
};

/**
 * `sent`: the server took it. `refused`: it never will. `later`: nothing was handed over, try again.
 * `uncertain`: the line broke while the text was handed over, so nobody knows.
 */
export type MailOutcome = { outcome: "sent" } | { outcome: "refused" | "later" | "uncertain"; error: string };

/** Is there a mail server? Without one (demo mode only) mails are kept in the database. */
export function hasMailServer(): boolean {
	return Boolean(env.SMTP_URL);
}

export async function handOver(mail: OutgoingMail): Promise<MailOutcome> {
	try {
		await transporter().sendMail({ from: env.MAIL_FROM, ...mail });
		return { outcome: "sent" };
	} catch (error) {
		return judge(error as SmtpError);
	}
}

type SmtpError = Error & { code?: string; command?: string; responseCode?: number };

/** Commands up to and with RCPT come before the text: a line that breaks there has handed nothing over. */
const BEFORE_TEXT = /^(CONN|EHLO|HELO|STARTTLS|AUTH|MAIL FROM|RCPT TO|API)/i;

function judge(error: SmtpError): MailOutcome {
	const words = `${error.responseCode ?? error.code ?? ""} ${error.message}`.trim().slice(0, 500);
	if (error.responseCode) return { outcome: error.responseCode >= 500 ? "refused" : "later", error: words };
	if (error.code === "EENVELOPE" || error.code === "EMESSAGE") return { outcome: "refused", error: words };
	const before = error.code === "ECONNECTION" || error.code === "EDNS" || error.code === "EAUTH";
	if (before || (error.command && BEFORE_TEXT.test(error.command))) return { outcome: "later", error: words };
	return { outcome: "uncertain", error: words };
}

function transporter(): Transporter {
	return processWide("smtp", () =>
		nodemailer.createTransport({
			url: env.SMTP_URL,
			pool: true,
			maxConnections: 4,
			connectionTimeout: 15_000,
			greetingTimeout: 15_000,
			socketTimeout: 60_000,
			disableFileAccess: true,
			disableUrlAccess: true,
		} as Parameters<typeof nodemailer.createTransport>[0]),
	);
}
