import { Readable } from "node:stream";
import nodemailer, { type SendMailOptions, type Transporter } from "nodemailer";
import type MailMessage from "nodemailer/lib/mailer/mail-message";
import { env } from "../env.server";
import { processWide } from "../process-wide";

export type OutgoingMail = {
	to: string;
	subject: string;
	html: string;
	text: string;
	/** made by us before the mail is handed over, so that it can be looked for afterwards */
	messageId: string;
	/** in whose name; MAIL_FROM when absent */
	from?: string;
	replyTo?: string;
	headers?: Record<string, string>;
	/** where a mail that cannot be delivered is returned to; the sender when absent */
	envelopeFrom?: string;
	/** gives the mail up: what is being read by the server is then uncertain */
	signal?: AbortSignal;
};

/**
 * `sent`: the server took it. `refused`: it never will. `later`: nothing was handed over, try again; `answered` when the
 * server said so itself, and was not merely out of reach. `uncertain`: the line broke while the text was handed over, so
 * nobody knows.
 */
export type MailOutcome =
	| { outcome: "sent" }
	| { outcome: "refused" | "uncertain"; error: string }
	| { outcome: "later"; error: string; answered: boolean };

const state = processWide("mail", () => ({ url: env.SMTP_URL ?? null, transporter: null as Transporter | null }));

/** Is there a mail server? Without one (demo mode only) mails are kept in the database. */
export function hasMailServer(): boolean {
	return state.url !== null;
}

/** Points this process at another mail server, or at none; for tests. */
export function pointAtMailServer(url: string | null): void {
	state.transporter?.close();
	state.transporter = null;
	state.url = url;
}

/** How many mails are handed over at once; more only wait for a line. */
export const MAIL_LINES = 8;

export async function handOver({ envelopeFrom, ...mail }: OutgoingMail): Promise<MailOutcome> {
	const text: TextState = { begun: false };
	// The envelope holds bare addresses, one of them a person's: never a list.
	const envelope = envelopeFrom === undefined ? undefined : { from: envelopeFrom, to: mail.to };
	try {
		await transporter().sendMail({ from: env.MAIL_FROM, ...mail, envelope, [TEXT_STATE]: text } as SendMailOptions);
		return { outcome: "sent" };
	} catch (error) {
		return judge(error as SmtpError, text);
	}
}

type SmtpError = Error & { code?: string; responseCode?: number; command?: string };

function judge(error: SmtpError, text: TextState): MailOutcome {
	const words = `${error.responseCode ?? error.code ?? ""} ${error.message}`.trim().slice(0, 500);
	const isAboutTheMail = error.code === "EMESSAGE" || (error.code === "EENVELOPE" && !isAboutUs(error));
	if (!isAboutTheMail) {
		return text.begun && !error.responseCode
			? { outcome: "uncertain", error: words }
			: { outcome: "later", error: words, answered: false };
	}
	const { responseCode = 500 } = error;
	return responseCode >= 500
		? { outcome: "refused", error: words }
		: { outcome: "later", error: words, answered: true };
}

/** A server that will not have us as a sender (or as its user) says nothing of the one we write to; 552: the mail is too long. */
function isAboutUs({ command, responseCode }: SmtpError): boolean {
	return command === "MAIL FROM" && responseCode !== 552;
}

/** Whether the server has begun to read the text: from then on a broken line tells nothing. */
type TextState = { begun: boolean };
/** A name of ours among the mail's options; the library passes on what it does not know. */
const TEXT_STATE = "izumiTextState";

/**
 * The library's errors do not say how far a mail was when its line broke, so the text itself does: it is read only after
 * the server has answered DATA.
 */
function watchText(mail: MailMessage, next: (error?: Error | null) => void): void {
	const { message } = mail;
	const state = (mail.data as { [TEXT_STATE]?: TextState })[TEXT_STATE];
	const open = message.createReadStream.bind(message);
	message.createReadStream = (options) => {
		let source: Readable | null = null;
		return new Readable({
			read() {
				if (source) return void source.resume();
				if (state) state.begun = true;
				source = open(options) as unknown as Readable;
				source.on("data", (chunk: Buffer) => {
					if (!this.push(chunk)) source?.pause();
				});
				source.on("end", () => this.push(null));
				source.on("error", (error) => this.destroy(error));
			},
		});
	};
	next();
}

function transporter(): Transporter {
	state.transporter ??= nodemailer
		.createTransport({
			url: state.url,
			pool: true,
			maxConnections: MAIL_LINES,
			maxMessages: 1000,
			connectionTimeout: 15_000,
			greetingTimeout: 15_000,
			socketTimeout: 60_000,
			disableFileAccess: true,
			disableUrlAccess: true,
		} as Parameters<typeof nodemailer.createTransport>[0])
		.use("stream", watchText as Parameters<Transporter["use"]>[1]);
	return state.transporter;
}
