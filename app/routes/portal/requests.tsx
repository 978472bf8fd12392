import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { listOwnRequests } from "~/domain/portal/list-own-requests.server.ts";
import { withdrawRequest } from "~/domain/portal/withdraw-request.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { Outcome, PortalHead, PortalPager } from "~/ui/portal/parts.tsx";
import { RequestCard } from "~/ui/portal/request-card.tsx";
import { refusal } from "./portal-page.server.ts";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

const querySchema = z.object({ cursor: z.uuid().optional().catch(undefined) });

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const { searchParams } = new URL(request.url);
	const { cursor } = querySchema.parse(Object.fromEntries(searchParams));
	const { requests, nextCursor } = await listOwnRequests(ctx, { cursor });
	const t = getT(ctx.lang, "public");
	return {
		lang: ctx.lang,
		title: t("portal.requests.title"),
		requests,
		said: searchParams.has("forget") ? t("portal.forget.asked") : searchParams.has("saved") ? t("portal.saved") : null,
		first: cursor ? "/portal/requests" : null,
		next: nextCursor ? `/portal/requests?cursor=${nextCursor}` : null,
	};
}

/** Takes a request back. */
export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const sent = await readForm(request);
	try {
		await withdrawRequest(ctx, { requestId: String(sent.get("requestId") ?? "") });
	} catch (error) {
		return refusal(error);
	}
	return seeOther("/portal/requests?saved=1");
}

export default function Requests() {
	const { lang, title, requests, said, first, next } = useLoaderData<typeof loader>();
	const refused = useActionData<typeof action>();
	const t = useT("public");
	const errorText = useErrorText();
	const whole = refused?.errors[""]?.[0];
	return (
		<>
			<PortalHead title={title} />
			<Outcome said={said} error={whole ? errorText(whole) : null} />
			{requests.length === 0 ? <p>{t("portal.requests.empty")}</p> : null}
			<ul className="grid gap-4">
				{requests.map((request) => (
					<li key={request.id}>
						<RequestCard request={request} lang={lang} />
					</li>
				))}
			</ul>
			<PortalPager first={first} next={next} />
		</>
	);
}
