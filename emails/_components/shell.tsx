import type { ReactNode } from "react";
import { Container, Head, Hr, Html, Link, Section, Text } from "react-email";
import { getT } from "~/i18n/texts.server.ts";
import type { GiftMailProps, MailFrame } from "./mail-props.ts";
import { Paragraph, Title } from "./parts.tsx";
import { COLOUR, MAIL_CSS, SANS, SERIF, small } from "./theme.ts";

export interface ShellProps {
	/** a mail about a gift, or the frame of any other */
	mail: GiftMailProps | MailFrame;
	/** What the inbox shows beside the subject. */
	preview: string;
	title: string;
	/** in place of what a mail about a gift says at its end */
	footer?: ReactNode;
	children: ReactNode;
}

/** Frame of every mail: who speaks, to whom, and where to ask. 600 px at most, no picture, readable without style. */
export function Shell({ mail, preview, title, footer, children }: ShellProps) {
	const t = getT(mail.lang, "mail");
	return (
		<Html lang={mail.lang} dir="ltr">
			<Head>
				<title>{title}</title>
				<meta name="color-scheme" content="light dark" />
				<meta name="supported-color-schemes" content="light dark" />
				<style>{MAIL_CSS}</style>
			</Head>
			<body
				className="m-body"
				style={{ margin: 0, padding: 0, backgroundColor: COLOUR.paper, fontFamily: SANS, color: COLOUR.ink }}
			>
				<Preheader text={preview} />
				{mail.demo ? <Demo text={t("common.demo")} /> : null}
				<Container
					className="m-page"
					style={{ width: "100%", maxWidth: "600px", margin: "0 auto", padding: "0 12px 32px" }}
				>
					<Section style={{ padding: "28px 20px 18px" }}>
						<Mark name={t("common.wordmark")} href={mail.siteUrl} />
					</Section>
					<Card>
						{mail.addressee === null ? null : (
							<Paragraph>{t("common.greeting", { addressee: mail.addressee })}</Paragraph>
						)}
						<Title>{title}</Title>
						{children}
					</Card>
					{footer ?? <Footer mail={mail} />}
				</Container>
			</body>
		</Html>
	);
}

/** Its colours and padding sit on one cell, where the dark and narrow rules can reach them. */
function Card({ children }: { children: ReactNode }) {
	return (
		<table
			role="presentation"
			width="100%"
			cellPadding={0}
			cellSpacing={0}
			style={{ borderCollapse: "separate", tableLayout: "fixed" }}
		>
			<tbody>
				<tr>
					<td
						className="m-card"
						style={{
							padding: "36px 40px",
							border: `1px solid ${COLOUR.line}`,
							borderRadius: "14px",
							backgroundColor: COLOUR.surface,
							fontFamily: SANS,
						}}
					>
						{children}
					</td>
				</tr>
			</tbody>
		</table>
	);
}

/** Beside the subject in an inbox; the spaces keep the mail's first words from following it there. */
function Preheader({ text }: { text: string }) {
	return (
		<div
			data-skip-in-text="true"
			style={{ display: "none", maxHeight: 0, maxWidth: 0, overflow: "hidden", lineHeight: "1px", opacity: 0 }}
		>
			{text}
			{"\u00a0\u200c".repeat(80)}
		</div>
	);
}

function Demo({ text }: { text: string }) {
	return (
		<Text
			className="m-demo"
			style={{
				margin: 0,
				padding: "8px 16px",
				backgroundColor: COLOUR.accentSoft,
				color: COLOUR.accent,
				fontSize: "14px",
				lineHeight: "22px",
				fontWeight: 700,
				textAlign: "center",
			}}
		>
			{text}
		</Text>
	);
}

/** A drop beside the name, drawn with a border radius: no picture to load, nothing lost where it is ignored. */
function Mark({ name, href }: { name: string; href: string }) {
	return (
		<Text
			className="m-ink"
			style={{ margin: 0, fontFamily: SERIF, fontSize: "20px", lineHeight: "28px", color: COLOUR.ink }}
		>
			<span
				className="m-drop"
				style={{
					display: "inline-block",
					width: "11px",
					height: "11px",
					marginRight: "10px",
					borderRadius: "0 50% 50% 50%",
					transform: "rotate(45deg)",
					backgroundColor: COLOUR.accent,
				}}
			/>
			<Link href={href} className="m-ink" style={{ color: COLOUR.ink, textDecoration: "none" }}>
				{name}
			</Link>
		</Text>
	);
}

function Footer({ mail }: { mail: GiftMailProps | MailFrame }) {
	const t = getT(mail.lang, "mail");
	const institution = mail.institutionName ?? t("common.wordmark");
	return (
		<Section style={{ padding: "20px 20px 0" }}>
			<Text className="m-soft" style={small}>
				{senderText(mail, t)}
			</Text>
			<Text className="m-soft" style={small}>
				{mail.contactEmail === null ? (
					t("common.contactByPage")
				) : (
					<>
						{t("common.contact", { institution })}{" "}
						<Link href={`mailto:${mail.contactEmail}`} className="m-link" style={{ color: COLOUR.primary }}>
							{mail.contactEmail}
						</Link>
					</>
				)}
			</Text>
			<Hr className="m-line" style={{ margin: "14px 0", border: "none", borderTop: `1px solid ${COLOUR.line}` }} />
			<Text className="m-soft" style={small}>
				{t("common.notYou")}
			</Text>
		</Section>
	);
}

/** Why the reader has this mail. */
function senderText(mail: GiftMailProps | MailFrame, t: ReturnType<typeof getT<"mail">>): string {
	const institution = mail.institutionName ?? t("common.wordmark");
	if ("because" in mail && mail.because === "asked") return t("common.senderAsked", { institution });
	if ("because" in mail && mail.because === "staff") return t("common.senderStaff", { institution });
	return t("common.sender", { institution, hub: mail.hubName ?? institution });
}
