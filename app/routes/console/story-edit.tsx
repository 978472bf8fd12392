import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { readSentImage } from "~/domain/images/take-image.server";
import { getStory } from "~/domain/stories/get-story.server";
import { storySchema } from "~/domain/stories/story.schema";
import { changeStory } from "~/domain/stories/write-story.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { conflict } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { PageHead } from "~/ui/console/page-head";
import { StoryErrors, StoryFields } from "~/ui/console/story-fields";
import { sentValues } from "./fund-view.server";
import { refusedField, sourceRowsOf, storyOptions, storyValues } from "./story-form.server";
import { STORIES } from "./story-view";

export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const FORM_MAX_BYTES = 20_000_000;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const storyId = params.storyId ?? "";
	await authorize(ctx, "change", { type: "Story", id: storyId });
	const story = await getStory(ctx, storyId);
	if (story.status !== "draft") {
		throw conflict("story_not_draft", `story ${storyId} is ${story.status}`, { personKey: "stories.notDraft" });
	}
	const values = storyValues(story);
	return {
		title: `${getT(ctx.lang, "console")("stories.edit")}: ${story.titleJa}`,
		...{ storyId, values, sourceRows: sourceRowsOf(values), seenAt: story.updatedAt.toISOString() },
		slugIsFixed: story.publishedAt !== null,
		hubSlug: story.hub?.slug ?? "programme",
		form: await storyOptions(ctx, story.hubId),
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const storyId = params.storyId ?? "";
	await authorize(ctx, "change", { type: "Story", id: storyId });
	const sent = await readForm(request, { maxBytes: FORM_MAX_BYTES });
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>) =>
		data({ values, rows: sourceRowsOf(values), errors: errors as Record<string, string[]> }, { status: 400 });
	const form = parseForm(sent, storySchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	const seenAt = sent.get("seenAt");
	try {
		await changeStory(ctx, {
			...{ storyId, fields: form.value, image: await readSentImage(sent) },
			...(typeof seenAt === "string" && seenAt !== "" ? { seenAt } : {}),
		});
	} catch (error) {
		return refuse(refusedField(error));
	}
	return redirect(`${STORIES}/${storyId}?done=saved`, 303);
}

export default function EditStory() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = sent?.errors ?? {};
	const path = `${STORIES}/${page.storyId}`;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={path}>{t("stories.back")}</a>
			</p>
			<PageHead title={page.title} />
			<StoryErrors errors={errors} />
			<form method="post" encType="multipart/form-data" className="mt-4 grid max-w-[52rem] gap-8">
				<input type="hidden" name="seenAt" value={sent?.values.seenAt ?? page.seenAt} />
				<StoryFields
					values={sent?.values ?? page.values}
					errors={errors}
					{...page.form}
					imagesHref={`/console/images/new?hub=${page.hubSlug}`}
					sourceRows={sent?.rows ?? page.sourceRows}
					slugIsFixed={page.slugIsFixed}
				/>
				<div className="flex flex-wrap gap-3">
					<button type="submit" className="btn btn-primary">
						{t("stories.save")}
					</button>
				</div>
			</form>
		</>
	);
}
