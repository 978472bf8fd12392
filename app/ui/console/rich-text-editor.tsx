import { type Editor, EditorContent, useEditor, useEditorState } from "@tiptap/react";
import { type ReactNode, useId, useState } from "react";
import { useT } from "~/i18n/use-t.ts";
import { fromEditor, RICH_TEXT_EXTENSIONS, toEditor } from "./rich-text-extensions.ts";
import type { InsertableImage, RichTextEditorProps } from "./rich-text-field.tsx";

/** The text as its readers will see it; loaded only where script runs. */
export function RichTextEditor(props: RichTextEditorProps) {
	const { labelId, describedBy, lang, markdown, onChange, images, imagesHref } = props;
	const attributes: Record<string, string> = {
		...{ role: "textbox", "aria-multiline": "true", "aria-labelledby": labelId, class: "rich-text" },
		...(describedBy ? { "aria-describedby": describedBy } : {}),
		...(lang ? { lang } : {}),
	};
	const editor = useEditor({
		extensions: RICH_TEXT_EXTENSIONS,
		content: toEditor(markdown),
		contentType: "markdown",
		// The policy of our pages refuses styles that a script writes into the page: ours are in the stylesheet.
		injectCSS: false,
		editorProps: { attributes },
		onUpdate: ({ editor: changed }) => onChange(fromEditor(changed)),
	});
	const [panel, setPanel] = useState<"link" | "image" | null>(null);
	if (!editor) return null;
	const close = () => {
		setPanel(null);
		editor.commands.focus();
	};
	return (
		<div className="rich-editor">
			<Toolbar
				editor={editor}
				panel={panel}
				onPanel={(name) => setPanel(panel === name ? null : name)}
				withImages={images.length > 0 || imagesHref !== undefined}
			/>
			{panel === "link" ? <LinkPanel editor={editor} onClose={close} /> : null}
			{panel === "image" ? (
				<ImagePanel editor={editor} images={images} imagesHref={imagesHref} onClose={close} />
			) : null}
			<EditorContent editor={editor} />
		</div>
	);
}

type Tool = { key: string; label: string; active?: boolean; disabled?: boolean; run: () => void };

function Toolbar(props: {
	editor: Editor;
	panel: "link" | "image" | null;
	onPanel: (name: "link" | "image") => void;
	withImages: boolean;
}) {
	const { editor, panel, onPanel, withImages } = props;
	const t = useT("console");
	const on = useEditorState({
		editor,
		selector: ({ editor: now }) => ({
			h2: now.isActive("heading", { level: 2 }),
			h3: now.isActive("heading", { level: 3 }),
			bold: now.isActive("bold"),
			italic: now.isActive("italic"),
			link: now.isActive("link"),
			bullets: now.isActive("bulletList"),
			numbers: now.isActive("orderedList"),
			quote: now.isActive("blockquote"),
			undo: now.can().undo(),
			redo: now.can().redo(),
		}),
	});
	const chain = () => editor.chain().focus();
	const tools: Tool[] = [
		{ key: "h2", label: t("richText.h2"), active: on.h2, run: () => chain().toggleHeading({ level: 2 }).run() },
		{ key: "h3", label: t("richText.h3"), active: on.h3, run: () => chain().toggleHeading({ level: 3 }).run() },
		{ key: "bold", label: t("richText.bold"), active: on.bold, run: () => chain().toggleBold().run() },
		{ key: "italic", label: t("richText.italic"), active: on.italic, run: () => chain().toggleItalic().run() },
		{ key: "link", label: t("richText.link"), active: on.link || panel === "link", run: () => onPanel("link") },
		{ key: "bullets", label: t("richText.bullets"), active: on.bullets, run: () => chain().toggleBulletList().run() },
		{ key: "numbers", label: t("richText.numbers"), active: on.numbers, run: () => chain().toggleOrderedList().run() },
		{ key: "quote", label: t("richText.quote"), active: on.quote, run: () => chain().toggleBlockquote().run() },
		{ key: "rule", label: t("richText.rule"), run: () => chain().setHorizontalRule().run() },
		...(withImages
			? [{ key: "image", label: t("richText.image"), active: panel === "image", run: () => onPanel("image") }]
			: []),
		{ key: "undo", label: t("richText.undo"), disabled: !on.undo, run: () => chain().undo().run() },
		{ key: "redo", label: t("richText.redo"), disabled: !on.redo, run: () => chain().redo().run() },
	];
	return (
		<fieldset className="rich-tools" aria-label={t("richText.tools")}>
			{tools.map(({ key, label, active, disabled, run }) => (
				<button
					key={key}
					type="button"
					className="rich-tool"
					data-tool={key}
					aria-pressed={active}
					disabled={disabled}
					onClick={run}
				>
					{label}
				</button>
			))}
		</fieldset>
	);
}

