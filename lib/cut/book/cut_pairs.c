#include "cut/book/cut_pairs.h"

#include "base/mem.h"

static void
make(struct cut_book *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_systems; i++)
		n += b->systems[i].n_after;
	b->pairs = mem_zeroed(n + 1, sizeof *b->pairs);
	for (size_t i = 0; i < b->n_systems; i++)
		for (size_t k = 0; k < b->systems[i].n_after; k++)
			b->pairs[b->n_pairs++] =
			    (struct cut_pair){ .from = b->systems[i].after[k],
				    .to = i,
				    .options = "" };
}

/* The pair of these names, NULL: there is none. */
static struct cut_pair *
find(struct cut_book *b, const struct sections_section *s)
{
	for (size_t i = 0; i < b->n_pairs; i++)
		if (!strcmp(b->systems[b->pairs[i].from].name, s->name) &&
		    !strcmp(b->systems[b->pairs[i].to].name, s->to))
			return &b->pairs[i];
	return NULL;
}

static void
take(struct cut_book *b, const struct sections_section *s, struct told *told)
{
	struct cut_pair *p = find(b, s);

	if (!p) {
		told_add(told, b->file.path, s->line,
		    "[verify %s %s]: no data goes from %s to %s", s->name,
		    s->to, s->name, s->to);
		return;
	}
	p->left = sections_value(s, "left", NULL);
	p->right = sections_value(s, "right", NULL);
	p->options = sections_value(s, "options", "");
	p->line = s->line;
}

/* In shadow mode nothing is asked, so its records come by a command. */
static void
check_shadow(const struct cut_book *b, const struct cut_pair *p, bool left,
    struct told *told)
{
	const struct cut_system *s = &b->systems[left ? p->from : p->to];

	if (b->shadow && !s->extract && !(left ? p->left : p->right))
		told_add(told, b->file.path, s->line,
		    "[system %s] says no extract =, and with mode = shadow it "
		    "is not asked",
		    s->name);
}

/* Names that are joined by "-" may be those of another pair too. */
static bool
are_alike(const struct cut_book *b, const struct cut_pair *x,
    const struct cut_pair *y)
{
	struct buf names = { 0 };
	size_t n;
	bool same;

	buf_printf(
	    &names, "%s-%s", b->systems[x->from].name, b->systems[x->to].name);
	n = names.len;
	buf_printf(
	    &names, "%s-%s", b->systems[y->from].name, b->systems[y->to].name);
	same = names.len == 2 * n && !memcmp(names.p, names.p + n, n);
	buf_free(&names);
	return same;
}

static void
check_names(const struct cut_book *b, struct told *told)
{
	for (size_t i = 0; i < b->n_pairs; i++)
		for (size_t k = 0; k < i; k++)
			if (are_alike(b, &b->pairs[k], &b->pairs[i]))
				told_add(told, b->file.path,
				    b->systems[b->pairs[i].to].line,
				    "the data from %s to %s would be called "
				    "as that from %s to %s is",
				    b->systems[b->pairs[i].from].name,
				    b->systems[b->pairs[i].to].name,
				    b->systems[b->pairs[k].from].name,
				    b->systems[b->pairs[k].to].name);
}

void
cut_pairs_read(struct cut_book *b, struct told *told)
{
	make(b);
	for (size_t i = 0; i < b->file.n; i++)
		if (b->file.list[i].part == CUT_PART_VERIFY)
			take(b, &b->file.list[i], told);
	check_names(b, told);
	for (size_t i = 0; i < b->n_pairs; i++) {
		check_shadow(b, &b->pairs[i], true, told);
		check_shadow(b, &b->pairs[i], false, told);
	}
}
