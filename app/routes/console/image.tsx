import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { getImage } from "~/domain/images/list-images.server";
import { changeImageWords } from "~/domain/images/store-image.server";
import { readSentImage } from "~/domain/images/take-image.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { readForm } from "~/platform/http/form.server";
import { ImageUploadFields } from "~/ui/console/image-choice";
import { PageHead } from "~/ui/console/page-head";
import { sentValues } from "./fund-view.server";
import { IMAGES } from "./image-place.server";
import { refusedField } from "./story-form.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { image, mayChange } = await getImage(ctx, params.imageId ?? "");
	const { id, width, height, altJa, altEn, creditJa, creditEn } = image;
	return {
		...{ title: getT(ctx.lang, "console")("images.editTitle"), id, width, height, mayChange },
		values: { imageAltJa: altJa, imageAltEn: altEn, imageCreditJa: creditJa, imageCreditEn: creditEn },
		isSaved: new URL(request.url).searchParams.get("done") === "saved",
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const form = await readForm(request);
	const imageId = params.imageId ?? "";
	try {
		await changeImageWords(ctx, { imageId, words: await readSentImage(form) });
	} catch (error) {
		return data({ values: sentValues(form), errors: refusedField(error) }, { status: 400 });
	}
	return redirect(`${IMAGES}/${imageId}?done=saved`, 303);
}

export default function ImagePage() {
	const { title, id, width, height, values, mayChange, isSaved } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/images">{t("images.back")}</a>
			</p>
			<PageHead title={title} lead={`${t("images.size")}: ${width} × ${height}`} />
			{isSaved && !sent ? <p className="notice notice-good mb-4">{t("images.saved")}</p> : null}
			<img
				src={`/images/${id}/960.jpg`}
				alt={values.imageAltJa}
				width={width}
				height={height}
				className="h-auto max-w-text w-full rounded-md"
			/>
			{mayChange ? (
				<form method="post" className="mt-4 grid max-w-text gap-5">
					<ImageUploadFields values={sent?.values ?? values} errors={sent?.errors ?? {}} withoutFile />
					<div>
						<button type="submit" className="btn btn-primary">
							{t("images.save")}
						</button>
					</div>
				</form>
			) : null}
		</>
	);
}
