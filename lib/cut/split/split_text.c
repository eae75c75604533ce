#include "cut/split/split_text.h"

#include <inttypes.h>

#include "cut/split/split_files.h"

const char *
split_standing_name(enum split_standing s)
{
	static const char *const names[] = {
		[SPLIT_BEFORE] = "before",
		[SPLIT_SEALED] = "sealed",
		[SPLIT_OPEN] = "open",
		[SPLIT_NEXT] = "next",
		[SPLIT_AHEAD] = "ahead",
	};

	return names[s];
}

/* The digest of a file and what it holds, as #total has it. */
static void
add_held(struct buf *b, const struct split_part *part)
{
	static const struct span word = SPAN("#total\t");
	struct buf total = { 0 };
	struct span s;

	total_format(&total, &part->total);
	s = buf_span(&total);
	s.p += word.len;
	s.len -= word.len;
	buf_printf(b, "\t%s\t", part->digest);
	buf_add(b, s);
	buf_free(&total);
}

void
split_text_add(struct buf *b, const struct split_parts *p, const char *digest,
    const char *late)
{
	char open[DATE_LEN + 1];

	date_format(p->seals->open, open);
	buf_str(b, "recon-cut split 1\n");
	buf_printf(b, "as-of\t%" PRId64 "\t%s\n", p->seals->as_of, open);
	buf_printf(b, "book\t%s\t%s\n", p->book->name, digest);
	buf_printf(b, "late\t%s\t%s", late, SPLIT_LATE_FILE);
	add_held(b, &p->late);
	for (size_t i = 0; i < p->n; i++) {
		const struct split_part *part = &p->list[i];

		buf_printf(b, "part\t%s\t%s\t%s.records", part->text,
		    split_standing_name(part->standing), part->text);
		add_held(b, part);
	}
}
