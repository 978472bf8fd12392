/** A PDF for one person: shown by the browser, kept by nobody in between. */
export function pdfAnswer(file: { bytes: Uint8Array; fileName: string }): Response {
	const ascii = file.fileName.replace(/[^\w.-]+/g, "_");
	return new Response(new Uint8Array(file.bytes), {
		headers: {
			"Content-Type": "application/pdf",
			"Content-Length": String(file.bytes.byteLength),
			"Content-Disposition": `inline; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
			"Cache-Control": "private, no-store",
			"X-Robots-Tag": "noindex, nofollow",
		},
	});
}
