import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listImages } from "~/domain/images/list-images.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { SelectField } from "~/ui/console/select-field";
import { IMAGES, imagePlace } from "./image-place.server";
import { hrefWith, readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, hub } = readQuery(request, querySchema);
	const { place, options } = await imagePlace(ctx, hub);
	const { images, nextCursor, mayChange } = await listImages(ctx, { hubId: place.hubId, cursor });
	const query = { hub: place.slug };
	return {
		...{ title: getT(ctx.lang, "console")("images.title"), place: place.slug, options, mayChange },
		images: images.map(({ id, width, height, altJa, altEn }) => ({
			id,
			width,
			height,
			alt: altJa,
			noEn: altEn === "",
		})),
		firstHref: cursor ? hrefWith(IMAGES, query) : null,
		nextHref: nextCursor ? hrefWith(IMAGES, { ...query, cursor: nextCursor }) : null,
		path: IMAGES,
	};
}

export default function Images() {
	const { title, place, options, images, mayChange, firstHref, nextHref, path } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("images.lead")}>
				{mayChange ? (
					<a className="btn btn-small btn-primary" href={`${path}/new?hub=${place}`}>
						{t("images.upload")}
					</a>
				) : null}
			</PageHead>
			<form method="get" action={path} className="no-print mb-4 flex flex-wrap items-end gap-3">
				<SelectField name="hub" label={t("images.hubLabel")} value={place} options={options} />
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			{images.length === 0 ? <p className="hint">{t("images.none")}</p> : null}
			<ul className="image-grid">
				{images.map((image) => (
					<li key={image.id} className="text-xs">
						<a href={`${path}/${image.id}`} className="block">
							<span className="image-choice">
								<img src={`/images/${image.id}/480.jpg`} alt={image.alt} loading="lazy" />
							</span>
						</a>
						{image.noEn ? <span className="text-ink-soft">{t("images.noEn")}</span> : null}
					</li>
				))}
			</ul>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
