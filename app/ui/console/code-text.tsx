/** An id of another system: short in a table, whole when pointed at or copied. */
export function CodeText({ text }: { text: string | null }) {
	if (text === null) return <>–</>;
	return (
		<span className="inline-block max-w-44 truncate align-middle font-mono text-xs" title={text}>
			{text}
		</span>
	);
}
