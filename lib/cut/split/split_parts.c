#include "cut/split/split_parts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "stream/line/line_digest.h"

enum { SLACK = 64 }; /* bytes that can be read behind the lines */

/* The place of a date among the parts; *found: it is there. */
static size_t
place(const struct split_parts *p, int32_t date, bool *found)
{
	size_t from = 0, to = p->n;

	*found = false;
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (p->list[mid].date == date) {
			*found = true;
			return mid;
		}
		if (p->list[mid].date < date)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static void
insert(struct split_parts *p, size_t at, int32_t date)
{
	struct split_part *part;

	p->list = mem_grow(p->list, &p->cap, p->n + 1, sizeof *p->list);
	part = p->list + at;
	memmove(part + 1, part, (p->n - at) * sizeof *part);
	*part = (struct split_part){
		.date = date,
		.standing = split_seals_standing(p->seals, p->book, date),
	};
	date_format(date, part->text);
	p->n++;
}

struct split_part *
split_parts_of(struct split_parts *p, int32_t date, struct err *e)
{
	bool found;

	if (p->last < p->n && p->list[p->last].date == date)
		return p->list + p->last;
	p->last = place(p, date, &found);
	if (!found && p->n == SPLIT_PARTS_MAX) {
		err_set(e, ST_DATA, "more than %d dates: no days have so many",
		    SPLIT_PARTS_MAX);
		return NULL;
	}
	if (!found)
		insert(p, p->last, date);
	return p->list + p->last;
}

/* Adds the line; returns it, which lives until the next one. */
static struct span
add_line(struct buf *b, const struct split_part *part, const struct record *r,
    const char date[DATE_LEN], const char *late)
{
	struct span head = { r->line.p, (size_t)(r->date.p - r->line.p) };
	const char *behind = r->date.p + r->date.len;
	struct span tail = { behind,
		(size_t)(r->line.p + r->line.len - behind) };
	struct span label = SPAN("\tlate=");
	char *start =
	    buf_room(b, 3 * DATE_LEN + r->line.len + label.len + 1 + SLACK);
	char *to = span_put(start, (struct span){ part->text, DATE_LEN });

	to = span_put(to, head);
	to = span_put(to, (struct span){ date, DATE_LEN });
	to = span_put(to, tail);
	if (late) {
		to = span_put(to, label);
		to = span_put(to, (struct span){ late, DATE_LEN });
	}
	*to = '\n';
	b->len += (size_t)(to - start) + 1;
	return (struct span){ start, (size_t)(to - start) };
}

int
split_parts_put(struct split_parts *p, struct split_part *part,
    const struct record *r, const char date[DATE_LEN], const char *late,
    struct err *e)
{
	struct span line = add_line(&p->text, part, r, date, late);

	line_batch_add(&p->waiting, line.len);
	line.p += DATE_LEN;
	line.len -= DATE_LEN;
	part->lines += line_digest(line);
	if (total_record(&part->total, r, e))
		return -1;
	return p->waiting.n == SPLIT_WAITING ? split_parts_flush(p, e) : 0;
}

int
split_parts_flush(struct split_parts *p, struct err *e)
{
	int r = 0;

	p->waiting.p = p->text.p;
	if (p->waiting.n)
		r = line_sorter_add_batch(p->sorter, &p->waiting, e);
	line_batch_begin(&p->waiting, NULL);
	buf_clear(&p->text);
	return r;
}

void
split_parts_free(struct split_parts *p)
{
	for (size_t i = 0; i < p->n; i++)
		total_free(&p->list[i].total);
	free(p->list);
	total_free(&p->late.total);
	buf_free(&p->text);
	*p = (struct split_parts){ 0 };
}
