import { type ComponentType, useEffect, useRef, useState } from "react";
import { useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { describedBy, type FieldState } from "../form/field-props.ts";

export interface InsertableImage {
	id: string;
	alt: string;
}

export interface RichTextFieldProps extends FieldState {
	label: string;
	hint?: string;
	requiredMark?: string;
	/** language of what is written */
	lang?: string;
	/** the hub's pictures that may be put into the text */
	images?: readonly InsertableImage[];
	/** where another picture is uploaded */
	imagesHref?: string;
	rows?: number;
}

export interface RichTextEditorProps {
	labelId: string;
	describedBy: string | undefined;
	lang: string | undefined;
	markdown: string;
	onChange: (markdown: string) => void;
	images: readonly InsertableImage[];
	imagesHref: string | undefined;
}

/**
 * A text with headings, emphasis, links, lists and pictures, sent as Markdown. A plain box where no script runs; with
 * script (`handle = { script: true }` on the route) an editor that shows it as readers will see it.
 */
export function RichTextField(props: RichTextFieldProps) {
	const { name, id = name, value, errors, label, hint, requiredMark, lang, images = [], imagesHref, rows = 14 } = props;
	const t = useT("console");
	const source = useRef<HTMLTextAreaElement>(null);
	const [Editor, setEditor] = useState<ComponentType<RichTextEditorProps> | null>(null);
	const [plain, setPlain] = useState(false);
	useEffect(() => {
		let here = true;
		// The box stays where the editor cannot be loaded.
		import("./rich-text-editor.tsx").then(
			(loaded) => here && setEditor(() => loaded.RichTextEditor),
			() => {},
		);
		return () => {
			here = false;
		};
	}, []);
	const inEditor = Editor !== null && !plain;
	const described = describedBy(id, true, errors);
	return (
		<div>
			<div className="flex flex-wrap items-end justify-between gap-x-4">
				<label className="label" id={`${id}-label`} htmlFor={id}>
					{label}
					{requiredMark ? <span className="required">{requiredMark}</span> : null}
				</label>
				{Editor ? (
					<button type="button" className="btn btn-quiet btn-small" onClick={() => setPlain(!plain)}>
						{plain ? t("richText.toEditor") : t("richText.toPlain")}
					</button>
				) : null}
			</div>
			<textarea
				ref={source}
				className="input font-mono text-sm"
				hidden={inEditor}
				id={id}
				name={name}
				rows={rows}
				lang={lang}
				defaultValue={value}
				aria-required={requiredMark ? true : undefined}
				aria-invalid={errors.length > 0 ? true : undefined}
				aria-describedby={described}
			/>
			{inEditor ? (
				<Editor
					labelId={`${id}-label`}
					describedBy={described}
					lang={lang}
					markdown={source.current?.value ?? value}
					onChange={(markdown) => {
						if (source.current) source.current.value = markdown;
					}}
					images={images}
					imagesHref={imagesHref}
				/>
			) : null}
			<p id={`${id}-hint`} className="hint mt-1">
				{hint ? `${hint} ` : ""}
				{inEditor ? t("richText.hintEditor") : t("richText.hintPlain")}
			</p>
			<FieldErrors name={id} errors={errors} />
		</div>
	);
}
