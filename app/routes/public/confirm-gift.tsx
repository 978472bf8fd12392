import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { z } from "zod";
import { readEmail } from "~/domain/addresses/email.ts";
import { mailCode, makePuzzle } from "~/domain/fraud/challenge.server.ts";
import { getFundInstitution } from "~/domain/funds/get-fund-institution.server.ts";
import { withOneAmount } from "~/domain/gifts/give-form-data.ts";
import { yenSchema } from "~/domain/money/yen.ts";
import { getT } from "~/i18n/texts.server.ts";
import { invalid, isAppError } from "~/platform/errors.ts";
import { readForm } from "~/platform/http/form.server.ts";
import type { RouteHandle } from "~/platform/http/route-handle.ts";
import { ConfirmGift } from "~/ui/public/confirm-gift.tsx";
import { PROOF_FIELDS } from "./challenge-giver.server.ts";
import { publicRequest } from "./public-request.server.ts";

/** The puzzle is solved by script; who has none gets a code by mail. */
export const handle = { script: true, i18n: ["public"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
	{ title: shown?.title },
	{ name: "robots", content: "noindex" },
];

/** Our own give pages and nothing else: the form goes there with everything that was typed. */
const GIVE_PAGE = /^\/(ja|en)\/(hubs\/[a-z0-9-]{1,60}\/)?give(\?[^#]{0,500})?$/;

const provedSchema = z.object({
	email: z.string().min(3).max(254),
	fundId: z.uuid(),
	amountYen: yenSchema,
});

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	// Only a form that was sent here has something to confirm. After one, Remix asks the loaders as well.
	if (request.method === "GET" && !new URL(request.url).searchParams.has("to")) {
		throw redirect(`/${ctx.lang}/hubs`, 303);
	}
	return { title: getT(ctx.lang, "public")("confirm.title") };
}

export async function action({ request, params }: ActionFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const search = new URL(request.url).searchParams;
	const to = search.get("to") ?? "";
	if (!GIVE_PAGE.test(to)) throw invalid("confirm_target", "confirm-gift leads to give pages only");
	const sent = await readForm(request);
	const fields = [...sent].flatMap(([name, value]) =>
		typeof value === "string" && !([...PROOF_FIELDS, "intent"] as string[]).includes(name) ? [{ name, value }] : [],
	);
	const proved = provedSchema.safeParse(Object.fromEntries(withOneAmount(sent)));
	if (!proved.success) throw invalid("confirm_form", "confirm-gift was sent no give form");
	const form = { ...proved.data, email: readEmail(proved.data.email) ?? "" };
	const shown = { to, fields, lang: ctx.lang, failed: search.has("failed") };
	const headers = { "Cache-Control": "no-store" };
	const puzzle = await makePuzzle(ctx, form);
	if (sent.get("intent") !== "mail") {
		return data({ ...shown, puzzle, codeSent: false, error: null }, { headers });
	}
	try {
		const institutionId = await getFundInstitution(ctx, form.fundId);
		await mailCode(ctx, { ...form, institutionId });
		return data({ ...shown, failed: false, puzzle, codeSent: true, error: null }, { headers });
	} catch (error) {
		if (!isAppError(error) || error.status !== 429) throw error;
		const message = `${error.personKey}?${new URLSearchParams({ minutes: String(error.params.minutes ?? 1) })}`;
		return data({ ...shown, puzzle, codeSent: false, error: message }, { status: 429, headers });
	}
}

export default function Confirm() {
	const shown = useActionData<typeof action>();
	if (!shown || !("to" in shown)) return null;
	return <ConfirmGift {...shown} />;
}
