/*
 * mt940_fields: the fields of SWIFT FIN messages, ":TAG:" and a value of one or
 * more lines, with whatever banks put around the messages.
 *
 * A message begins with field 20 and ends with a line "-" (alone, or with
 * "}" or a control byte behind it), at the next field 20 or at the end of
 * the input. Lines outside a message are passed over unless they are a
 * field, which has no business there. Inside, a line that is no field
 * belongs to the field before it: ":12:" at the start of a line of free
 * text is text as long as 12 is no tag of a statement. Where a block "{4:"
 * was opened around the message, the input may not end before its "-}".
 */
#ifndef MT940_FIELDS_H
#define MT940_FIELDS_H

#include "base/buf.h"
#include "io/lines.h"

struct mt940_fields {
	struct lines lines; /* owned */
	char tag[4];        /* of the field just read: "60F"; "-" is the end
	                     * of a message */
	struct buf value;   /* its lines, separated by LF */
	uint64_t line;      /* number of its first line */

	struct span ahead; /* a line read and not used yet */
	bool has_ahead;
	bool in_message;
	uint64_t block; /* line where one was opened; 0: none is open */
};

/* in: open; moved, the reader owns it. */
void mt940_fields_open(struct mt940_fields *, struct input *in);

/*
 * The next field: 1, 0 the end of the input, -1 with the error and its place
 * told. The end of a message is told once, before the next one or the end.
 */
int mt940_fields_next(struct mt940_fields *, struct err *);

/* Puts the name and the line of the field before the text. Always -1. */
int mt940_fields_err(const struct mt940_fields *, struct err *);

static inline bool
mt940_fields_is(const struct mt940_fields *s, const char *tag)
{
	return !strcmp(s->tag, tag);
}

void mt940_fields_close(struct mt940_fields *);

#endif
