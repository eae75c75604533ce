#include "transport/ticket_line.h"

#include <inttypes.h>

#include "text/tsv.h"

/* What stands behind a word: n the number, m takers, c class, l lane, t text. */
static const struct {
	const char *word, *fields;
} words[] = {
	[TICKET_QUEUE] = { "queue", "cln" },
	[TICKET_GIVE] = { "give", "nclt" },
	[TICKET_TOOK] = { "took", "n" },
	[TICKET_BACK] = { "back", "n" },
	[TICKET_ASK] = { "ask", "cl" },
	[TICKET_GIVEN] = { "given", "n" },
	[TICKET_LOST] = { "lost", "nt" },
	[TICKET_TICKET] = { "ticket", "nclt" },
	[TICKET_DEPTH] = { "depth", "clnm" },
	[TICKET_REFUSED] = { "refused", "clt" },
	[TICKET_BLOCKED] = { "blocked", "t" },
	[TICKET_UNBLOCKED] = { "unblocked", "" },
};

enum { WORDS = sizeof words / sizeof *words };

void
ticket_line_add(
    struct buf *b, enum ticket_word word, const struct ticket_said *s)
{
	buf_str(b, words[word].word);
	for (const char *f = words[word].fields; *f; f++) {
		buf_byte(b, '\t');
		if (*f == 'n' || *f == 'm')
			buf_printf(
			    b, "%" PRIu64, *f == 'n' ? s->number : s->takers);
		else
			tsv_escape(b,
			    *f == 'c'       ? s->class
				: *f == 'l' ? s->lane
					    : s->text);
	}
	buf_byte(b, '\n');
}

static bool
find_word(struct span word, enum ticket_word *w)
{
	for (int i = 0; i < WORDS; i++)
		if (span_eq(word, span_str(words[i].word))) {
			*w = (enum ticket_word)i;
			return true;
		}
	return false;
}

static bool
take_text(struct buf *b, struct span field, size_t max)
{
	return !tsv_has_control(field) && tsv_unescape(b, field) &&
	    b->len <= max;
}

static bool
take_field(struct ticket_line *t, char what, struct span field)
{
	switch (what) {
	case 'n':
		return span_count(field, &t->number);
	case 'm':
		return span_count(field, &t->takers);
	case 'c':
		return take_text(&t->class, field, TICKET_NAME_MAX);
	case 'l':
		return take_text(&t->lane, field, TICKET_NAME_MAX);
	default:
		return take_text(&t->text, field, TICKET_TEXT_MAX);
	}
}

int
ticket_line_parse(struct ticket_line *t, struct span line, struct err *e)
{
	struct span rest = line, field;
	bool good = tsv_next(&rest, &field) && find_word(field, &t->word);

	t->number = t->takers = 0;
	buf_clear(&t->class);
	buf_clear(&t->lane);
	buf_clear(&t->text);
	for (const char *f = good ? words[t->word].fields : ""; *f && good; f++)
		good = tsv_next(&rest, &field) && take_field(t, *f, field);
	if (!good || tsv_next(&rest, &field))
		return err_set(e, ST_DATA,
		    "no line of recon-tickets(7): \"%s\"", excerpt(line).s);
	return 0;
}

void
ticket_line_free(struct ticket_line *t)
{
	buf_free(&t->class);
	buf_free(&t->lane);
	buf_free(&t->text);
}
