#include "bill/json/json_queue.h"

#include <stdlib.h>

#include "base/mem.h"

struct json_made {
	uint64_t line;
	size_t from; /* in text: its cells, then why it is bad */
	size_t why;  /* bytes of that */
};

void
json_queue_add(struct json_queue *q, uint64_t line, const struct buf *cells,
    struct span why)
{
	size_t n = q->columns;

	q->made = mem_grow(q->made, &q->cap, q->n + 1, sizeof *q->made);
	q->lens =
	    mem_grow(q->lens, &q->cap_lens, (q->n + 1) * n, sizeof *q->lens);
	q->made[q->n] = (struct json_made){ line, q->text.len, why.len };
	for (size_t i = 0; i < n; i++) {
		q->lens[q->n * n + i] = cells[i].len;
		buf_add(&q->text, buf_span(&cells[i]));
	}
	buf_add(&q->text, why);
	q->n++;
}

int
json_queue_take(
    struct json_queue *q, uint64_t *line, struct span *cells, struct span *why)
{
	const struct json_made *m;
	const char *p;

	if (q->at == q->n) {
		q->at = q->n = 0;
		buf_clear(&q->text);
		return 0;
	}
	m = &q->made[q->at];
	p = q->text.p ? q->text.p + m->from : "";
	for (size_t i = 0; i < q->columns; i++) {
		cells[i] = (struct span){ p, q->lens[q->at * q->columns + i] };
		p += cells[i].len;
	}
	*why = (struct span){ p, m->why };
	*line = m->line;
	q->at++;
	return 1;
}

void
json_queue_free(struct json_queue *q)
{
	buf_free(&q->text);
	free(q->lens);
	free(q->made);
}
