/** RFC 9457. */
export const PROBLEM_TYPE = "application/problem+json";

export interface Problem {
	status: number;
	/** Stable, for programs: `not_found`. */
	code: string;
	/** For the person at the other end, in their language. */
	detail?: string;
	errorId: string;
	/** Refused input by field. */
	errors?: Record<string, readonly string[]>;
}

const TITLES: Record<number, string> = {
	400: "Bad Request",
	401: "Unauthorized",
	403: "Forbidden",
	404: "Not Found",
	405: "Method Not Allowed",
	409: "Conflict",
	413: "Content Too Large",
	422: "Unprocessable Content",
	429: "Too Many Requests",
	500: "Internal Server Error",
	503: "Service Unavailable",
};

export function problemBody({ status, code, detail, errorId, errors }: Problem) {
	return { type: "about:blank", title: TITLES[status] ?? "Error", status, code, detail, errorId, errors };
}
