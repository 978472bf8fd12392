import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { listPublicCampaigns } from "~/domain/campaigns/list-public-campaigns.server";
import { LANGS, type Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { env } from "~/platform/env.server";
import { notFound } from "~/platform/errors";
import { PageHead, Section } from "~/ui/console/page-head";
import { SelectField } from "~/ui/console/select-field";
import { ShareKit, type ShareKitProps } from "~/ui/console/share-kit";
import { readQuery } from "./list-query";

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
			kitOf("hubs", hub.slug, hub.abbreviation),
			...campaigns.map(({ slug, title }) => kitOf("campaigns", slug, title)),
		],
	};
}

function kitOf(kind: string, slug: string, name: string): ShareKitProps {
	const origin = env.APP_URL;
	const of = (lang: Lang) => ({
		lang,
		page: `${origin}/${lang}/${kind}/${slug}`,
		poster: `/${lang}/${kind}/${slug}/poster.pdf`,
		image: `/og/${lang}/${kind}/${slug}.png`,
		frame: `<iframe src="${origin}/embed/${lang}/${kind}/${slug}" title="${attribute(name)}" width="360" height="260" loading="lazy" style="border:0;max-width:100%"></iframe>`,
		link: `<a href="${origin}/${lang}/${kind}/${slug}?utm_source=link&amp;utm_medium=referral">${attribute(name)}</a>`,
	});
	return { name, langs: LANGS.map(of) };
}

/** What is copied into another site must not break out of it. */
const attribute = (text: string) =>
	text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

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
