export const STORIES = "/console/stories";
