#include "outbox/files/id_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/output.h"

static int
map(struct id_file *f, int fd, struct err *e)
{
	struct stat st;
	size_t size;
	void *p;

	if (fstat(fd, &st))
		return err_sys(e, ST_FAIL, "%s", f->path);
	size = (size_t)st.st_size;
	if (!S_ISREG(st.st_mode) || size % ID_LINE)
		return err_set(e, ST_DATA,
		    "%s: it was cut or changed: no whole number of lines",
		    f->path);
	f->n = size / ID_LINE;
	if (f->n == 0)
		return 0;
	p = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return err_sys(e, ST_FAIL, "%s", f->path);
	f->text = p;
	return 0;
}

int
id_file_open(struct id_file *f, const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), r;

	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", path);
	*f = (struct id_file){ .path = mem_dup(span_str(path)) };
	r = map(f, fd, e);
	close(fd);
	if (r)
		id_file_close(f);
	return r;
}

void
id_file_close(struct id_file *f)
{
	if (f->text)
		munmap(f->text, f->n * ID_LINE);
	free(f->path);
	*f = (struct id_file){ 0 };
}

/* Line i, from 0. */
static int
line_at(const struct id_file *f, size_t i, struct event_id *id, int32_t *day,
    struct err *e)
{
	const char *p = f->text + i * ID_LINE;

	if (event_id_parse((struct span){ p, EVENT_ID_TEXT }, id) &&
	    p[EVENT_ID_TEXT] == ' ' && p[ID_LINE - 1] == '\n' &&
	    date_parse((struct span){ p + EVENT_ID_TEXT + 1, DATE_LEN }, day))
		return 0;
	err_set(e, ST_DATA, "no id and date: it was changed or is damaged");
	return err_at(e, f->path, i + 1);
}

int
id_file_has(const struct id_file *f, const struct event_id *id, struct err *e)
{
	size_t low = 0, high = f->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		struct event_id at;
		int32_t day;
		int c;

		if (line_at(f, mid, &at, &day, e))
			return -1;
		c = event_id_cmp(&at, id);
		if (c == 0)
			return 1;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

static void
put(struct output *o, const struct event_id *id, int32_t day)
{
	char *to = output_room(o, ID_LINE + 1);

	event_id_format(id, to);
	to[EVENT_ID_TEXT] = ' ';
	date_format(day, to + EVENT_ID_TEXT + 1);
	to[ID_LINE - 1] = '\n';
	output_took(o, ID_LINE);
}

/* Where ids of a day go. */
struct writing {
	struct output out;
	int32_t day;
};

static int
put_of_day(void *writing, const struct event_id *id, struct err *e)
{
	struct writing *w = writing;

	(void)e;
	put(&w->out, id, w->day);
	return 0;
}

int
id_file_write(
    const char *path, const struct id_store *ids, int32_t day, struct err *e)
{
	struct writing w = { .day = day };

	if (output_open(&w.out, path, e))
		return -1;
	if (id_store_each(ids, put_of_day, &w, e)) {
		output_abandon(&w.out);
		return -1;
	}
	return output_close(&w.out, e);
}

/* How far the merge is in one file. */
struct place {
	const struct id_file *file;
	size_t next; /* line */
	struct event_id id;
	int32_t day;
	bool ended;
};

static int
step(struct place *p, struct err *e)
{
	struct event_id before = p->id;

	p->ended = p->next == p->file->n;
	if (p->ended)
		return 0;
	if (line_at(p->file, p->next, &p->id, &p->day, e))
		return -1;
	if (p->next++ && event_id_cmp(&before, &p->id) >= 0) {
		err_set(e, ST_DATA, "its ids are not in order");
		return err_at(e, p->file->path, p->next);
	}
	return 0;
}

/* The smallest id of all places with its newest day, which is stepped over
 * everywhere: 1; 0 at the end. */
static int
smallest(struct place *places, size_t n, struct event_id *id, int32_t *day,
    struct err *e)
{
	const struct place *least = NULL;

	for (size_t i = 0; i < n; i++)
		if (!places[i].ended &&
		    (!least || event_id_cmp(&places[i].id, &least->id) < 0))
			least = &places[i];
	if (!least)
		return 0;
	*id = least->id;
	*day = least->day;
	for (size_t i = 0; i < n; i++) {
		if (places[i].ended || event_id_cmp(&places[i].id, id))
			continue;
		if (places[i].day > *day)
			*day = places[i].day;
		if (step(&places[i], e))
			return -1;
	}
	return 1;
}

static int
merge(struct output *o, struct place *places, size_t n, int32_t first_day,
    struct err *e)
{
	struct event_id id;
	int32_t day;
	int r = 0;

	for (size_t i = 0; r == 0 && i < n; i++)
		r = step(&places[i], e);
	while (r == 0 && (r = smallest(places, n, &id, &day, e)) == 1) {
		if (day >= first_day)
			put(o, &id, day);
		r = 0;
		if (output_failed(o))
			break;
	}
	return r;
}

int
id_file_merge(const char *path, const struct id_file *files, size_t n,
    int32_t first_day, struct err *e)
{
	struct place *places = mem_zeroed(n, sizeof *places);
	struct output o;
	int r = output_open(&o, path, e);

	if (r == 0) {
		for (size_t i = 0; i < n; i++)
			places[i].file = &files[i];
		r = merge(&o, places, n, first_day, e);
		if (r)
			output_abandon(&o);
		else
			r = output_close(&o, e);
	}
	free(places);
	return r;
}
