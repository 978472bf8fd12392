import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { BLOCK_DAYS, BLOCK_KINDS, BLOCK_MAX, blockRuleSchema } from "~/domain/fraud/block-rule.schema";
import { addBlock, closeAlarm, endBlock, listBlockPlaces, listBlocks } from "~/domain/fraud/manage-blocks.server";
import { formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/form/select-field";
import { TextField } from "~/ui/form/text-field";

const HERE = "/console/settings/blocks";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { rules, alarms } = await listBlocks(ctx);
	const t = getT(ctx.lang, "console");
	const at = (value: Date | null) => (value === null ? null : formatMoment(value, ctx.lang));
	const whose = (row: { institution: { nameJa: string; nameEn: string } | null }) =>
		(ctx.lang === "ja" ? row.institution?.nameJa : row.institution?.nameEn) ?? t("blocks.everywhere");
	return {
		title: t("blocks.title"),
		places: (await listBlockPlaces(ctx)).map(({ institutionId, nameJa, nameEn }) => ({
			value: institutionId ?? "",
			label: institutionId === null ? t("blocks.everywhere") : ctx.lang === "ja" ? nameJa : nameEn,
		})),
		rules: rules.map((rule) => ({
			id: rule.id,
			kind: rule.kind,
			hint: rule.hint,
			reason: rule.reason,
			whose: whose(rule),
			expiresAt: at(rule.expiresAt),
		})),
		alarms: alarms.map((alarm) => ({
			id: alarm.id,
			whose: whose(alarm),
			declined: alarm.declined,
			attempts: alarm.attempts,
			openedAt: at(alarm.openedAt) ?? "",
			closedAt: at(alarm.closedAt),
		})),
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const fields = await readForm(request);
	const id = String(fields.get("id") ?? "");
	switch (fields.get("intent")) {
		case "end":
			await endBlock(ctx, { ruleId: id });
			return redirect(HERE, 303);
		case "close":
			await closeAlarm(ctx, { alarmId: id });
			return redirect(HERE, 303);
		default: {
			const form = parseForm(fields, blockRuleSchema);
			if (!form.ok) return form.rejected();
			await addBlock(ctx, form.value);
			return redirect(HERE, 303);
		}
	}
}

export default function Blocks() {
	const { title, rules, alarms } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("blocks.lead")} />
			<Section title={t("blocks.alarms")}>
				<PlainTable
					label={t("blocks.alarms")}
					empty={t("blocks.noAlarms")}
					columns={[
						{ label: t("blocks.openedAt") },
						{ label: t("blocks.whose") },
						{ label: t("blocks.declined"), number: true },
						{ label: t("blocks.closedAt") },
					]}
					rows={alarms.map((alarm) => ({
						key: alarm.id,
						cells: [
							alarm.openedAt,
							alarm.whose,
							`${alarm.declined} / ${alarm.attempts}`,
							alarm.closedAt ?? <OneButton key="close" id={alarm.id} intent="close" label={t("blocks.close")} />,
						],
					}))}
				/>
			</Section>
			<Section title={t("blocks.rules")}>
				<PlainTable
					label={t("blocks.rules")}
					empty={t("blocks.noRules")}
					columns={[
						{ label: t("blocks.kind") },
						{ label: t("blocks.value") },
						{ label: t("blocks.whose") },
						{ label: t("blocks.reason") },
						{ label: t("blocks.expiresAt") },
						{ label: t("blocks.end") },
					]}
					rows={rules.map((rule) => ({
						key: rule.id,
						cells: [
							t(`blocks.kinds.${rule.kind}` as "blocks.kinds.email"),
							rule.hint,
							rule.whose,
							rule.reason,
							rule.expiresAt ?? t("blocks.untilEnded"),
							<OneButton key="end" id={rule.id} intent="end" label={t("blocks.end")} />,
						],
					}))}
				/>
			</Section>
			<NewRule />
		</>
	);
}

function OneButton({ id, intent, label }: { id: string; intent: string; label: string }) {
	return (
		<form method="post">
			<input type="hidden" name="intent" value={intent} />
			<input type="hidden" name="id" value={id} />
			<button type="submit" className="btn btn-small">
				{label}
			</button>
		</form>
	);
}

function NewRule() {
	const { places } = useLoaderData<typeof loader>();
	const everywhere = places.some(({ value }) => value === "");
	const answer = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const field = (name: string) => ({
		name,
		value: String(answer?.initialValue?.[name] ?? ""),
		errors: (answer?.error?.[name] ?? []).map(errorText),
	});
	return (
		<Section title={t("blocks.add")}>
			<form method="post" className="grid max-w-xl gap-4">
				<SelectField
					{...field("kind")}
					label={t("blocks.kind")}
					empty={t("blocks.choose")}
					options={BLOCK_KINDS.map((kind) => ({ value: kind, label: t(`blocks.kinds.${kind}`) }))}
				/>
				<TextField
					{...field("value")}
					label={t("blocks.value")}
					hint={t("blocks.valueHint")}
					maxLength={BLOCK_MAX.value}
				/>
				<TextField {...field("reason")} label={t("blocks.reason")} maxLength={BLOCK_MAX.reason} />
				<SelectField
					{...field("days")}
					label={t("blocks.expiresAt")}
					empty={t("blocks.days.30")}
					options={BLOCK_DAYS.filter((days) => days !== "30").map((days) => ({
						value: days,
						label: t(`blocks.days.${days}`),
					}))}
				/>
				<SelectField
					{...field("institutionId")}
					label={t("blocks.whose")}
					empty={everywhere ? t("blocks.everywhere") : t("blocks.choose")}
					options={places.filter(({ value }) => value !== "")}
				/>
				<button type="submit" className="btn btn-primary justify-self-start">
					{t("blocks.add")}
				</button>
			</form>
		</Section>
	);
}
