import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { storeImage } from "~/domain/images/store-image.server";
import { readSentImage } from "~/domain/images/take-image.server";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { readForm } from "~/platform/http/form.server";
import { ImageUploadFields } from "~/ui/console/image-choice";
import { PageHead } from "~/ui/console/page-head";
import { ErrorSummary } from "~/ui/form/error-summary";
import { sentValues } from "./fund-view.server";
import { IMAGES, imagePlace } from "./image-place.server";
import { refusedField } from "./story-form.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const FORM_MAX_BYTES = 20_000_000;

async function placeOf(ctx: StaffCtx, request: Request) {
	await authorize(ctx, "change", "Image");
	return (await imagePlace(ctx, new URL(request.url).searchParams.get("hub") ?? undefined)).place;
}

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { slug, label } = await placeOf(ctx, request);
	return { title: getT(ctx.lang, "console")("images.newTitle"), label, backHref: `${IMAGES}?hub=${slug}` };
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { hubId, slug } = await placeOf(ctx, request);
	const form = await readForm(request, { maxBytes: FORM_MAX_BYTES });
	const refuse = (errors: Record<string, string[]>) => data({ values: sentValues(form), errors }, { status: 400 });
	const { file, ...sent } = await readSentImage(form);
	if (file === null) return refuse({ imageFile: ["fields.required"] });
	try {
		await storeImage(ctx, { ...sent, ...file, hubId });
	} catch (error) {
		return refuse(refusedField(error));
	}
	return redirect(`${IMAGES}?hub=${slug}`, 303);
}

export default function NewImage() {
	const { title, label, backHref } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const errors = sent?.errors ?? {};
	const items = Object.entries(errors).flatMap(([field, messages]) =>
		messages.map((message) => ({ field, label: t("images.title"), error: errorText(message) })),
	);
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={backHref}>{t("images.back")}</a>
			</p>
			<PageHead title={title} lead={label} />
			<ErrorSummary heading={t("images.errors")} text={t("images.errorsText")} items={items} />
			<form method="post" encType="multipart/form-data" className="mt-4 grid max-w-text gap-5">
				<ImageUploadFields values={sent?.values ?? {}} errors={errors} />
				<div>
					<button type="submit" className="btn btn-primary">
						{t("images.add")}
					</button>
				</div>
			</form>
		</>
	);
}
