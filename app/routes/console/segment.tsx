import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayDo, mayEver } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { listDonors } from "~/domain/donors/list-donors.server";
import { donorName } from "~/domain/names/person-name";
import { getSegment, type KeptSegment, listSegmentUses } from "~/domain/segments/get-segment.server";
import { removeSegment } from "~/domain/segments/keep-segment.server";
import { toRuleValues } from "~/domain/segments/segment-form";
import { formatDayShort, formatInteger, formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { readForm } from "~/platform/http/form.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { SegmentWords } from "~/ui/console/segment-builder";
import { SegmentForm } from "~/ui/console/segment-form";
import { nameOf } from "./fund-view.server";
import { readQuery } from "./list-query";
import {
	actOnSegmentForm,
	placeLabel,
	placeWord,
	readSegmentForm,
	showAudience,
	showBuilder,
} from "./segment-page.server";
import { SEGMENTS } from "./segments-path";

export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const SAMPLE = 10;
const querySchema = z.object({ done: z.literal("kept").optional().catch(undefined) });

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const segment = await getSegment(ctx, params.segmentId ?? "");
	const { institutionId, hubId, rules, name } = segment;
	const place = { institutionId, hubId };
	const mayChange = mayDo(ctx, "change", "Segment", place);
	const begins = { ...readSegmentForm(new FormData()), name, match: rules.match, rows: rules.rules.map(toRuleValues) };
	const [audience, sample, uses, builder] = await Promise.all([
		showAudience(ctx, place, rules),
		mayEver(ctx, "read", "Donor") ? listDonors(ctx, { segment, limit: SAMPLE }) : null,
		usesOf(ctx, segment.id),
		mayChange ? showBuilder(ctx, place, begins) : null,
	]);
	return {
		title: name,
		id: segment.id,
		done: readQuery(request, querySchema).done !== undefined,
		place: placeOf(segment, ctx),
		audience: { ...audience, count: formatInteger(audience.count) },
		sample:
			sample?.donors.map((donor) => ({
				id: donor.id,
				name: donorName(donor, ctx.lang),
				hubs: donor.hubs.join(", "),
				lastGivenOn: donor.lastGivenOn === null ? "–" : formatDayShort(donor.lastGivenOn, ctx.lang),
			})) ?? null,
		uses,
		builder,
		mayAsk: mayDo(ctx, "change", "Appeal", place) && hubId !== null,
	};
}

function placeOf(segment: KeptSegment, ctx: StaffCtx) {
	const place = { institution: segment.institution, hub: segment.hub };
	return { value: placeWord(place), label: placeLabel(place, ctx.lang) };
}

async function usesOf(ctx: StaffCtx, segmentId: string) {
	const t = getT(ctx.lang, "console");
	const { appeals, reports, mailings } = await listSegmentUses(ctx, segmentId);
	return [
		...appeals.map(({ id, name }) => ({ kind: t("segments.usedBy.appeal"), name, href: `/console/appeals/${id}` })),
		...reports.map((report) => ({
			kind: t("segments.usedBy.report"),
			name: nameOf({ nameJa: report.titleJa, nameEn: report.titleEn || report.titleJa }, ctx.lang),
			href: `/console/reports/${report.id}`,
		})),
		...mailings.map(({ id, scheduledAt }) => ({
			kind: t("segments.usedBy.mailing"),
			name: formatMoment(scheduledAt, ctx.lang),
			href: `/console/mailings/${id}`,
		})),
	];
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const segmentId = params.segmentId ?? "";
	const form = await readForm(request);
	if (form.get("intent") === "delete") {
		await removeSegment(ctx, segmentId);
		return redirect(`${SEGMENTS}?done=removed`, 303);
	}
	const { institutionId, hubId } = await getSegment(ctx, segmentId);
	const outcome = await actOnSegmentForm(ctx, form, { institutionId, hubId, segmentId });
	if (outcome.segmentId !== null) return redirect(`${SEGMENTS}/${segmentId}?done=kept`, 303);
	const builder = await showBuilder(ctx, { institutionId, hubId }, outcome.form);
	return data({ builder }, { status: outcome.status });
}

export default function SegmentPage() {
	const { title, id, done, place, audience, sample, uses, builder, mayAsk } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const shown = sent?.builder ?? builder;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={SEGMENTS}>{t("segments.back")}</a>
			</p>
			<PageHead title={title} lead={place.label}>
				{sample ? (
					<>
						<a className="btn btn-small" href={`/console/donors?segment=${id}`}>
							{t("segments.toDonors")}
						</a>
						<a className="btn btn-small" href={`/console/gifts?segment=${id}`}>
							{t("segments.toGifts")}
						</a>
					</>
				) : null}
				{mayAsk ? (
					<a className="btn btn-small btn-primary" href={`/console/appeals/new?segment=${id}`}>
						{t("segments.toAppeal")}
					</a>
				) : null}
			</PageHead>
			{done ? <p className="notice notice-good mb-4">{t("segments.done.kept")}</p> : null}
			{audience.gone ? <p className="notice notice-bad mb-4">{t("segments.goneNote")}</p> : null}
			<p className="mb-2 text-2xl tabular-nums">{t("segments.counted", { number: audience.count })}</p>
			<SegmentWords words={audience.words} />
			{sample ? (
				<Section title={t("segments.sample")} note={t("segments.sampleNote")}>
					<PlainTable
						label={t("segments.sample")}
						empty={t("donors.none")}
						columns={[
							{ label: t("donors.columns.name") },
							{ label: t("donors.columns.hubs") },
							{ label: t("donors.columns.lastGivenOn"), number: true },
						]}
						rows={sample.map((donor) => ({
							key: donor.id,
							cells: [
								<a key="name" href={`/console/donors/${donor.id}`}>
									{donor.name}
								</a>,
								donor.hubs || "–",
								donor.lastGivenOn,
							],
						}))}
					/>
				</Section>
			) : null}
			<Section title={t("segments.usedByTitle")}>
				<PlainTable
					label={t("segments.usedByTitle")}
					empty={t("segments.unused")}
					columns={[{ label: t("segments.usedByKind") }, { label: t("segments.name") }]}
					rows={uses.map((use) => ({
						key: use.href,
						cells: [
							use.kind,
							<a key="use" href={use.href}>
								{use.name}
							</a>,
						],
					}))}
				/>
			</Section>
			{shown ? (
				<Section title={t("segments.changeTitle")} note={t("segments.changeNote")}>
					<SegmentForm builder={shown} place={place} />
					{uses.length === 0 ? (
						<form method="post" className="mt-6">
							<button type="submit" name="intent" value="delete" className="btn btn-small">
								{t("segments.delete")}
							</button>
						</form>
					) : null}
				</Section>
			) : null}
		</>
	);
}
