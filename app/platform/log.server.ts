import { type DestinationStream, type Logger, pino, stdSerializers } from "pino";
import { env } from "./env.server";
import { isAppError } from "./errors";
import { processWide } from "./process-wide";

const HIDDEN = "[hidden]";
/** Keys that hold something about a person, or a secret, at any depth. */
const PERSONAL =
	/^((family|given|display|contact|company|donor|full)?_?name(_?kana)?|.*e_?mail|.*phone|address(_?line)?|postal_?code|city|prefecture|message_?(text|body)|subject|password|.*secret|.*token|authorization|cookie|set-cookie|api_?key|encryption_?key|iban|account_?holder)$/i;
const MAIL_ADDRESS = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
const PASSWORD_IN_URL = /:\/\/([^:/@\s"]*):[^@/\s"]+@/g;
const MAX_DEPTH = 6;

/** Logs carry ids. What looks like a name, an address or a secret is taken out whatever the caller passed. */
export function hidePersonal(value: unknown, depth = 0): unknown {
	if (typeof value === "bigint") return value.toString();
	if (value instanceof Error) return describeError(value);
	if (typeof value !== "object" || value === null || value instanceof Date) return value;
	if (depth >= MAX_DEPTH) return "[deeper]";
	if (Array.isArray(value)) return value.map((item) => hidePersonal(item, depth + 1));
	const entries = Object.entries(value).map(([key, inner]) => [
		key,
		PERSONAL.test(key) && inner !== null && inner !== undefined ? HIDDEN : hidePersonal(inner, depth + 1),
	]);
	return Object.fromEntries(entries);
}

function describeError(error: Error): Record<string, unknown> {
	const { name, stack, code } = error as Error & { code?: unknown };
	// Prisma prints the whole query, values and all, when a call has the wrong shape: the last line says what is wrong.
	const whole = name === "PrismaClientValidationError" || name === "PrismaClientKnownRequestError";
	const message = whole ? (error.message.trim().split("\n").at(-1) ?? "") : error.message;
	const trace = stack?.split("\n").filter((line) => /^\s+at /.test(line));
	return {
		type: name,
		message,
		...(typeof code === "string" ? { code } : {}),
		...(isAppError(error) ? { errorId: error.errorId, status: error.status } : {}),
		...(error.cause === undefined ? {} : { cause: hidePersonal(error.cause, 1) }),
		stack: trace?.join("\n"),
	};
}

export function makeLog(options: { level: string; pretty?: boolean; destination?: DestinationStream }): Logger {
	return pino(
		{
			level: options.level,
			base: null,
			timestamp: () => `,"time":"${new Date().toISOString()}"`,
			formatters: { level: (label) => ({ level: label }) },
			serializers: { ...stdSerializers, err: (error: unknown) => error },
			hooks: {
				logMethod(args, method) {
					const [first, ...rest] = args as unknown as [unknown, ...unknown[]];
					const object = first instanceof Error ? { err: first } : first;
					const clean = typeof object === "object" && object !== null ? hidePersonal(object) : object;
					method.apply(this, [clean, ...rest] as unknown as typeof args);
				},
				streamWrite: (line) => {
					const clean = line.replace(PASSWORD_IN_URL, `://$1:${HIDDEN}@`).replace(MAIL_ADDRESS, HIDDEN);
					return options.pretty ? prettyLine(clean) : clean;
				},
			},
		},
		options.destination ?? pino.destination({ fd: 1, sync: options.pretty === true }),
	);
}

function prettyLine(line: string): string {
	const { level, time, msg = "", err, ...rest } = JSON.parse(line) as Record<string, unknown>;
	const clock = String(time).slice(11, 19);
	const more = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
	const failure = err as { type?: string; message?: string; stack?: string } | undefined;
	const trace = failure ? `\n  ${failure.type}: ${failure.message}\n${failure.stack ?? ""}` : "";
	return `${clock} ${String(level).padEnd(5)} ${msg}${more}${trace}\n`;
}

/** One line of JSON a record on standard output; readable lines in development. */
export const log: Logger = processWide("log", () =>
	makeLog({ level: env.LOG_LEVEL, pretty: env.NODE_ENV === "development" }),
);
