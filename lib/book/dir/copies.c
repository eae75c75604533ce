#include "book/dir/copies.h"

#include <stdlib.h>

#include "base/mem.h"

/* Lies over an input. */
struct layer {
	struct input_layer layer; /* first */
	struct gzip *file;        /* borrowed */
};

static int64_t
read_through(
    struct input_layer *l, struct input *in, char *p, size_t cap, struct err *e)
{
	int64_t n = input_read_below(in, l, p, cap, e);

	if (n > 0)
		gzip_put(
		    ((struct layer *)l)->file, (struct span){ p, (size_t)n });
	return n;
}

static void
close_layer(struct input_layer *l)
{
	free(l);
}

/* Begins one; NULL, told. */
static struct gzip *
begin(struct copies *c, const struct state_dir *s,
    const struct state_name *name, struct err *e)
{
	struct copy copy = { 0 };
	char *path;

	state_name_format(copy.name, name);
	path = state_dir_path(s, span_str(copy.name));
	copy.file = gzip_open(path, e);
	free(path);
	if (!copy.file)
		return NULL;
	c->of = mem_grow(c->of, &c->cap, c->n + 1, sizeof *c->of);
	c->of[c->n++] = copy;
	return copy.file;
}

int
copies_cover(struct copies *c, const struct state_dir *s,
    const struct day_entry *en, struct input *in, struct err *e)
{
	struct state_name name = { STATE_INPUT, en->day, en->generation,
		++c->inputs };
	struct gzip *file = begin(c, s, &name, e);
	struct layer *l;

	if (!file)
		return -1;
	l = mem_zeroed(1, sizeof *l);
	l->layer =
	    (struct input_layer){ .read = read_through, .close = close_layer };
	l->file = file;
	input_cover(in, &l->layer);
	return 0;
}

static void
see(void *arg, struct span bytes)
{
	gzip_put(arg, bytes);
}

int
copies_watch(struct copies *c, const struct state_dir *s,
    const struct day_entry *en, struct output *out, struct err *e)
{
	struct state_name name = { STATE_RESULTS, en->day, en->generation, 0 };
	struct gzip *file = begin(c, s, &name, e);

	if (!file)
		return -1;
	output_watch(out, see, file);
	return 0;
}

void
copies_put_last(struct copies *c, struct output *out, struct span s)
{
	output_unwatch(out, see, c->of[c->n - 1].file);
	gzip_put(c->of[c->n - 1].file, s);
}

int
copies_sync(struct copies *c, struct day_entry *en, struct err *e)
{
	for (size_t i = 0; i < c->n; i++) {
		char digest[DIGEST_TEXT + 1];
		struct day_bytes b = { 0 };

		if (gzip_sync(c->of[i].file, digest, &b.bytes, e))
			return -1;
		b.name = arena_copy(&en->arena, span_str(c->of[i].name));
		b.digest = arena_copy(&en->arena, span_str(digest));
		day_list_add(&en->copies, &b);
	}
	return 0;
}

int
copies_finish(struct copies *c, struct err *e)
{
	for (size_t i = 0; i < c->n; i++) {
		struct gzip *file = c->of[i].file;

		c->of[i].file = NULL;
		if (gzip_close(file, e))
			return -1;
	}
	return 0;
}

void
copies_free(struct copies *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->of[i].file)
			gzip_abandon(c->of[i].file);
	free(c->of);
	*c = (struct copies){ 0 };
}
