/*
 * Statements that a server keeps prepared, by their text. They last as long as
 * the connection, whatever becomes of transactions.
 */
#include <stdio.h>

#include "base/mem.h"
#include "db/postgres_inside.h"

static void
note_drop(struct postgres *p, unsigned number)
{
	p->drops =
	    mem_grow(p->drops, &p->drops_cap, p->drops_n + 1, sizeof *p->drops);
	p->drops[p->drops_n++] = number;
}

static int
send_drops(struct db *d, struct err *e)
{
	struct postgres *p = d->at;
	char sql[40];

	while (p->drops_n) {
		unsigned number = p->drops[--p->drops_n];

		snprintf(sql, sizeof sql, "DEALLOCATE r%u", number);
		if (postgres_sent(d,
			PQsendQueryParams(
			    p->conn, sql, 0, NULL, NULL, NULL, NULL, 0),
			(struct postgres_sent){
			    .is = SENT_DROP, .number = number },
			e))
			return -1;
	}
	return 0;
}

/* What makes way was surely prepared: nothing is on its way then. */
static int
take_place(struct db *d, const char *sql, unsigned *place, struct err *e)
{
	struct postgres *p = d->at;
	bool is_full = kept_is_full(&p->texts);

	if (is_full && p->sent_n && postgres_settle(d, e))
		return -1;
	*place = kept_add(&p->texts, sql);
	if (is_full && p->numbers[*place])
		note_drop(p, p->numbers[*place]);
	p->numbers[*place] = ++p->last;
	return 0;
}

int
postgres_prepare(
    struct db *d, const char *sql, struct postgres_sent *s, struct err *e)
{
	struct postgres *p = d->at;
	int found = kept_find(&p->texts, sql);
	unsigned place = (unsigned)found;
	char name[24];

	*s = (struct postgres_sent){ .is = SENT_STATEMENT,
		.is_old = found >= 0 };
	if (found < 0 && take_place(d, sql, &place, e))
		return -1;
	s->number = p->numbers[place];
	if (found >= 0)
		return 0;
	snprintf(name, sizeof name, "r%u", s->number);
	p->bytes += strlen(sql);
	if (send_drops(d, e) == 0 &&
	    postgres_sent(d, PQsendPrepare(p->conn, name, sql, 0, NULL),
		(struct postgres_sent){
		    .is = SENT_PREPARE, .number = s->number },
		e) == 0)
		return 0;
	if (kept_find(&p->texts, sql) >= 0)
		kept_drop(&p->texts, place);
	return -1;
}

void
postgres_not_done(struct postgres *p, const struct postgres_sent *s)
{
	if (s->is == SENT_DROP)
		note_drop(p, s->number);
	if (s->is != SENT_PREPARE)
		return;
	for (unsigned i = 0; i < p->texts.n; i++)
		if (p->texts.list[i].text && p->numbers[i] == s->number) {
			kept_drop(&p->texts, i);
			p->numbers[i] = 0;
		}
}

void
postgres_prepare_anew(struct postgres *p)
{
	for (unsigned i = 0; i < p->texts.n; i++)
		if (p->texts.list[i].text)
			note_drop(p, p->numbers[i]);
	kept_free(&p->texts);
}
