#include "clean/clean_entries.h"

#include "io/packed/unzip.h"

void
clean_entries_settle(struct layout *l, size_t n)
{
	struct names said = { 0 };

	if (n == 0 || n == l->entries.n)
		return;
	for (size_t i = n; i < l->entries.n; i++)
		names_add(&said, l->entries.list[i]);
	names_free(&l->entries);
	l->entries = said;
}

static bool
is_stdin(const char *operand)
{
	return !strcmp(operand, "-");
}

/* The entries of the operand, if it is an archive. */
static int
list(struct clean_entries *n, struct err *e)
{
	struct layout *l = n->layout;
	struct input in;
	int r;

	if (input_open(&in, n->operand, e))
		return -1;
	if (in.size < 0 || is_stdin(n->operand))
		r = err_set(e, ST_FAIL,
		    "%s: several entries of an archive are read one by one: "
		    "make a file of it",
		    in.name);
	else
		r = unzip_list(&in, &l->entries, l->all_entries, &n->names, e);
	input_close(&in);
	return r;
}

int
clean_entries_open(struct clean_entries *n, struct layout *l,
    const char *operand, struct err *e)
{
	*n = (struct clean_entries){
		.layout = l, .operand = operand, .entry = l->entry
	};
	if (l->entries.n < 2 && !l->all_entries)
		return 0;
	if (list(n, e) == 0)
		return 0;
	clean_entries_close(n);
	return -1;
}

/* A pattern that only this name matches: \E ends what is taken as it is. */
static void
match_only(struct buf *b, struct span name)
{
	buf_clear(b);
	buf_str(b, "\\A\\Q");
	for (size_t i = 0; i < name.len; i++) {
		buf_byte(b, name.p[i]);
		if (name.p[i] == '\\')
			buf_str(b, "\\E\\Q");
	}
	buf_str(b, "\\E\\z");
	buf_byte(b, '\0');
}

const char *
clean_entries_next(struct clean_entries *n)
{
	const char *operand = is_stdin(n->operand) ? "stdin" : n->operand;

	if (n->names.n == 0)
		return n->at++ ? NULL : operand;
	if (n->at == n->names.n)
		return NULL;
	match_only(&n->pattern, n->names.list[n->at]);
	n->layout->entry = n->pattern.p;
	buf_clear(&n->label);
	buf_printf(&n->label, "%s/", operand);
	buf_add(&n->label, n->names.list[n->at++]);
	buf_byte(&n->label, '\0');
	return n->label.p;
}

void
clean_entries_close(struct clean_entries *n)
{
	n->layout->entry = n->entry;
	names_free(&n->names);
	buf_free(&n->pattern);
	buf_free(&n->label);
}
