import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { listOwnPledges } from "~/domain/pledges/list-own-pledges.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { notFound } from "~/platform/errors.ts";
import { PortalHead, PortalSection } from "~/ui/portal/parts.tsx";
import { OwnPledgeFacts } from "~/ui/portal/pledge.tsx";
import { PledgeInstalments } from "~/ui/public/pledge-instalments.tsx";
import { ownPledge } from "./own-pledge.ts";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const found = (await listOwnPledges(ctx)).find(({ id }) => id === params.pledgeId);
	if (!found) throw notFound("pledge", params.pledgeId ?? "");
	const title = getT(ctx.lang, "public")("portal.pledges.oneTitle", { reference: found.reference });
	return { lang: ctx.lang, title, pledge: ownPledge(found, ctx.lang) };
}

export default function Pledge() {
	const { lang, title, pledge } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<PortalHead title={title} lead={pledge.hub ?? pledge.fund} />
			<OwnPledgeFacts pledge={pledge} lang={lang} />
			<PortalSection id="schedule" title={t("pledge.scheduleTitle")}>
				<div className="max-w-text">
					<PledgeInstalments instalments={pledge.instalments} lang={lang} />
				</div>
			</PortalSection>
			<p className="mt-8 max-w-text text-sm text-ink-soft">{t("pledge.change")}</p>
		</>
	);
}
