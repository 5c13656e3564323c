/** A name that is safe as an element's id: letters, digits and hyphens. */
export const domId = (...parts: (string | number)[]): string =>
  parts.join('-').replace(/[^A-Za-z0-9-]+/g, '-');
