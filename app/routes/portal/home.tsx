import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { listOwnPledges } from "~/domain/pledges/list-own-pledges.server.ts";
import { listOwnGifts, listOwnYears } from "~/domain/portal/list-own-gifts.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { GiftList, YearTable } from "~/ui/portal/gift-list.tsx";
import { PortalHead, PortalPager, PortalSection } from "~/ui/portal/parts.tsx";
import { NextPledges } from "~/ui/portal/pledge.tsx";
import { ownPledge } from "./own-pledge.ts";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

const querySchema = z.object({ cursor: z.uuid().optional().catch(undefined) });

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const { cursor } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
	const [{ gifts, nextCursor }, years, pledges] = await Promise.all([
		listOwnGifts(ctx, { cursor }),
		listOwnYears(ctx),
		listOwnPledges(ctx),
	]);
	return {
		lang: ctx.lang,
		title: getT(ctx.lang, "public")("portal.home.title"),
		gifts,
		years,
		pledges: pledges.filter(({ next }) => next !== null).map((pledge) => ownPledge(pledge, ctx.lang)),
		first: cursor ? "/portal" : null,
		next: nextCursor ? `/portal?cursor=${nextCursor}` : null,
	};
}

/** Everything a donor gave, to any hub and institution. */
export default function Home() {
	const { lang, title, gifts, years, pledges, first, next } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<PortalHead title={title} lead={t("portal.home.lead")} />
			{pledges.length === 0 ? null : (
				<PortalSection id="pledges" title={t("portal.pledges.dueTitle")}>
					<NextPledges pledges={pledges} lang={lang} />
				</PortalSection>
			)}
			{years.length === 0 ? null : (
				<PortalSection id="years" title={t("portal.home.years")}>
					<YearTable years={years} lang={lang} />
				</PortalSection>
			)}
			<PortalSection id="gifts" title={t("portal.home.gifts")}>
				{gifts.length === 0 ? <p>{t("portal.home.empty")}</p> : <GiftList gifts={gifts} lang={lang} />}
				<PortalPager first={first} next={next} />
			</PortalSection>
		</>
	);
}
