/** For loaders and pages alike. */
export const SEGMENTS = "/console/segments";
