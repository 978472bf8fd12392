import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { listPublicCampaigns } from "~/domain/campaigns/list-public-campaigns.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { notFound } from "~/platform/errors";
import { PageHead, Section } from "~/ui/console/page-head";
import { SelectField } from "~/ui/console/select-field";
import { ShareKit } from "~/ui/console/share-kit";
import { readQuery } from "./list-query";
import { shareKit } from "./share-kit.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({ hub: z.string().max(50).optional().catch(undefined) });

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const query = readQuery(request, querySchema);
	const { hubs } = await listMyHubs(ctx);
	const hub = query.hub === undefined ? hubs[0] : hubs.find(({ slug }) => slug === query.hub);
	if (!hub) throw notFound("hub", query.hub ?? "none of one's own");
	const campaigns = await listPublicCampaigns(ctx, { hubId: hub.id });
	return {
		title: getT(ctx.lang, "console")("share.title"),
		hub: hub.slug,
		hubs: hubs.map(({ slug, abbreviation }) => ({ value: slug, label: abbreviation })),
		kits: [
			shareKit("hubs", hub.slug, hub.abbreviation),
			...campaigns.map(({ slug, title }) => shareKit("campaigns", slug, title)),
		],
	};
}

/** What a hub hands out: addresses, posters with a code, pictures, and cards for other sites. */
export default function Share() {
	const { title, hub, hubs, kits } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("share.lead")} />
			{hubs.length > 1 ? (
				<form method="get" action="/console/share" className="no-print mb-4 flex flex-wrap items-end gap-3">
					<SelectField name="hub" label={t("filters.hub")} value={hub} options={hubs} />
					<button type="submit" className="btn btn-small min-h-9">
						{t("filters.apply")}
					</button>
				</form>
			) : null}
			{kits.map((kit) => (
				<Section key={kit.langs[0]?.page} title={kit.name}>
					<ShareKit {...kit} />
				</Section>
			))}
		</>
	);
}
