import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { CAMPAIGN_MAX } from "~/domain/campaigns/campaign.schema";
import { listCampaignPlaces } from "~/domain/campaigns/campaign-place.server";
import { changeCampaign } from "~/domain/campaigns/change-campaign.server";
import { getCampaign } from "~/domain/campaigns/get-campaign.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { conflict, forbidden } from "~/platform/errors";
import type { RouteHandle } from "~/platform/http/route-handle";
import { CampaignForm } from "~/ui/console/campaign-form";
import { PageHead } from "~/ui/console/page-head";
import { campaignOptions, campaignValues, readCampaignForm, refusalOf } from "./campaign-form.server";
import { CAMPAIGNS } from "./campaign-view.server";

export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const places = await listCampaignPlaces(ctx);
	const row = await getCampaign(ctx, params.campaignId ?? "");
	if (!row.may.change) {
		if (row.status === "draft") throw forbidden(`change campaign ${row.id}`);
		throw conflict("campaign_not_draft", `campaign ${row.id} is ${row.status}`, { personKey: "campaigns.notDraft" });
	}
	return {
		title: getT(ctx.lang, "console")("campaigns.editTitle", { title: row.card.title }),
		id: row.id,
		...campaignValues(row),
		options: await campaignOptions(ctx, places, row.hubId),
		fixedSlug: row.publishedAt !== null,
		basedOn: row.updatedAt.toISOString(),
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await listCampaignPlaces(ctx);
	const campaignId = params.campaignId ?? "";
	const row = await getCampaign(ctx, campaignId);
	const read = await readCampaignForm(ctx, request, row.hubId);
	if (!read.ok) return data({ ...read.sent, errors: read.errors }, { status: read.status });
	try {
		const { offers, ...fields } = read.fields;
		const given = offers.map(({ basisPoints, ...offer }) => ({ ...offer, percent: basisPoints / 100 }));
		await changeCampaign(ctx, { campaignId, basedOn: read.basedOn, fields: { ...fields, offers: given } });
		return redirect(`${CAMPAIGNS}/${campaignId}?done=changed`, 303);
	} catch (error) {
		const { errors, status } = refusalOf(error);
		return data({ ...read.sent, errors }, { status });
	}
}

export default function EditCampaign() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={`/console/campaigns/${page.id}`}>{t("campaigns.backToOne")}</a>
			</p>
			<PageHead title={page.title} />
			<CampaignForm
				values={sent?.values ?? page.values}
				fundIds={sent?.fundIds ?? page.fundIds}
				errors={sent?.errors ?? {}}
				options={page.options}
				offers={CAMPAIGN_MAX.offers}
				fixedSlug={page.fixedSlug}
				basedOn={page.basedOn}
				submit={t("campaigns.save")}
			/>
		</>
	);
}
