import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { listOwnPlans } from "~/domain/portal/list-own-plans.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { PortalHead } from "~/ui/portal/parts.tsx";
import { PlanCard } from "~/ui/portal/plan.tsx";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const title = getT(ctx.lang, "public")("portal.plans.title");
	return { lang: ctx.lang, title, plans: await listOwnPlans(ctx) };
}

export default function Plans() {
	const { lang, title, plans } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<PortalHead title={title} lead={t("portal.plans.lead")} />
			{plans.length === 0 ? <p>{t("portal.plans.empty")}</p> : null}
			<ul className="grid gap-4">
				{plans.map((plan) => (
					<li key={plan.id}>
						<PlanCard plan={plan} lang={lang} />
					</li>
				))}
			</ul>
		</>
	);
}
