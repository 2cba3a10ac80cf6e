/** A message as its place shows it, approximately. */
export interface MessageView {
  /** What stands first: a headline, a subject. One plain line. */
  readonly title: string;
  /** Safe to stand in a page: strangers' text is escaped, and links lead to http(s) pages only. */
  readonly html: string;
  /** What a person reads in it, line by line; cells of a table are a tab apart. */
  readonly text: string;
}
