import { redirect } from "@remix-run/node";
import type { Ctx } from "~/domain/access/ctx.server.ts";
import { checkCode, checkPuzzle } from "~/domain/fraud/challenge.server.ts";
import { guardGive } from "~/domain/fraud/guard-give.server.ts";
import { isAppError } from "~/platform/errors.ts";

/** What a proof comes in beside the fields of the give form. */
export const PROOF_FIELDS = ["puzzle", "code"] as const;

type GiverForm = { email: string; fundId: string; amountYen: bigint; institutionId: string };

/**
 * Asks the guard about a valid give form. Who has to show up first is sent on, form and all (307 keeps it a POST), to the
 * page that asks for the proof, which sends the same form back here with it.
 * @returns null when the gift may begin
 * @throws AppError giving_blocked, daily_limit, too_many_requests
 */
export async function challengeGiver(
	ctx: Ctx,
	input: { request: Request; clientIp: string; form: GiverForm; sent: FormData },
): Promise<Response | null> {
	const { form, sent } = input;
	const verdict = await guardGive(ctx, { ...form, clientIp: input.clientIp });
	if (verdict === "pass") return null;
	const puzzle = textOf(sent, "puzzle");
	const code = textOf(sent, "code");
	const { pathname, search } = new URL(input.request.url);
	const ask = new URLSearchParams({ to: pathname + search });
	try {
		if (puzzle !== "") await checkPuzzle(ctx, { ...form, lang: ctx.lang }, puzzle);
		else if (code !== "") await checkCode(ctx, form, code);
		else return redirect(`/${ctx.lang}/confirm-gift?${ask}`, 307);
		return null;
	} catch (error) {
		if (!isAppError(error) || error.code !== "challenge_failed") throw error;
		ask.set("failed", "1");
		return redirect(`/${ctx.lang}/confirm-gift?${ask}`, 307);
	}
}

function textOf(sent: FormData, name: string): string {
	const value = sent.get(name);
	return typeof value === "string" ? value : "";
}
