import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { changePledgeLetter, markPledgeLetter } from "~/domain/pledges/change-pledge-letter.server";
import { getPledgeLetter, listLetterHubs } from "~/domain/pledges/list-pledge-letters.server";
import { LETTER_FIELDS, PLEDGE_LETTER_MAX, pledgeLetterSchema } from "~/domain/pledges/pledge-letter.schema";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { PledgeLetterForm } from "~/ui/console/pledge-letter-form";
import { StatusBadge } from "~/ui/console/status-badge";
import { sentTexts } from "./pledge-preview.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["written", "changed", "ready", "draft"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const letter = await getPledgeLetter(ctx, params.letterId ?? "");
	const ja = ctx.lang === "ja";
	const { titleJa, titleEn, bodyJa, bodyEn } = letter;
	const done = new URL(request.url).searchParams.get("done");
	return {
		id: letter.id,
		title: ja || titleEn === "" ? titleJa : titleEn,
		hub: ja ? letter.hub.nameJa : letter.hub.nameEn,
		from: letter.fromPractice?.hub.abbreviation ?? null,
		status: letter.status === "ready" ? ("ready" as const) : ("draft" as const),
		values: { titleJa, titleEn, bodyJa, bodyEn },
		basedOn: letter.updatedAt.toISOString(),
		mayChange: (await listLetterHubs(ctx)).some(({ id }) => id === letter.hubId),
		fields: LETTER_FIELDS,
		max: PLEDGE_LETTER_MAX,
		done: DONE.find((one) => one === done) ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const letterId = params.letterId ?? "";
	const sent = await readForm(request);
	const intent = sent.get("intent");
	if (intent === "ready" || intent === "draft") {
		await markPledgeLetter(ctx, { letterId, ready: intent === "ready" });
		return redirect(`/console/pledge-letters/${letterId}?done=${intent}`, 303);
	}
	const values = sentTexts(sent);
	const form = parseForm(sent, pledgeLetterSchema);
	if (!form.ok) return data({ values, errors: form.submission.reply().error ?? {} }, { status: 400 });
	try {
		await changePledgeLetter(ctx, { letterId, basedOn: values.basedOn ?? "", wording: form.value });
	} catch (error) {
		if (!isAppError(error) || error.status !== 409) throw error;
		const errors: Record<string, string[] | null> = { "": [error.personKey] };
		return data({ values, errors }, { status: 409 });
	}
	return redirect(`/console/pledge-letters/${letterId}?done=changed`, 303);
}

export default function PledgeLetter() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const other = page.status === "ready" ? "draft" : "ready";
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/pledge-letters">{t("pledgeLetters.back")}</a>
			</p>
			<PageHead title={page.title} lead={page.hub}>
				<StatusBadge status={page.status} label={t(`pledgeLetters.status.${page.status}`)} />
				{(["ja", "en"] as const).map((lang) => (
					<a key={lang} className="btn btn-small" href={`/console/pledge-letters/${page.id}/preview.pdf?lang=${lang}`}>
						{t(`pledgeLetters.preview.${lang}`)}
					</a>
				))}
			</PageHead>
			{page.done && !sent ? (
				<p className="notice notice-good mb-4" role="status">
					{t(`pledgeLetters.done.${page.done}`)}
				</p>
			) : null}
			{page.from ? <p className="hint mb-3">{t("pledgeLetters.adopted", { hub: page.from })}</p> : null}
			{page.mayChange ? (
				<>
					<PledgeLetterForm
						hubs={null}
						values={page.values}
						basedOn={page.basedOn}
						sent={sent ?? null}
						fields={page.fields}
						max={page.max}
					/>
					<Section title={t(`pledgeLetters.mark.${other}`)} note={t(`pledgeLetters.markNote.${other}`)}>
						<form method="post">
							<button type="submit" name="intent" value={other} className="btn">
								{t(`pledgeLetters.mark.${other}`)}
							</button>
						</form>
					</Section>
				</>
			) : (
				<div className="card whitespace-pre-line">{page.values.bodyJa}</div>
			)}
		</>
	);
}
