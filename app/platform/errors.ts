/** What an error tells the person: a key of errors.json with its values. */
export type PersonMessage = { personKey: string; params: Record<string, string | number> };

export type AppErrorInput = {
	/** Stable, snake_case: what programs and tests compare. */
	code: string;
	/** HTTP status that fits. */
	status: number;
	/** For the log, in English, with ids and never with names or addresses. */
	logMessage: string;
	/** Key of errors.json; without one the person reads the general text of the status. */
	personKey?: string;
	params?: Record<string, string | number>;
	cause?: unknown;
};

/** Crockford's alphabet: no letter that reads like a digit, so that a donor can say it on the telephone. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The number a person reads on an error page and staff find in the log. */
export function newErrorId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(10));
	return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** An outcome the product foresees. Any other error is a bug. */
export class AppError extends Error {
	override name = "AppError";
	readonly code: string;
	readonly status: number;
	readonly personKey: string;
	readonly params: Record<string, string | number>;
	readonly errorId = newErrorId();

	constructor(input: AppErrorInput) {
		super(input.logMessage, input.cause === undefined ? undefined : { cause: input.cause });
		this.code = input.code;
		this.status = input.status;
		this.personKey = input.personKey ?? generalKey(input.status);
		this.params = input.params ?? {};
	}

	get logMessage(): string {
		return this.message;
	}
}

/** The bundled routes and our own sources may each hold this class, so its name decides. */
export function isAppError(error: unknown): error is AppError {
	return error instanceof Error && error.name === "AppError" && "errorId" in error && "personKey" in error;
}

type Details = Partial<Pick<AppErrorInput, "personKey" | "params" | "cause">>;

export const invalid = (code: string, logMessage: string, details: Details = {}) =>
	new AppError({ code, status: 400, logMessage, ...details });
export const unauthenticated = (logMessage = "nobody is signed in", details: Details = {}) =>
	new AppError({ code: "unauthenticated", status: 401, logMessage, ...details });
export const forbidden = (logMessage: string, details: Details = {}) =>
	new AppError({ code: "forbidden", status: 403, logMessage, ...details });
export const notFound = (noun: string, id: string | number | bigint, details: Details = {}) =>
	new AppError({ code: `${noun}_not_found`, status: 404, logMessage: `no ${noun} ${id}`, ...details });
/** The thing is not in a state that allows this, or was changed meanwhile. */
export const conflict = (code: string, logMessage: string, details: Details = {}) =>
	new AppError({ code, status: 409, logMessage, ...details });
export const tooMany = (logMessage: string, details: Details = {}) =>
	new AppError({ code: "too_many_requests", status: 429, logMessage, ...details });
/** A provider did not answer or refused; trying again may help. */
export const unavailable = (code: string, logMessage: string, details: Details = {}) =>
	new AppError({ code, status: 503, logMessage, ...details });

function generalKey(status: number): string {
	if (status === 404) return "page.notFoundText";
	if (status === 401 || status === 403) return "page.forbiddenText";
	if (status === 429) return "page.tooManyText";
	return status < 500 ? "fields.invalid" : "page.failedText";
}
