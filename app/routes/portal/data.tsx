import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { PortalHead, PortalSection } from "~/ui/portal/parts.tsx";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	return { title: getT(ctx.lang, "public")("portal.data.title") };
}

/** What is kept about a donor, to take along or to have erased; and the way out of every device. */
export default function Data() {
	const { title } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<PortalHead title={title} lead={t("portal.data.lead")} />
			<PortalSection id="download" title={t("portal.data.downloadTitle")}>
				<p className="mb-4 max-w-text">{t("portal.data.downloadText")}</p>
				<div className="flex flex-wrap gap-3">
					<a className="btn btn-primary" href="/portal/data.json" download>
						{t("portal.data.json")}
					</a>
					<a className="btn" href="/portal/gifts.csv" download>
						{t("portal.data.csv")}
					</a>
				</div>
			</PortalSection>
			<PortalSection id="forget" title={t("portal.data.forgetTitle")}>
				<p>
					<a className="btn btn-small" href="/portal/forget">
						{t("portal.data.forgetLink")}
					</a>
				</p>
			</PortalSection>
			<PortalSection id="sign-out" title={t("portal.signOut")}>
				<form method="post" action="/portal/sign-out">
					<input type="hidden" name="everywhere" value="on" />
					<button type="submit" className="btn btn-small">
						{t("portal.signOutAll")}
					</button>
				</form>
			</PortalSection>
		</>
	);
}
