import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { CAMPAIGN_MAX } from "~/domain/campaigns/campaign.schema";
import { listCampaignPlaces } from "~/domain/campaigns/campaign-place.server";
import { createCampaign } from "~/domain/campaigns/create-campaign.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { notFound } from "~/platform/errors";
import type { RouteHandle } from "~/platform/http/route-handle";
import { CampaignForm } from "~/ui/console/campaign-form";
import { PageHead } from "~/ui/console/page-head";
import { campaignOptions, readCampaignForm, refusalOf } from "./campaign-form.server";
import { CAMPAIGNS } from "./campaign-view.server";
import { readQuery } from "./list-query";

export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const PROGRAMME = "programme";
const querySchema = z.object({ hub: z.string().max(50).optional().catch(undefined) });

/** Whose campaign it becomes: what the address names, or the only place there is. */
async function placeOf(ctx: StaffCtx, request: Request) {
	const places = await listCampaignPlaces(ctx);
	const { hub: asked } = readQuery(request, querySchema);
	const choices = [
		...places.hubs.map((hub) => ({ word: hub.slug, hubId: hub.id as string | null, label: hub.abbreviation })),
		...(places.programme
			? [{ word: PROGRAMME, hubId: null, label: getT(ctx.lang, "console")("campaigns.programme") }]
			: []),
	];
	const place = asked === undefined && choices.length === 1 ? choices[0] : choices.find((one) => one.word === asked);
	if (asked !== undefined && place === undefined) throw notFound("hub", asked);
	return { places, choices, place };
}

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { places, choices, place } = await placeOf(ctx, request);
	return {
		title: getT(ctx.lang, "console")("campaigns.newTitle"),
		choices: choices.map(({ word, label }) => ({ label, href: `${CAMPAIGNS}/new?hub=${word}` })),
		place: place ? { label: place.label, options: await campaignOptions(ctx, places, place.hubId) } : null,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { place } = await placeOf(ctx, request);
	if (place === undefined) throw notFound("hub", "none was chosen");
	const read = await readCampaignForm(ctx, request, place.hubId);
	if (!read.ok) return data({ ...read.sent, errors: read.errors }, { status: read.status });
	try {
		const { offers, ...fields } = read.fields;
		const given = offers.map(({ basisPoints, ...offer }) => ({ ...offer, percent: basisPoints / 100 }));
		const { campaignId } = await createCampaign(ctx, { hubId: place.hubId, fields: { ...fields, offers: given } });
		return redirect(`${CAMPAIGNS}/${campaignId}?done=created`, 303);
	} catch (error) {
		const { errors, status } = refusalOf(error);
		return data({ ...read.sent, errors }, { status });
	}
}

export default function NewCampaign() {
	const { title, choices, place } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/campaigns">{t("campaigns.back")}</a>
			</p>
			<PageHead title={title} lead={place ? place.label : t("campaigns.choosePlace")} />
			{place === null ? (
				<ul className="grid max-w-text gap-2 sm:grid-cols-2">
					{choices.map((choice) => (
						<li key={choice.href}>
							<a className="btn w-full" href={choice.href}>
								{choice.label}
							</a>
						</li>
					))}
				</ul>
			) : (
				<CampaignForm
					values={sent?.values ?? { goalKind: "yen" }}
					fundIds={sent?.fundIds ?? []}
					errors={sent?.errors ?? {}}
					options={place.options}
					offers={CAMPAIGN_MAX.offers}
					fixedSlug={false}
					submit={t("campaigns.create")}
				/>
			)}
		</>
	);
}
