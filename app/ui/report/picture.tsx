import type { ReportImageView } from "./report-view.ts";

/** A picture at the width the screen needs; its place is kept before it is there. */
export function ReportPicture({
	image,
	sizes,
	className,
	eager = false,
}: {
	image: ReportImageView;
	sizes: string;
	className?: string;
	eager?: boolean;
}) {
	const largest = image.files.at(-1);
	if (!largest) return null;
	const set = (type: "webp" | "jpg") => image.files.map((file) => `${file[type]} ${file.width}w`).join(", ");
	return (
		<picture>
			<source type="image/webp" srcSet={set("webp")} sizes={sizes} />
			<img
				src={largest.jpg}
				srcSet={set("jpg")}
				sizes={sizes}
				width={image.width}
				height={image.height}
				alt={image.alt}
				loading={eager ? "eager" : "lazy"}
				decoding="async"
				className={className}
			/>
		</picture>
	);
}

/** A caption and who made the picture. */
export function PictureWords({ caption = "", credit }: { caption?: string; credit: string }) {
	const words = [caption, credit].filter(Boolean).join(" / ");
	return words === "" ? null : <figcaption className="hint mt-2">{words}</figcaption>;
}