/** Enter inside a panel is its own, and never sends the form around it. */
function Panel({ children, onEnter, onClose }: { children: ReactNode; onEnter: () => void; onClose: () => void }) {
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only hears the keys of the fields inside
		<div
			className="rich-panel"
			role="presentation"
			onKeyDown={(event) => {
				if (event.key === "Escape") onClose();
				if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
				event.preventDefault();
				onEnter();
			}}
		>
			{children}
		</div>
	);
}

function LinkPanel({ editor, onClose }: { editor: Editor; onClose: () => void }) {
	const t = useT("console");
	const id = useId();
	const [href, setHref] = useState<string>(editor.getAttributes("link").href ?? "");
	const [refused, setRefused] = useState(false);
	const apply = () => {
		const typed = href.trim();
		const url = /^[\w.-]+@[\w.-]+$/.test(typed) ? `mailto:${typed}` : typed;
		const known = /^(?:https?:\/\/\S+|mailto:\S+|\/(?!\/)\S*)$/i.test(url);
		if (!known) return setRefused(true);
		const { empty } = editor.state.selection;
		const chain = editor.chain().focus().extendMarkRange("link");
		if (empty && !editor.isActive("link")) {
			chain.insertContent({ type: "text", text: url, marks: [{ type: "link", attrs: { href: url } }] }).run();
		} else chain.setLink({ href: url }).run();
		onClose();
	};
	const remove = () => {
		editor.chain().focus().extendMarkRange("link").unsetLink().run();
		onClose();
	};
	return (
		<Panel onEnter={apply} onClose={onClose}>
			<label className="label" htmlFor={id}>
				{t("richText.linkTo")}
			</label>
			<input
				id={id}
				className="input"
				type="text"
				inputMode="url"
				value={href}
				// biome-ignore lint/a11y/noAutofocus: opened by the writer to be filled in
				autoFocus
				aria-invalid={refused}
				aria-describedby={refused ? `${id}-error` : undefined}
				onChange={(event) => setHref(event.target.value)}
			/>
			{refused ? (
				<p id={`${id}-error`} className="field-error">
					{t("richText.linkRefused")}
				</p>
			) : null}
			<div className="mt-2 flex flex-wrap gap-2">
				<button type="button" className="btn btn-small btn-primary" onClick={apply}>
					{t("richText.apply")}
				</button>
				{editor.isActive("link") ? (
					<button type="button" className="btn btn-small" onClick={remove}>
						{t("richText.unlink")}
					</button>
				) : null}
				<button type="button" className="btn btn-small btn-quiet" onClick={onClose}>
					{t("richText.close")}
				</button>
			</div>
		</Panel>
	);
}

function ImagePanel(props: {
	editor: Editor;
	images: readonly InsertableImage[];
	imagesHref: string | undefined;
	onClose: () => void;
}) {
	const { editor, images, imagesHref, onClose } = props;
	const t = useT("console");
	const id = useId();
	const [chosen, setChosen] = useState(images[0]?.id ?? "");
	const [alt, setAlt] = useState(images[0]?.alt ?? "");
	const [caption, setCaption] = useState("");
	const insert = () => {
		if (chosen === "") return;
		editor
			.chain()
			.focus()
			.setImage({ src: `image:${chosen}`, alt, title: caption || undefined })
			.run();
		onClose();
	};
	const choose = (image: InsertableImage) => {
		setChosen(image.id);
		setAlt(image.alt);
	};
	return (
		<Panel onEnter={insert} onClose={onClose}>
			<fieldset>
				<legend className="label">{t("richText.chooseImage")}</legend>
				{images.length === 0 ? <p className="hint">{t("images.none")}</p> : null}
				<ul className="image-grid">
					{images.map((image) => (
						<li key={image.id}>
							<label className="image-choice">
								<input type="radio" name={`${id}-image`} checked={chosen === image.id} onChange={() => choose(image)} />
								<img src={`/images/${image.id}/480.jpg`} alt={image.alt} loading="lazy" />
							</label>
						</li>
					))}
				</ul>
			</fieldset>
			<label className="label mt-3" htmlFor={`${id}-alt`}>
				{t("images.fields.alt")}
			</label>
			<input id={`${id}-alt`} className="input" value={alt} onChange={(event) => setAlt(event.target.value)} />
			<label className="label mt-3" htmlFor={`${id}-caption`}>
				{t("richText.caption")}
			</label>
			<input
				id={`${id}-caption`}
				className="input"
				value={caption}
				onChange={(event) => setCaption(event.target.value)}
			/>
			<div className="mt-2 flex flex-wrap gap-2">
				<button type="button" className="btn btn-small btn-primary" onClick={insert} disabled={chosen === ""}>
					{t("richText.insert")}
				</button>
				<button type="button" className="btn btn-small btn-quiet" onClick={onClose}>
					{t("richText.close")}
				</button>
				{imagesHref ? (
					<a className="link text-sm" href={imagesHref} target="_blank" rel="noopener">
						{t("images.upload")}
					</a>
				) : null}
			</div>
		</Panel>
	);
}
