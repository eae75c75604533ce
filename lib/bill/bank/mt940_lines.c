/* The part of mt940.h that is about where the lines went. */
#include "bill/bank/mt940.h"

#include "bill/rows/where_lines_went.h"

static enum mt940_part
part_of(const struct mt940 *m)
{
	const char *tag = m->swift.tag;

	if (!strcmp(tag, "61"))
		return MT940_OF_ENTRY;
	if (!strcmp(tag, "86") || !strcmp(tag, "NS"))
		return m->has_entry ? MT940_OF_DETAILS : MT940_OF_STATEMENT;
	if (tag[0] == '6')
		return MT940_OF_BALANCE;
	return tag[0] == '9' || tag[0] == '3' ? MT940_OF_TOTAL : MT940_OF_HEAD;
}

void
mt940_count_lines(struct mt940 *m)
{
	const struct buf *v = &m->swift.value;
	uint64_t n = 1;

	if (mt940_fields_is(&m->swift, "-"))
		return;
	for (size_t i = 0; i < v->len; i++)
		n += v->p[i] == '\n';
	m->went[part_of(m)] += n;
}

void
mt940_tell_lines(const struct mt940 *m, struct buf *b)
{
	const uint64_t lines = m->swift.lines.count;
	uint64_t others = lines;

	for (int i = 0; i < MT940_PARTS; i++)
		others -= m->went[i];
	buf_printf(b, "%ju line%s", (uintmax_t)lines, lines == 1 ? "" : "s");
	where_lines_went(b,
	    (const struct lines_went[]){
		{ m->went[MT940_OF_HEAD], "of the head", NULL },
		{ m->went[MT940_OF_BALANCE], "of balances", NULL },
		{ m->went[MT940_OF_ENTRY], "of entries", NULL },
		{ m->went[MT940_OF_DETAILS], "of their details", NULL },
		{ m->went[MT940_OF_STATEMENT],
		    "of text about the statement, which goes nowhere", NULL },
		{ m->went[MT940_OF_TOTAL], "of limits and totals", NULL },
		{ others, "around messages", NULL },
	    },
	    7);
}
