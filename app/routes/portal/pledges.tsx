import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { listOwnPledges } from "~/domain/pledges/list-own-pledges.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { PortalHead } from "~/ui/portal/parts.tsx";
import { OwnPledgeCard } from "~/ui/portal/pledge.tsx";
import { ownPledge } from "./own-pledge.ts";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const title = getT(ctx.lang, "public")("portal.pledges.title");
	const pledges = (await listOwnPledges(ctx)).map((pledge) => ownPledge(pledge, ctx.lang));
	return { lang: ctx.lang, title, pledges };
}

/** Every promise the donor made, to any hub and institution. */
export default function Pledges() {
	const { lang, title, pledges } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<PortalHead title={title} lead={t("portal.pledges.lead")} />
			{pledges.length === 0 ? <p>{t("portal.pledges.empty")}</p> : null}
			<ul className="grid gap-4">
				{pledges.map((pledge) => (
					<li key={pledge.id}>
						<OwnPledgeCard pledge={pledge} lang={lang} />
					</li>
				))}
			</ul>
		</>
	);
}
