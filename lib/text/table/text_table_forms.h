/*
 * text_table_forms: a table for people in the languages of other programs.
 *
 * A table may be several, each with a heading of its own behind an empty row.
 */
#ifndef TEXT_TABLE_FORMS_H
#define TEXT_TABLE_FORMS_H

#include "text/table/text_table.h"

enum text_table_form {
	TEXT_TABLE_TEXT,
	TEXT_TABLE_JSON,
	TEXT_TABLE_MARKDOWN,
	TEXT_TABLE_HTML,
};

/* Text with whatever the language would take for its own escaped; in JSON with
 * the quotes around it. */
void text_table_escape(struct buf *, enum text_table_form, struct span);

/*
 * Adds the tables. In JSON each is a member "NAME": [{...}, ...] with a comma
 * before it, its name from names, the headings the names in it, "-" null where
 * text stands at the right, and digits alone a number in columns named lines
 * and age; all else is a string, so that no amount becomes a float.
 */
void text_table_as(const struct text_table *, enum text_table_form,
    const char *const *names, struct buf *);

#endif
