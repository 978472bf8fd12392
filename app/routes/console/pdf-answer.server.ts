/** A paper made for whoever asked, shown and kept by nobody. */
export function pdfAnswer({ bytes, fileName }: { bytes: Uint8Array; fileName: string }): Response {
	return new Response(new Uint8Array(bytes), {
		headers: {
			"Content-Type": "application/pdf",
			"Content-Disposition": `inline; filename="${fileName}"`,
			"Cache-Control": "private, no-store",
		},
	});
}
