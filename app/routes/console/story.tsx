import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { actorId } from "~/domain/access/actor";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { getStory, listStoryRevisions } from "~/domain/stories/get-story.server";
import {
	decideStory,
	publishStory,
	submitStory,
	takeBackStory,
	withdrawStory,
} from "~/domain/stories/review-story.server";
import { type StoryState, story as storyStates } from "~/domain/stories/story.status";
import { storyStepSchema } from "~/domain/stories/story-step.schema";
import { formatMoment } from "~/i18n/format";
import { useErrorText, useT } from "~/i18n/use-t";
import { invalid, isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { StatusBadge } from "~/ui/console/status-badge";
import { StoryChecks, StoryEase, StoryHistory } from "~/ui/console/story-parts";
import { StorySteps } from "~/ui/console/story-steps";
import { nameOf } from "./fund-view.server";
import { STORIES } from "./story-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = {
	submit: "submitted",
	approve: "approved",
	sendBack: "sentBack",
	publish: "published",
	takeBack: "takenBack",
	withdraw: "withdrawn",
} as const;
const NOTICES = ["created", "saved", ...Object.values(DONE)] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const story = await getStory(ctx, params.storyId ?? "");
	const revisions = story.rights.change || story.rights.approve ? await listStoryRevisions(ctx, story.id) : [];
	const { lang } = ctx;
	const done = new URL(request.url).searchParams.get("done");
	return {
		...{ id: story.id, title: story.titleJa, titleEn: story.titleEn, status: story.status, slug: story.slug, lang },
		hub: story.hub?.abbreviation ?? null,
		level: story.level,
		authors: story.authorsJa,
		fund: story.fund && nameOf(story.fund, lang),
		campaign: story.campaign && ((lang === "en" && story.campaign.titleEn) || story.campaign.titleJa),
		publishedAt: story.publishedAt === null ? null : formatMoment(story.publishedAt, lang),
		note: story.status === "draft" || story.status === "withdrawn" ? story.note : "",
		sources: story.sources.map(({ citation, doi, url }) => [citation, doi ?? url].filter(Boolean).join("　")),
		checklist: story.checklist,
		revisions: revisions.map(({ id, status, note, actorName, at }, index) => ({
			...{ id, status: status as StoryState, note, actorName, at: formatMoment(at, lang) },
			hasBefore: index < revisions.length - 1,
		})),
		may: stepsFor(ctx, story),
		done: NOTICES.find((one) => one === done) ?? null,
	};
}

type Shown = Awaited<ReturnType<typeof getStory>>;

function stepsFor(ctx: StaffCtx, { status, rights, submittedBy, publishedAt }: Shown) {
	const to = (state: StoryState) => storyStates.canMove(status, state);
	const own = submittedBy !== null && submittedBy === actorId(ctx.actor);
	return {
		edit: rights.change && status === "draft",
		submit: rights.submit && to("in_review"),
		decide: rights.approve && status === "in_review" && !own,
		publish: rights.approve && status === "approved" && !own,
		takeBack: to("draft") && (status === "in_review" ? rights.submit : rights.approve),
		withdraw: rights.approve && to("withdrawn"),
		isOwn: own && rights.approve && (status === "in_review" || status === "approved"),
		wasPublished: publishedAt !== null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const storyId = params.storyId ?? "";
	const form = parseForm(await readForm(request), storyStepSchema);
	if (!form.ok) throw invalid("story_step", "no such step of a story");
	const { intent, note, onlyJapanese, noSources } = form.value;
	try {
		if (intent === "submit") {
			const confirmed = [
				...(onlyJapanese ? ["onlyJapanese" as const] : []),
				...(noSources ? ["noSources" as const] : []),
			];
			await submitStory(ctx, { storyId, confirmed });
		} else if (intent === "approve" || intent === "sendBack") {
			await decideStory(ctx, { storyId, approve: intent === "approve", note });
		} else if (intent === "publish") await publishStory(ctx, { storyId });
		else if (intent === "takeBack") await takeBackStory(ctx, { storyId, note });
		else await withdrawStory(ctx, { storyId, note });
	} catch (error) {
		// A role that may not do this at all gets the error page; what the person can put right is said here.
		if (!isAppError(error) || !/^(?:stories|fields)\./.test(error.personKey)) throw error;
		return data({ error: error.personKey, note }, { status: error.status });
	}
	return redirect(`${STORIES}/${storyId}?done=${DONE[intent]}`, 303);
}

export default function StoryPage() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const path = `${STORIES}/${page.id}`;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={STORIES}>{t("stories.back")}</a>
			</p>
			<PageHead
				title={page.title}
				lead={<StatusBadge status={`story_${page.status}`} label={t(`storyStatus.${page.status}`)} />}
			>
				{page.may.edit ? (
					<a className="btn btn-small btn-primary" href={`${path}/edit`}>
						{t("stories.edit")}
					</a>
				) : null}
				<a className="btn btn-small" href={`${path}/preview`}>
					{t("stories.preview")}
				</a>
				{page.status === "published" ? (
					<a className="btn btn-small" href={`/${page.lang}/stories/${page.slug}`}>
						{t("stories.publicPage")}
					</a>
				) : null}
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-4">{t(`stories.done.${page.done}`)}</p> : null}
			{sent ? (
				<p className="notice notice-bad mb-4" role="alert">
					{errorText(sent.error)}
				</p>
			) : null}
			{page.note ? (
				<p className="notice mb-4">
					{t("stories.decisionNote")}: <q>{page.note}</q>
				</p>
			) : null}
			<Facts
				rows={[
					{ label: t("stories.hub"), value: page.hub ?? t("stories.ofProgramme") },
					{ label: t("stories.fields.titleEn"), value: page.titleEn || t("stories.noEnglish") },
					{ label: t("stories.fields.authorsJa"), value: page.authors },
					{ label: t("stories.fields.level"), value: t(`storyLevel.${page.level}`) },
					{ label: t("stories.fields.slug"), value: `/stories/${page.slug}` },
					...(page.fund ? [{ label: t("stories.fields.fundId"), value: page.fund }] : []),
					...(page.campaign ? [{ label: t("stories.fields.campaignId"), value: page.campaign }] : []),
					...(page.publishedAt ? [{ label: t("stories.publishedOn"), value: page.publishedAt }] : []),
					...page.sources.map((source, at) => ({
						label: t("stories.fields.citation", { number: at + 1 }),
						value: source,
					})),
				]}
			/>
			<Section title={t("stories.checklist")}>
				<StoryChecks checklist={page.checklist} />
			</Section>
			<StorySteps may={page.may} confirms={page.checklist.confirms} note={sent?.note ?? ""} />
			<Section title={t("stories.ease")} note={t("stories.easeNote")}>
				<StoryEase ease={page.checklist.ease} />
			</Section>
			<Section title={t("stories.history")}>
				<StoryHistory path={path} revisions={page.revisions} />
			</Section>
		</>
	);
}
