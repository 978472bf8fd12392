import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { previewCampaign } from "~/domain/campaigns/get-public-campaign.server";
import { isLang, otherLang } from "~/i18n/lang";
import { useT } from "~/i18n/use-t";
import type { RouteHandle } from "~/platform/http/route-handle";
import { CampaignPage } from "~/ui/public/campaign-page";

export const handle = { i18n: ["console", "public"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.campaign.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const campaignId = params.campaignId ?? "";
	await authorize(ctx, "read", { type: "Campaign", id: campaignId });
	const asked = new URL(request.url).searchParams.get("lang") ?? "";
	const lang = isLang(asked) ? asked : ctx.lang;
	return { lang, campaign: await previewCampaign({ ...ctx, lang }, campaignId) };
}

/** The page as visitors will see it, before anybody published it. */
export default function CampaignPreview() {
	const { campaign, lang } = useLoaderData<typeof loader>();
	const t = useT("console");
	const other = otherLang(lang);
	return (
		<>
			<p className="notice no-print mb-6 flex flex-wrap items-center justify-between gap-3">
				<span>{t("campaigns.previewNote")}</span>
				<span className="flex gap-3">
					<a className="btn btn-small" href={`?lang=${other}`} hrefLang={other}>
						{t(`campaigns.inLang.${other}`)}
					</a>
					<a className="btn btn-small" href={`/console/campaigns/${campaign.id}`}>
						{t("campaigns.backToOne")}
					</a>
				</span>
			</p>
			<div lang={lang}>
				<CampaignPage campaign={campaign} lang={lang} query="" />
			</div>
		</>
	);
}
