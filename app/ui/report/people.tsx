import { useT } from "~/i18n/use-t.ts";
import { RichText } from "../rich-text.tsx";
import { BlockFrame } from "./block-frame.tsx";
import { PictureWords, ReportPicture } from "./picture.tsx";
import type { ReportBlockOf } from "./report-view.ts";

export function People({ block }: { block: ReportBlockOf<"people"> }) {
	const t = useT("document");
	if (block.items.length === 0) return null;
	return (
		<BlockFrame id={block.id} heading={block.heading || t("report.people")}>
			<ul className="grid gap-8">
				{block.items.map((person) => (
					<li key={person.name} className="grid gap-4 sm:grid-cols-[8rem_1fr] sm:gap-6">
						{person.image ? (
							<figure>
								<ReportPicture
									image={person.image}
									sizes="8rem"
									className="aspect-square w-32 rounded-md object-cover"
								/>
								<PictureWords credit={person.image.credit} />
							</figure>
						) : (
							<span aria-hidden="true" className="mt-4 hidden h-px w-16 bg-accent sm:block" />
						)}
						<div>
							<h3>{person.name}</h3>
							{person.role === "" ? null : <p className="hint">{person.role}</p>}
							<div className="mt-2">
								<RichText blocks={person.text} headings={3} />
							</div>
						</div>
					</li>
				))}
			</ul>
		</BlockFrame>
	);
}

export function Photos({ block }: { block: ReportBlockOf<"photos"> }) {
	if (block.items.length === 0) return null;
	const several = block.items.length > 1;
	return (
		<BlockFrame id={block.id} heading={block.heading}>
			<ul className={several ? "grid gap-6 sm:grid-cols-2" : "grid"}>
				{block.items.map(({ image, caption }) => (
					<li key={image.imageId + caption}>
						<figure>
							<ReportPicture
								image={image}
								sizes={several ? "(min-width: 46rem) 21rem, 100vw" : "(min-width: 46rem) 44rem, 100vw"}
								className="h-auto w-full rounded-md"
							/>
							<PictureWords caption={caption} credit={image.credit} />
						</figure>
					</li>
				))}
			</ul>
		</BlockFrame>
	);
}

/** A story of the hub, where there is more to read. */
export function StoryCard({ block }: { block: ReportBlockOf<"story"> }) {
	const t = useT("document");
	const { title, lead, image, url } = block.story;
	return (
		<BlockFrame id={block.id} heading={block.heading}>
			{block.text.length > 0 ? (
				<div className="mb-5">
					<RichText blocks={block.text} headings={3} />
				</div>
			) : null}
			<div className="overflow-hidden rounded-lg border border-line bg-surface">
				{image ? (
					<ReportPicture
						image={image}
						sizes="(min-width: 46rem) 44rem, 100vw"
						className="aspect-[16/9] h-auto w-full object-cover"
					/>
				) : null}
				<div className="p-6">
					<h3>
						<a href={url}>{title}</a>
					</h3>
					<p className="mt-2">{lead}</p>
					<p className="mt-3 text-sm text-primary" aria-hidden="true">
						{t("report.story")}
					</p>
				</div>
			</div>
		</BlockFrame>
	);
}
