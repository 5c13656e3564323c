/** Who publishes: names, addresses and lines for the public pages. All of it configuration. */
export interface ServiceIdentity {
  readonly serviceName: string;
  readonly councilName: string;
  /** Null when there is nothing to link to. */
  readonly councilUrl: string | null;
  /** Path of an SVG or PNG file; null shows the council's name in words. */
  readonly logoFile: string | null;
  readonly phone: ContactLine | null;
  /** Text line for parents; ChatHealth in Cornwall. */
  readonly textLine: ContactLine | null;
  /** Where the public site stands, without a slash at the end: "https://hub.example.gov.uk". */
  readonly publicUrl: string;
}

export interface ContactLine {
  readonly name: string;
  readonly number: string;
  /** "Monday to Friday, 9am to 5pm"; empty when not known. */
  readonly hours: string;
}
