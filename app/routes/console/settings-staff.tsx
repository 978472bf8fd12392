import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { createStaff, newStaffSchema, PASSWORD_MIN } from "~/domain/access/create-staff.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listReaches } from "~/domain/access/list-reaches.server";
import { listStaff } from "~/domain/access/list-staff.server";
import { ROLES } from "~/domain/access/roles";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { TextField } from "~/ui/form/text-field";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const [grants, reaches] = await Promise.all([listStaff(ctx), listReaches(ctx)]);
	const ja = ctx.lang === "ja";
	return {
		title: getT(ctx.lang, "console")("staff.title"),
		made: new URL(request.url).searchParams.has("made"),
		passwordMin: PASSWORD_MIN,
		reaches: reaches.map((reach) => ({ value: reach.value, label: ja ? reach.nameJa : reach.nameEn })),
		grants: grants.map((grant) => ({
			id: grant.id,
			name: grant.user.name,
			email: grant.user.email,
			role: grant.role,
			reach: grant.hub?.abbreviation ?? (ja ? grant.institution?.nameJa : grant.institution?.nameEn) ?? null,
			twoFactor: grant.user.twoFactorEnabled === true,
		})),
	};
}

const formSchema = newStaffSchema.extend({ role: z.enum(ROLES), reach: z.string().min(1).max(100) });

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const form = parseForm(await readForm(request), formSchema);
	if (!form.ok) return form.rejected();
	const { role, reach: wanted, ...person } = form.value;
	const refuse = (field: string, error: string) =>
		data(form.submission.reply({ fieldErrors: { [field]: [error] } }), { status: 400 });
	const reach = (await listReaches(ctx)).find((one) => one.value === wanted);
	if (!reach) return refuse("reach", "fields.choose");
	try {
		await createStaff(ctx, { ...person, grants: [{ role, scope: reach.scope }] });
	} catch (error) {
		if (isAppError(error) && error.code === "staff_exists") return refuse("email", "access.staffExists");
		throw error;
	}
	return redirect("/console/settings/staff?made=1", 303);
}

export default function Staff() {
	const { title, grants, made } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("staff.lead")} />
			{made ? <p className="notice notice-good mb-6">{t("staff.made")}</p> : null}
			<PlainTable
				label={title}
				empty={t("staff.none")}
				columns={[
					{ label: t("firstAdmin.name") },
					{ label: t("signIn.email") },
					{ label: t("apiTokens.role") },
					{ label: t("apiTokens.reach") },
					{ label: t("nav.twoFactor") },
				]}
				rows={grants.map((grant) => ({
					key: grant.id,
					cells: [
						grant.name,
						grant.email,
						t(`roles.${grant.role}` as "roles.admin"),
						grant.reach ?? t("scopes.programme"),
						grant.twoFactor ? t("staff.twoFactorOn") : t("staff.twoFactorOff"),
					],
				}))}
			/>
			<NewStaff />
		</>
	);
}

function NewStaff() {
	const { reaches, passwordMin } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: string) => {
		const value = sent?.initialValue?.[name];
		return {
			name,
			value: typeof value === "string" && name !== "password" ? value : "",
			errors: (sent?.error?.[name] ?? []).map(errorText),
		};
	};
	return (
		<Section title={t("staff.new")}>
			<form method="post" className="grid max-w-text gap-5">
				<TextField {...state("name")} label={t("firstAdmin.name")} maxLength={100} autoComplete="off" />
				<TextField {...state("email")} type="email" label={t("signIn.email")} autoComplete="off" />
				<TextField
					{...state("password")}
					type="password"
					label={t("staff.password")}
					hint={t("firstAdmin.passwordHint", { min: passwordMin })}
					autoComplete="new-password"
				/>
				<div className="flex flex-wrap gap-3">
					<SelectField
						name="role"
						label={t("apiTokens.role")}
						value={state("role").value || "viewer"}
						options={ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
					/>
					<SelectField name="reach" label={t("apiTokens.reach")} value={state("reach").value} options={reaches} />
				</div>
				<div>
					<button type="submit" className="btn btn-primary">
						{t("staff.create")}
					</button>
				</div>
			</form>
		</Section>
	);
}
