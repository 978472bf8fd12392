import { forgetAttempts, LIMITS, takeAttempt } from "~/platform/http/rate-limit.server";
import { getAuth } from "~/platform/session/auth.server";

export type SignInOutcome =
	| { kind: "signed_in"; cookies: string[] }
	/** the password was right and a second factor is set: there is no session yet */
	| { kind: "two_factor"; cookies: string[] }
	| { kind: "refused" };

type Asker = { request: Request; clientIp: string };

/**
 * Checks mail and password. An unknown mail takes as long as a wrong password and is answered alike.
 * @throws AppError too_many_requests, by address and by mail
 */
export async function signIn(asker: Asker, input: { email: string; password: string }): Promise<SignInOutcome> {
	await takeAttempt(LIMITS.signIn, asker.clientIp);
	await takeAttempt(LIMITS.signInMail, input.email);
	const auth = await getAuth();
	const answer = await auth.api.signInEmail({
		body: { email: input.email, password: input.password },
		headers: withoutSession(asker.request),
		asResponse: true,
	});
	if (!answer.ok) return { kind: "refused" };
	const body: unknown = await answer.json();
	const cookies = answer.headers.getSetCookie();
	if (typeof body === "object" && body !== null && "twoFactorRedirect" in body) return { kind: "two_factor", cookies };
	await forgetAttempts(LIMITS.signInMail, input.email);
	return { kind: "signed_in", cookies };
}

/**
 * The second step: a code of the authenticator, or one of the spare codes.
 * The challenge allows five tries; ten wrong codes in a row lock the account for fifteen minutes.
 * @throws AppError too_many_requests
 */
export async function verifySecondFactor(asker: Asker, input: { code: string }): Promise<SignInOutcome> {
	await takeAttempt(LIMITS.signIn, asker.clientIp);
	const auth = await getAuth();
	const code = input.code.normalize("NFKC").replace(/\s/g, "");
	const given = { headers: asker.request.headers, asResponse: true as const };
	const answer = /^\d{6}$/.test(code)
		? await auth.api.verifyTOTP({ ...given, body: { code } })
		: await auth.api.verifyBackupCode({ ...given, body: { code } });
	return answer.ok ? { kind: "signed_in", cookies: answer.headers.getSetCookie() } : { kind: "refused" };
}

/** Ends the session in the database and in the browser; without a session it does nothing. */
export async function signOut(request: Request): Promise<string[]> {
	const auth = await getAuth();
	const answer = await auth.api.signOut({ headers: request.headers, asResponse: true });
	return answer.headers.getSetCookie();
}

/** Who signs in gets a new session, whatever session the browser brought along. */
function withoutSession(request: Request): Headers {
	const headers = new Headers(request.headers);
	const kept = (headers.get("cookie") ?? "").split(";").filter((pair) => !pair.includes("session_token"));
	headers.set("cookie", kept.join(";"));
	return headers;
}

/** Where to go after signing in: a page of the console, never another site. */
export function safeNext(next: string | null): string {
	if (!next || !/^\/console(?:[/?]|$)/.test(next)) return "/console";
	const url = new URL(next, "http://console.invalid");
	return url.host === "console.invalid" && url.pathname.startsWith("/console") ? url.pathname + url.search : "/console";
}
