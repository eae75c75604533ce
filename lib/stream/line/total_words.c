#include "stream/line/total_words.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stream/line/line_digest.h"
#include "text/tsv.h"

static const struct span part_is = SPAN("part="), read_is = SPAN("read="),
			 digest_is = SPAN("read-xxh3=");

static void
add(struct total_words *w, const struct run_part *p)
{
	w->parts = mem_grow(w->parts, &w->cap, w->n + 1, sizeof *w->parts);
	w->parts[w->n++] = *p;
}

/* The value of the word, if that is its name. */
static bool
is_word(struct span word, struct span name, struct span *value)
{
	if (!span_begins(word, name))
		return false;
	*value = (struct span){ word.p + name.len, word.len - name.len };
	return true;
}

void
total_words_take(struct total_words *w, struct span line)
{
	size_t before = w->n;
	bool has_read = false, has_digest = false, bad = false;
	uint64_t read = 0, digest = 0;

	for (struct span word, value; tsv_next(&line, &word);) {
		struct run_part p;

		if (is_word(word, part_is, &value)) {
			bad |= !run_part_parse(&p, value);
			if (!bad)
				add(w, &p);
		} else if (is_word(word, read_is, &value)) {
			bad |= has_read || !span_count(value, &read);
			has_read = true;
		} else if (is_word(word, digest_is, &value)) {
			bad |= has_digest || !line_digest_read(value, &digest);
			has_digest = true;
		}
	}
	w->bad |= bad || has_read != has_digest;
	w->unnamed += w->n == before;
	if (w->bad || !has_read)
		return;
	w->sources++;
	w->read += read;
	w->digest += digest;
}

void
total_words_add_before(struct total_words *w, const struct total_words *before)
{
	struct total_words all = { 0 };

	for (size_t i = 0; i < before->n; i++)
		add(&all, &before->parts[i]);
	for (size_t i = 0; i < w->n; i++)
		add(&all, &w->parts[i]);
	all.unnamed = before->unnamed + w->unnamed;
	all.sources = before->sources + w->sources;
	all.read = before->read + w->read;
	all.digest = before->digest + w->digest;
	all.bad = before->bad || w->bad;
	total_words_free(w);
	*w = all;
}

void
total_words_format_read(struct buf *b, uint64_t read, uint64_t digest)
{
	buf_printf(b, "\t%.*s%" PRIu64 "\t%.*s%016" PRIx64, (int)read_is.len,
	    read_is.p, read, (int)digest_is.len, digest_is.p, digest);
}

void
total_words_free(struct total_words *w)
{
	free(w->parts);
	*w = (struct total_words){ 0 };
}
