/** Whether these bytes begin and end as a PDF does: a name or a content type says nothing. */
export function isPdf(bytes: Uint8Array): boolean {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return text.subarray(0, 5).toString("latin1") === "%PDF-" && text.subarray(-2048).includes("%%EOF");
}
