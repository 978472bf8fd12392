import type { CSSProperties, ReactNode } from "react";
import { Heading as HeadingTag, Link, Text } from "react-email";
import { COLOUR, paragraph, SERIF, small } from "./theme.ts";

export function Title({ children }: { children: string }) {
	return (
		<HeadingTag
			as="h1"
			className="m-ink"
			style={{
				margin: "0 0 20px",
				fontFamily: SERIF,
				fontSize: "24px",
				lineHeight: "34px",
				fontWeight: 600,
				color: COLOUR.ink,
			}}
		>
			{children}
		</HeadingTag>
	);
}

export function Subtitle({ children }: { children: string }) {
	return (
		<HeadingTag
			as="h2"
			className="m-ink"
			style={{
				margin: "28px 0 10px",
				fontFamily: SERIF,
				fontSize: "18px",
				lineHeight: "28px",
				fontWeight: 600,
				color: COLOUR.ink,
			}}
		>
			{children}
		</HeadingTag>
	);
}

export function Paragraph({ children }: { children: ReactNode }) {
	return (
		<Text className="m-ink" style={paragraph}>
			{children}
		</Text>
	);
}

export function Small({ children }: { children: ReactNode }) {
	return (
		<Text className="m-soft" style={small}>
			{children}
		</Text>
	);
}

/** An address written out, for programs that show no buttons and people who look before they click. */
export function WrittenLink({ href }: { href: string }) {
	return (
		<Link
			href={href}
			className="m-link"
			style={{ color: COLOUR.primary, textDecoration: "underline", wordBreak: "break-all" }}
		>
			{href}
		</Link>
	);
}

export interface Fact {
	label: string;
	value: string;
	/** The one a reader looks for first. */
	strong?: boolean;
}

/** Facts of a gift: beside each other where there is room, one under the other on a phone. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
	return (
		<table
			className="facts"
			role="presentation"
			width="100%"
			cellPadding={0}
			cellSpacing={0}
			style={{ margin: "8px 0 24px", borderCollapse: "collapse" }}
		>
			<tbody>
				{facts.map((fact) => (
					<tr key={fact.label} className="fact">
						<td className="m-label" style={cell({ width: "38%", color: COLOUR.inkSoft, fontSize: "14px" })}>
							{fact.label}
						</td>
						<td
							className="m-value"
							style={cell({
								color: COLOUR.ink,
								fontSize: fact.strong ? "20px" : "16px",
								fontWeight: fact.strong ? 700 : 400,
								overflowWrap: "anywhere",
							})}
						>
							{fact.value}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function cell(style: CSSProperties): CSSProperties {
	return {
		padding: "10px 12px 10px 0",
		borderBottom: `1px solid ${COLOUR.line}`,
		lineHeight: "26px",
		textAlign: "left",
		verticalAlign: "top",
		...style,
	};
}

/** The one thing to do. A link in a coloured cell, so that it stays a button where padding on links is ignored. */
export function Action({ href, children }: { href: string; children: string }) {
	return (
		<table role="presentation" cellPadding={0} cellSpacing={0} style={{ margin: "8px 0 20px" }}>
			<tbody>
				<tr>
					<td className="m-button" style={{ borderRadius: "8px", backgroundColor: COLOUR.primary }}>
						<Link
							href={href}
							className="m-button action"
							style={{
								display: "inline-block",
								padding: "13px 26px",
								borderRadius: "8px",
								fontSize: "16px",
								lineHeight: "24px",
								fontWeight: 700,
								color: COLOUR.onPrimary,
								textDecoration: "none",
							}}
						>
							{children}
						</Link>
					</td>
				</tr>
			</tbody>
		</table>
	);
}

export function Steps({ steps }: { steps: readonly string[] }) {
	return (
		<ol
			className="m-ink"
			style={{ margin: "0 0 20px", padding: "0 0 0 26px", color: COLOUR.ink, fontSize: "16px", lineHeight: "28px" }}
		>
			{steps.map((step) => (
				<li key={step} style={{ marginBottom: "6px" }}>
					{step}
				</li>
			))}
		</ol>
	);
}

/** What must not be missed, such as that this mail is no receipt. */
export function Notice({ children }: { children: ReactNode }) {
	return (
		<table role="presentation" width="100%" cellPadding={0} cellSpacing={0} style={{ margin: "0 0 20px" }}>
			<tbody>
				<tr>
					<td
						className="m-notice m-ink"
						style={{
							padding: "14px 18px",
							borderLeft: `3px solid ${COLOUR.accent}`,
							backgroundColor: COLOUR.sunken,
							color: COLOUR.ink,
							fontSize: "15px",
							lineHeight: "26px",
							overflowWrap: "anywhere",
						}}
					>
						{children}
					</td>
				</tr>
			</tbody>
		</table>
	);
}
