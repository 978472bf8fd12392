/**
 * A file a person may open or save. Its name may be Japanese: told twice, as RFC 6266 asks, in ASCII and in full.
 * @param input.inline  shown by the browser instead of saved
 */
export function fileResponse(
	bytes: Uint8Array,
	input: { contentType: string; fileName: string; inline?: boolean },
): Response {
	const ascii = input.fileName.replace(/[^\x20-\x7e]+/g, "_").replace(/["\\%]/g, "_");
	const full = encodeURIComponent(input.fileName).replace(
		/['()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
	const disposition = input.inline ? "inline" : "attachment";
	return new Response(new Uint8Array(bytes), {
		headers: {
			"Content-Type": input.contentType,
			"Content-Disposition": `${disposition}; filename="${ascii}"; filename*=UTF-8''${full}`,
			"Content-Length": String(bytes.byteLength),
			"X-Content-Type-Options": "nosniff",
			"Cache-Control": "private, no-store",
		},
	});
}
