import { inTransaction } from "~/platform/db/transaction.server";
import { getAuth } from "~/platform/session/auth.server";
import { audit } from "../audit/audit.server";
import type { StaffCtx } from "./ctx.server.ts";

/** What an authenticator needs: shown once, while the second factor is set up. */
export type TwoFactorSetup = { uri: string; secret: string; spareCodes: string[] };

/**
 * Begins to set up a second factor; it counts from the first right code on.
 * @returns null when the password is wrong or a second factor is set already
 */
export async function beginTwoFactor(request: Request, input: { password: string }): Promise<TwoFactorSetup | null> {
	const auth = await getAuth();
	const answer = await auth.api.enableTwoFactor({
		headers: request.headers,
		body: { password: input.password, method: "totp" },
		asResponse: true,
	});
	if (!answer.ok) return null;
	const body = (await answer.json()) as { totpURI?: string; backupCodes?: string[] };
	const uri = body.totpURI ?? "";
	return { uri, secret: new URL(uri).searchParams.get("secret") ?? "", spareCodes: body.backupCodes ?? [] };
}

/** Proves that the authenticator has the secret. The session is renewed. @returns its cookies, null for a wrong code */
export async function confirmTwoFactor(
	ctx: StaffCtx,
	request: Request,
	input: { code: string },
): Promise<string[] | null> {
	const auth = await getAuth();
	const code = input.code.normalize("NFKC").replace(/\s/g, "");
	const answer = await auth.api.verifyTOTP({ headers: request.headers, body: { code }, asResponse: true });
	if (!answer.ok) return null;
	await note(ctx, "staff.two_factor_on");
	return answer.headers.getSetCookie();
}

/** @returns cookies of the renewed session, null when the password is wrong */
export async function endTwoFactor(
	ctx: StaffCtx,
	request: Request,
	input: { password: string },
): Promise<string[] | null> {
	const auth = await getAuth();
	const answer = await auth.api.disableTwoFactor({
		headers: request.headers,
		body: { password: input.password },
		asResponse: true,
	});
	if (!answer.ok) return null;
	await note(ctx, "staff.two_factor_off");
	return answer.headers.getSetCookie();
}

function note(ctx: StaffCtx, action: string): Promise<void> {
	return inTransaction(ctx, (tx) => audit(tx, ctx, { action, subject: { type: "staff", id: ctx.actor.userId } }));
}

export async function hasTwoFactor(request: Request): Promise<boolean> {
	const auth = await getAuth();
	const session = await auth.api.getSession({ headers: request.headers });
	return session?.user.twoFactorEnabled === true;
}
