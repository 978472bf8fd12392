/** A schema.org object without its context: https://schema.org */
export interface StructuredData {
	"@type": string;
	[property: string]: Json | undefined;
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
