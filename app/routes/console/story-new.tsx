import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { readSentImage } from "~/domain/images/take-image.server";
import { listStoryPlaces } from "~/domain/stories/list-stories.server";
import { storySchema } from "~/domain/stories/story.schema";
import { createStory } from "~/domain/stories/write-story.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { notFound } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { PageHead } from "~/ui/console/page-head";
import { SelectField } from "~/ui/console/select-field";
import { StoryErrors, StoryFields } from "~/ui/console/story-fields";
import { nameOf, sentValues } from "./fund-view.server";
import { refusedField, sourceRowsOf, storyOptions } from "./story-form.server";
import { STORIES } from "./story-view";

export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const FORM_MAX_BYTES = 20_000_000;
const PROGRAMME = "programme";

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { places, place } = await placeOf(ctx, request);
	const t = getT(ctx.lang, "console");
	return {
		title: t("stories.newTitle"),
		places: places.map((hub) => ({
			value: hub?.slug ?? PROGRAMME,
			label: hub === null ? t("stories.ofProgramme") : `${hub.abbreviation}　${nameOf(hub, ctx.lang)}`,
		})),
		place: place && { slug: place.hub?.slug ?? PROGRAMME, name: place.hub?.abbreviation ?? t("stories.ofProgramme") },
		form: place && (await storyOptions(ctx, place.hub?.id ?? null)),
	};
}

/** Whose story it is: the only place there is, or the one the address names. */
async function placeOf(ctx: StaffCtx, request: Request) {
	const places = await listStoryPlaces(ctx);
	const asked = new URL(request.url).searchParams.get("hub");
	const at = places.findIndex((hub) => (hub?.slug ?? PROGRAMME) === asked);
	if (asked !== null && at < 0) throw notFound("hub", asked.slice(0, 40));
	const index = places.length === 1 ? 0 : at;
	return { places, place: index < 0 ? null : { hub: places[index] ?? null } };
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { place } = await placeOf(ctx, request);
	const sent = await readForm(request, { maxBytes: FORM_MAX_BYTES });
	if (place === null) throw notFound("hub", "of no story");
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) =>
		data({ values, rows: sourceRowsOf(values), errors: errors as Record<string, string[]> }, { status });
	const form = parseForm(sent, storySchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		const image = await readSentImage(sent);
		const { storyId } = await createStory(ctx, { hubId: place.hub?.id ?? null, fields: form.value, image });
		return redirect(`${STORIES}/${storyId}?done=created`, 303);
	} catch (error) {
		return refuse(refusedField(error));
	}
}

export default function NewStory() {
	const { title, places, place, form } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = sent?.errors ?? {};
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={STORIES}>{t("stories.back")}</a>
			</p>
			<PageHead title={title} lead={place?.name} />
			{place === null || form === null ? (
				<form method="get" className="flex flex-wrap items-end gap-3">
					<SelectField name="hub" label={t("stories.chooseHub")} value={undefined} options={places} />
					<button type="submit" className="btn btn-primary">
						{t("stories.continue")}
					</button>
				</form>
			) : (
				<>
					<StoryErrors errors={errors} />
					<form method="post" encType="multipart/form-data" className="mt-4 grid max-w-[52rem] gap-8">
						<StoryFields
							values={sent?.values ?? {}}
							errors={errors}
							{...form}
							imagesHref={`/console/images/new?hub=${place.slug}`}
							sourceRows={sent?.rows ?? 3}
							slugIsFixed={false}
						/>
						<div>
							<button type="submit" className="btn btn-primary">
								{t("stories.create")}
							</button>
						</div>
					</form>
				</>
			)}
		</>
	);
}
