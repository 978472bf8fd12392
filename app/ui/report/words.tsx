import { useT } from "~/i18n/use-t.ts";
import { RichText } from "../rich-text.tsx";
import { BlockFrame } from "./block-frame.tsx";
import { ReportPicture } from "./picture.tsx";
import type { ReportBlockOf, ReportSourceView } from "./report-view.ts";

/** Who speaks, in a serif hand, signed. */
export function Letter({ block }: { block: ReportBlockOf<"letter"> }) {
	const { signature, role, image } = block;
	return (
		<BlockFrame id={block.id} heading={block.heading}>
			<div className="font-serif text-[1.0625rem] leading-loose">
				<RichText blocks={block.text} headings={3} />
			</div>
			{signature === "" ? null : (
				<div className="mt-8 flex items-center gap-4">
					{image ? <ReportPicture image={image} sizes="5rem" className="size-20 rounded-full object-cover" /> : null}
					<p>
						<span className="block font-serif text-xl tracking-wide">{signature}</span>
						{role === "" ? null : <span className="hint">{role}</span>}
					</p>
				</div>
			)}
		</BlockFrame>
	);
}

/** Free words. A claim shows what it rests on. */
export function Words({ block }: { block: ReportBlockOf<"text"> }) {
	return (
		<BlockFrame id={block.id} heading={block.heading}>
			<RichText blocks={block.text} headings={3} />
			<Sources sources={block.sources} />
		</BlockFrame>
	);
}

function Sources({ sources }: { sources: readonly ReportSourceView[] }) {
	const t = useT("document");
	if (sources.length === 0) return null;
	return (
		<div className="mt-5 border-t border-line pt-3">
			<p className="hint font-semibold">{t("report.sources")}</p>
			<ol className="hint mt-1 grid list-decimal gap-1 ps-5">
				{sources.map((source) => (
					<li key={source.citation + source.url}>
						{source.citation} <SourceLink source={source} />
					</li>
				))}
			</ol>
		</div>
	);
}

/** A DOI is shown as one: it stays right when pages move. */
export function SourceLink({ source: { doi, url } }: { source: ReportSourceView }) {
	const t = useT("document");
	if (url === null) return doi === null ? null : <span>{t("report.outputs.doi", { doi })}</span>;
	return (
		<a href={url} rel="noopener">
			{doi === null ? url : t("report.outputs.doi", { doi })}
		</a>
	);
}

export function Outputs({ block }: { block: ReportBlockOf<"outputs"> }) {
	const t = useT("document");
	if (block.items.length === 0) return null;
	return (
		<BlockFrame id={block.id} heading={block.heading || t("report.outputs.title")}>
			<ol className="grid gap-6">
				{block.items.map((item) => (
					<li key={item.citation + item.url} className="border-s-2 border-accent ps-5">
						<p>{item.sentence}</p>
						<p className="hint mt-1">
							{item.citation} <SourceLink source={item} />
						</p>
					</li>
				))}
			</ol>
		</BlockFrame>
	);
}

export function Thanks({ block }: { block: ReportBlockOf<"thanks"> }) {
	return (
		<BlockFrame id={block.id} heading={block.heading}>
			<div className="font-serif text-[1.0625rem] leading-loose">
				<RichText blocks={block.text} headings={3} />
			</div>
		</BlockFrame>
	);
}

/** The one thing asked for. */
export function Ask({ block }: { block: ReportBlockOf<"ask"> }) {
	return (
		<aside aria-labelledby={block.heading === "" ? undefined : `b-${block.id}`} className="card mt-14 sm:p-8">
			{block.heading === "" ? null : (
				<h2 id={`b-${block.id}`} className="mb-4">
					{block.heading}
				</h2>
			)}
			<RichText blocks={block.text} headings={3} />
			<p className="no-print mt-6">
				<a className="btn btn-primary" href={block.url}>
					{block.button}
				</a>
			</p>
			<p className="mt-4 hidden break-all print:block">{block.url}</p>
		</aside>
	);
}
