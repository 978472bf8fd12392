import { useT } from "~/i18n/use-t";
import { SelectField } from "./select-field";

type Shape = "desktop" | "phone" | "mail" | "mailPhone" | "text" | "pdf";

export interface ReportPreviewProps {
	path: string;
	chosen: { as: string; lang: "ja" | "en"; shape: Shape; search: string };
	samples: readonly ("person" | "company" | "nobody")[];
	shapes: readonly Shape[];
	readers: readonly { donorId: string; name: string; lang: "ja" | "en" }[];
	/** the viewer may see donors, and look for one by name */
	mayFind: boolean;
	more: boolean;
	subject: string;
	text: string;
	bytes: number;
	ownMail: string;
	done: "sent" | null;
	/** of the framed page or mail */
	frame: string;
	pdf: string;
}

/** Chooses reader, language and shape; shows what that reader gets; sends it to the viewer. Needs no script. */
export function ReportPreview(props: ReportPreviewProps) {
	const { path, chosen, done, ownMail } = props;
	const t = useT("console");
	return (
		<>
			{done === null ? null : (
				<p className="notice notice-good mb-4" role="status">
					{t("reportPreview.sent", { mail: ownMail })}
				</p>
			)}
			<Choices {...props} />
			<form method="post" action={`${path}/preview`} className="mb-5 flex flex-wrap items-center gap-3">
				<input type="hidden" name="as" value={chosen.as} />
				<input type="hidden" name="in" value={chosen.lang} />
				<button type="submit" className="btn btn-small">
					{t("reportPreview.test", { mail: ownMail })}
				</button>
			</form>
			<Shown {...props} />
		</>
	);
}

function Choices({ path, chosen, samples, shapes, readers, mayFind, more }: ReportPreviewProps) {
	const t = useT("console");
	const options = [
		...samples.map((sample) => ({ value: sample, label: t(`reportPreview.samples.${sample}`) })),
		...readers.map(({ donorId, name, lang }) => ({
			value: donorId,
			label: t("reportPreview.reader", { name, lang: t(`reportPreview.langs.${lang}`) }),
		})),
	];
	return (
		<form method="get" action={`${path}/preview`} className="mb-4 flex flex-wrap items-end gap-3">
			{mayFind ? (
				<label className="block text-sm">
					<span className="mb-0.5 block text-xs font-semibold text-ink-soft">{t("reportPreview.find")}</span>
					<input
						type="search"
						name="q"
						defaultValue={chosen.search}
						maxLength={100}
						className="input min-h-9 py-1 text-sm"
					/>
				</label>
			) : null}
			<SelectField name="as" label={t("reportPreview.as")} value={chosen.as} options={options} />
			<SelectField
				name="in"
				label={t("reportPreview.lang")}
				value={chosen.lang}
				options={(["ja", "en"] as const).map((lang) => ({ value: lang, label: t(`reportPreview.langs.${lang}`) }))}
			/>
			<SelectField
				name="shape"
				label={t("reportPreview.shape")}
				value={chosen.shape}
				options={shapes.map((shape) => ({ value: shape, label: t(`reportPreview.shapes.${shape}`) }))}
			/>
			<button type="submit" className="btn btn-small min-h-9">
				{t("reportPreview.show")}
			</button>
			{more ? <p className="hint w-full">{t("reportPreview.more")}</p> : null}
		</form>
	);
}

function Shown({ chosen, frame, pdf, text, subject, bytes }: ReportPreviewProps) {
	const t = useT("console");
	const { shape, lang } = chosen;
	const inFrame = "rounded-md border border-line bg-white";
	const title = t(`reportPreview.shapes.${shape}`);
	const isMail = shape === "mail" || shape === "mailPhone" || shape === "text";
	return (
		<section aria-label={title}>
			{isMail ? (
				<p className="mb-3 text-sm">
					<span className="text-ink-soft">{t("reportPreview.subject")}</span>{" "}
					<strong lang={lang} className="font-semibold">
						{subject}
					</strong>{" "}
					<span className="hint">{t("reportPreview.size", { kilobytes: Math.ceil(bytes / 1000) })}</span>
				</p>
			) : null}
			{shape === "desktop" || shape === "phone" ? (
				<iframe
					src={frame}
					title={title}
					className={`${inFrame} h-[60rem] ${shape === "phone" ? "w-[390px] max-w-full" : "w-full"}`}
				/>
			) : null}
			{shape === "mail" || shape === "mailPhone" ? (
				<iframe
					src={frame}
					title={title}
					sandbox="allow-top-navigation-by-user-activation"
					className={`${inFrame} h-[60rem] max-w-full ${shape === "mailPhone" ? "w-[390px]" : "w-[640px]"}`}
				/>
			) : null}
			{shape === "text" ? (
				<pre lang={lang} className="card overflow-x-auto font-mono text-sm whitespace-pre-wrap">
					{text}
				</pre>
			) : null}
			{shape === "pdf" ? (
				<p>
					<a className="btn" href={pdf}>
						{t("reportPreview.openPdf")}
					</a>
				</p>
			) : null}
		</section>
	);
}
