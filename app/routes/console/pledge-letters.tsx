import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { writePledgeLetter } from "~/domain/pledges/change-pledge-letter.server";
import { listLetterHubs, listPledgeLetters } from "~/domain/pledges/list-pledge-letters.server";
import { LETTER_FIELDS, PLEDGE_LETTER_MAX, pledgeLetterSchema } from "~/domain/pledges/pledge-letter.schema";
import { formatDayShort } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { PledgeLetterForm } from "~/ui/console/pledge-letter-form";
import { StatusBadge } from "~/ui/console/status-badge";
import { sentTexts } from "./pledge-preview.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const [letters, hubs] = await Promise.all([listPledgeLetters(ctx), listLetterHubs(ctx)]);
	const ja = ctx.lang === "ja";
	const wording = getT("ja", "document");
	const english = getT("en", "document");
	return {
		title: getT(ctx.lang, "console")("pledgeLetters.title"),
		letters: letters.map((letter) => ({
			id: letter.id,
			hub: letter.hub.abbreviation,
			title: ja || letter.titleEn === "" ? letter.titleJa : letter.titleEn,
			status: letter.status === "ready" ? ("ready" as const) : ("draft" as const),
			from: letter.fromPractice?.hub.abbreviation ?? null,
			changedOn: formatDayShort(jstDayString(letter.updatedAt), ctx.lang),
		})),
		hubs: hubs.map((hub) => ({ value: hub.id, label: ja ? hub.nameJa : hub.nameEn })),
		plain: {
			titleJa: wording("pledge.title"),
			titleEn: english("pledge.title"),
			bodyJa: wording("pledge.body"),
			bodyEn: english("pledge.body"),
		},
		fields: LETTER_FIELDS,
		max: PLEDGE_LETTER_MAX,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const sent = await readForm(request);
	const values = sentTexts(sent);
	const form = parseForm(sent, pledgeLetterSchema);
	const hubId = values.hubId ?? "";
	const known = (await listLetterHubs(ctx)).some(({ id }) => id === hubId);
	if (!form.ok || !known) {
		const wrong = form.ok ? {} : (form.submission.reply().error ?? {});
		const errors = known ? wrong : { ...wrong, hubId: ["fields.choose"] };
		return data({ values, errors }, { status: 400 });
	}
	const { letterId } = await writePledgeLetter(ctx, { ...form.value, hubId });
	return redirect(`/console/pledge-letters/${letterId}?done=written`, 303);
}

export default function PledgeLetters() {
	const { title, letters, hubs, plain, fields, max } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/pledges">{t("pledges.back")}</a>
			</p>
			<PageHead title={title} lead={t("pledgeLetters.lead")} />
			<PlainTable
				label={title}
				empty={t("pledgeLetters.none")}
				columns={[
					{ label: t("filters.hub") },
					{ label: t("pledgeLetters.titleColumn") },
					{ label: t("gifts.columns.status") },
					{ label: t("pledgeLetters.from") },
					{ label: t("pledgeLetters.changedOn"), number: true },
				]}
				rows={letters.map((letter) => ({
					key: letter.id,
					cells: [
						letter.hub,
						<a key="title" href={`/console/pledge-letters/${letter.id}`}>
							{letter.title}
						</a>,
						<StatusBadge key="status" status={letter.status} label={t(`pledgeLetters.status.${letter.status}`)} />,
						letter.from ?? "–",
						letter.changedOn,
					],
				}))}
			/>
			{hubs.length > 0 ? (
				<Section title={t("pledgeLetters.new")} note={t("pledgeLetters.newNote")}>
					<PledgeLetterForm hubs={hubs} values={plain} sent={sent ?? null} fields={fields} max={max} />
				</Section>
			) : null}
		</>
	);
}
