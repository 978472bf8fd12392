import { getPrisma } from "~/platform/db/client.server";
import { forgetAttempts, LIMITS } from "~/platform/http/rate-limit.server";
import { type Answer, ask, everyRoute, type TestRoute } from "./routes";

export const portalRoute = (file: string) =>
	everyRoute().find((route) => route.file === `routes/portal/${file}`) as TestRoute;

const SIGN_IN = portalRoute("sign-in.tsx");
const ENTER = portalRoute("enter.tsx");
let visitors = 0;

/** Asks for a link as the sign-in page does; each asker comes from an address of their own. */
export function askForLink(email: string, given: { next?: string; ip?: string } = {}): Promise<Answer> {
	visitors += 1;
	const ip = given.ip ?? `198.51.100.${visitors % 250}`;
	const search = given.next ? `?next=${encodeURIComponent(given.next)}` : "";
	return ask(SIGN_IN, { form: { email }, search, ip });
}

/** The token in the newest mail to an address; null when none was sent. */
export async function tokenFor(email: string): Promise<string | null> {
	const prisma = await getPrisma();
	const mail = await prisma.mail.findFirst({
		where: { kind: "portal-link", toAddress: email, status: "sent" },
		orderBy: { createdAt: "desc" },
	});
	return /\/portal\/enter\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? null;
}

export function pressLink(token: string, cookie?: string): Promise<Answer> {
	visitors += 1;
	return ask(ENTER, { method: "POST", params: { token }, cookie, ip: `203.0.113.${visitors % 250}` });
}

export function cookieIn(answer: Answer): string {
	return answer.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
}

/** Asks for a link however often, and reads its mail. @returns the token */
export async function freshToken(email: string, workJobs: () => Promise<unknown>, next?: string): Promise<string> {
	await forgetAttempts(LIMITS.magicLinkMail, email);
	await askForLink(email, { next });
	await workJobs();
	return (await tokenFor(email)) ?? "";
}

/** Signs a donor in, mail and all. @returns the session's cookie */
export async function donorSignedIn(email: string, workJobs: () => Promise<unknown>): Promise<string> {
	const answer = await pressLink(await freshToken(email, workJobs));
	if (answer.status !== 303) throw new Error(`${email} could not sign in: ${answer.status}`);
	return cookieIn(answer);
}
