import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { API_SCOPES } from "~/domain/access/api-scopes";
import { createApiToken, listApiTokens, newTokenSchema, revokeApiToken } from "~/domain/access/create-api-token.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listReaches } from "~/domain/access/list-reaches.server";
import { ROLES } from "~/domain/access/roles";
import { formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { TextField } from "~/ui/form/text-field";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const [tokens, reaches] = await Promise.all([listApiTokens(ctx), listReaches(ctx)]);
	const ja = ctx.lang === "ja";
	const moment = (value: Date | null) => (value === null ? null : formatMoment(value, ctx.lang));
	return {
		title: getT(ctx.lang, "console")("apiTokens.title"),
		reaches: reaches.map((reach) => ({ value: reach.value, label: ja ? reach.nameJa : reach.nameEn })),
		tokens: tokens.map((token) => ({
			id: token.id,
			name: token.name,
			prefix: token.prefix,
			role: token.role,
			reach: token.hub?.abbreviation ?? (ja ? token.institution?.nameJa : token.institution?.nameEn) ?? null,
			scopes: token.scopes,
			createdAt: moment(token.createdAt),
			lastUsedAt: moment(token.lastUsedAt),
			expiresAt: moment(token.expiresAt),
			state: token.revokedAt ? "revoked" : token.expiresAt && token.expiresAt <= ctx.now ? "expired" : "valid",
		})),
	};
}

const createSchema = newTokenSchema.extend({ reach: z.string().min(1).max(100) });

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const fields = await readForm(request);
	if (fields.get("intent") === "revoke") {
		await revokeApiToken(ctx, { tokenId: String(fields.get("tokenId") ?? "") });
		return redirect("/console/settings/api-tokens", 303);
	}
	const form = parseForm(fields, createSchema);
	if (!form.ok) return form.rejected();
	const { reach: wanted, ...token } = form.value;
	const reach = (await listReaches(ctx)).find((one) => one.value === wanted);
	if (!reach)
		return form.submission.status === "success"
			? data(form.submission.reply({ fieldErrors: { reach: ["fields.choose"] } }), { status: 400 })
			: null;
	const made = await createApiToken(ctx, { ...token, reach: reach.scope });
	// Shown in the answer to this POST only: a redirect would have to carry the token in an address.
	return data({ made: made.token }, { headers: { "Cache-Control": "no-store" } });
}

export default function ApiTokens() {
	const { title, tokens } = useLoaderData<typeof loader>();
	const answer = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("apiTokens.lead")} />
			{answer && "made" in answer ? (
				<div className="notice notice-good mb-6" role="status">
					<p className="font-semibold">{t("apiTokens.made")}</p>
					<p className="mt-1 font-mono text-sm break-all">{answer.made}</p>
				</div>
			) : null}
			<Section title={t("apiTokens.list")}>
				<PlainTable
					label={t("apiTokens.list")}
					empty={t("apiTokens.none")}
					columns={[
						{ label: t("apiTokens.name") },
						{ label: t("apiTokens.prefix") },
						{ label: t("apiTokens.role") },
						{ label: t("apiTokens.scopes") },
						{ label: t("apiTokens.createdAt"), number: true },
						{ label: t("apiTokens.lastUsedAt"), number: true },
						{ label: t("apiTokens.expiresAt"), number: true },
						{ label: t("gifts.columns.status") },
					]}
					rows={tokens.map((token) => ({
						key: token.id,
						cells: [
							token.name,
							<span key="prefix" className="font-mono text-xs">{`${token.prefix}…`}</span>,
							`${t(`roles.${token.role}` as "roles.admin")} (${token.reach ?? t("scopes.programme")})`,
							<span key="scopes" className="font-mono text-xs">
								{token.scopes.join(" ")}
							</span>,
							token.createdAt,
							token.lastUsedAt ?? "–",
							token.expiresAt ?? t("apiTokens.never"),
							token.state === "valid" ? (
								<form key="revoke" method="post">
									<input type="hidden" name="intent" value="revoke" />
									<input type="hidden" name="tokenId" value={token.id} />
									<button type="submit" className="btn btn-small btn-danger">
										{t("apiTokens.revoke")}
									</button>
								</form>
							) : (
								t(`apiTokens.states.${token.state}` as "apiTokens.states.revoked")
							),
						],
					}))}
				/>
			</Section>
			<NewToken />
		</>
	);
}

function NewToken() {
	const { reaches } = useLoaderData<typeof loader>();
	const answer = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const sent = answer && "error" in answer ? answer : null;
	const state = (name: string) => {
		const value = sent?.initialValue?.[name];
		return {
			name,
			value: typeof value === "string" ? value : "",
			errors: (sent?.error?.[name] ?? []).map(errorText),
		};
	};
	return (
		<Section title={t("apiTokens.new")}>
			<form method="post" className="grid max-w-text gap-5">
				<TextField {...state("name")} label={t("apiTokens.name")} hint={t("apiTokens.nameHint")} maxLength={100} />
				<div className="flex flex-wrap gap-3">
					<SelectField
						name="role"
						label={t("apiTokens.role")}
						value={state("role").value || "viewer"}
						options={ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
					/>
					<SelectField name="reach" label={t("apiTokens.reach")} value={state("reach").value} options={reaches} />
				</div>
				<fieldset>
					<legend className="label">{t("apiTokens.scopes")}</legend>
					<div className="grid gap-2 sm:grid-cols-2">
						{API_SCOPES.map((scope) => (
							<label key={scope} className="choice text-sm">
								<input type="checkbox" name="scopes" value={scope} className="size-5" />
								<span className="font-mono">{scope}</span>
							</label>
						))}
					</div>
					{state("scopes").errors.length > 0 ? <p className="field-error">{state("scopes").errors.join(" ")}</p> : null}
				</fieldset>
				<TextField
					{...state("expiresInDays")}
					label={t("apiTokens.expiresInDays")}
					hint={t("apiTokens.expiresHint")}
					inputMode="numeric"
				/>
				<div>
					<button type="submit" className="btn btn-primary">
						{t("apiTokens.create")}
					</button>
				</div>
			</form>
		</Section>
	);
}
