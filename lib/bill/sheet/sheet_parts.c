#include "bill/sheet/sheet_parts.h"

#include <stdlib.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "io/xml/sax.h"

enum {
	SHOWN_MAX = 8, /* sheets named in a message */
	LIST_MAX = 1 << 16,
};

/* What a part refers to, or a sheet: three texts that are owned. */
struct item {
	char *id;   /* "rId1" */
	char *text; /* the target's path; the sheet's name */
	char *kind; /* the end of the type, "worksheet"; the sheet's state */
};

struct items {
	struct item *list; /* owned */
	size_t n, cap;
};

struct reading {
	struct items *items;
	const char *base; /* the folder targets are in: "xl/" */
	const char *name;
	bool from_1904, reckon;
};

static void
free_items(struct items *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->list[i].id);
		free(l->list[i].text);
		free(l->list[i].kind);
	}
	free(l->list);
}

static void
add(struct reading *r, struct sax *x, const struct item *item)
{
	struct items *l = r->items;
	struct err why;

	l->list = mem_grow(l->list, &l->cap, l->n + 1, sizeof *l->list);
	l->list[l->n++] = *item;
	if (l->n > LIST_MAX) {
		err_set(&why, ST_DATA, "more than %d parts", LIST_MAX);
		err_at(&why, r->name, 0);
		sax_fail(x, &why);
	}
}

/* Behind the last slash. */
static struct span
last_part(struct span s)
{
	for (size_t i = s.len; i > 0; i--)
		if (s.p[i - 1] == '/')
			return (struct span){ s.p + i, s.len - i };
	return s;
}

/* The path of a target: from the root, or from the folder of the part. */
static char *
resolve(const char *base, struct span target)
{
	struct span folder = span_str(base);
	struct buf b = { 0 };

	if (span_take(&target, '/'))
		folder.len = 0;
	while (span_begins(target, SPAN("../"))) {
		target.p += 3;
		target.len -= 3;
		folder.len -= folder.len != 0;
		folder.len -= last_part(folder).len;
	}
	buf_add(&b, folder);
	buf_add(&b, target);
	buf_byte(&b, '\0');
	return b.p;
}

static void
on_relation(void *context, struct sax *x, const char *name)
{
	struct reading *r = context;
	struct item item;

	if (strcmp(name, "Relationship") != 0)
		return;
	item.id = mem_dup(sax_attribute(x, "Id"));
	item.text = resolve(r->base, sax_attribute(x, "Target"));
	item.kind = mem_dup(last_part(sax_attribute(x, "Type")));
	add(r, x, &item);
}

static bool
is_true(struct span s)
{
	return span_eq(s, SPAN("1")) || span_eq(s, SPAN("true"));
}

static void
on_sheet(void *context, struct sax *x, const char *name)
{
	struct reading *r = context;
	struct item item;

	if (!strcmp(name, "workbookPr"))
		r->from_1904 = is_true(sax_attribute(x, "date1904"));
	if (!strcmp(name, "calcPr"))
		r->reckon = is_true(sax_attribute(x, "fullCalcOnLoad"));
	if (strcmp(name, "sheet") != 0)
		return;
	item.id = mem_dup(sax_attribute(x, "id"));
	item.text = mem_dup(sax_attribute(x, "name"));
	item.kind = mem_dup(sax_attribute(x, "state"));
	add(r, x, &item);
}

static void
on_end(void *context, const char *name)
{
	(void)context, (void)name;
}

static void
on_text(void *context, struct span text)
{
	(void)context, (void)text;
}

static const struct sax_calls relation_calls = { on_relation, on_end, on_text };
static const struct sax_calls workbook_calls = { on_sheet, on_end, on_text };

static int
fail(const struct archive *a, struct err *e, const char *what)
{
	err_set(e, ST_DATA, "%s", what);
	return err_at(e, a->name, 0);
}

/* The entry of a path; letters are alike, some writers turn slashes round. */
static size_t
find_entry(const struct archive *a, const char *path)
{
	for (size_t i = 0; i < a->n; i++) {
		const char *p = a->names[i], *q = path;

		while (*p && *q &&
		    ((*p == '\\' && *q == '/') || !strncasecmp(p, q, 1)))
			p++, q++;
		if (!*p && !*q)
			return i;
	}
	return a->n;
}

static int
read_part(struct archive *a, const char *path, const struct sax_calls *calls,
    struct reading *r, struct err *e)
{
	struct input in = ARCHIVE_NOWHERE;
	size_t i = find_entry(a, path);

	if (i == a->n) {
		err_set(
		    e, ST_DATA, "is no .xlsx spreadsheet: it has no %s", path);
		return err_at(e, a->name, 0);
	}
	if (archive_cover(&in, a, i, false, e))
		return -1;
	r->name = in.name;
	return sax_read(&in, calls, r, e);
}

static const struct item *
of_kind(const struct items *l, const char *kind)
{
	for (size_t i = 0; i < l->n; i++)
		if (!strcmp(l->list[i].kind, kind))
			return &l->list[i];
	return NULL;
}

static const struct item *
of_id(const struct items *l, const char *id)
{
	for (size_t i = 0; i < l->n; i++)
		if (!strcmp(l->list[i].id, id))
			return &l->list[i];
	return NULL;
}

/* "what: a, b, c"; only the first few are named. Always -1. */
static int
fail_names(const struct archive *a, const struct items *sheets,
    struct span what, struct err *e)
{
	struct buf b = { 0 };

	buf_add(&b, what);
	for (size_t i = 0; i < sheets->n && i < SHOWN_MAX; i++)
		buf_printf(&b, "%s %s", i ? "," : ":",
		    excerpt(span_str(sheets->list[i].text)).s);
	if (sheets->n > SHOWN_MAX)
		buf_str(&b, ", ...");
	buf_byte(&b, '\0');
	fail(a, e, b.p);
	buf_free(&b);
	return -1;
}

/* The sheet that was asked for, NULL if there is none. */
static const struct item *
asked(const struct items *sheets, const char *which)
{
	uint64_t n;

	for (size_t i = 0; i < sheets->n; i++)
		if (!strcmp(sheets->list[i].text, which))
			return &sheets->list[i];
	if (span_count(span_str(which), &n) && n > 0 && n <= sheets->n)
		return &sheets->list[n - 1];
	return NULL;
}

static int
choose(const struct archive *a, const struct items *sheets, const char *which,
    const struct item **found, struct err *e)
{
	size_t seen = 0;

	if (which) {
		*found = asked(sheets, which);
		return *found ? 0
			      : fail_names(a, sheets,
				    SPAN("has no such sheet, but these"), e);
	}
	for (size_t i = 0; i < sheets->n; i++) {
		if (strstr(sheets->list[i].kind, "idden"))
			continue;
		*found = &sheets->list[i];
		seen++;
	}
	if (seen == 1)
		return 0;
	return fail_names(a, sheets,
	    seen ? SPAN("holds several sheets, choose one with --sheet")
		 : SPAN("has no sheet that is not hidden"),
	    e);
}

static int
read_relations(struct archive *a, const char *path, const char *base,
    struct items *l, struct err *e)
{
	struct reading r = { .items = l, .base = base };

	return read_part(a, path, &relation_calls, &r, e);
}

/* Where the workbook is and, in the buffers, its folder and its relations. */
static int
find_workbook(struct archive *a, struct items *root, struct buf *folder,
    struct buf *relations, const char **path, struct err *e)
{
	const struct item *book;
	struct span file;

	if (read_relations(a, "_rels/.rels", "", root, e))
		return -1;
	book = of_kind(root, "officeDocument");
	if (!book)
		return fail(
		    a, e, "is no .xlsx spreadsheet: it has no workbook");
	if (strstr(book->text, ".bin"))
		return fail(
		    a, e, "is a spreadsheet (.xlsb): save it as .xlsx or CSV");
	*path = book->text;
	file = last_part(span_str(book->text));
	buf_add(
	    folder, (struct span){ book->text, (size_t)(file.p - book->text) });
	buf_add(relations, buf_span(folder));
	buf_str(relations, "_rels/");
	buf_add(relations, file);
	buf_str(relations, ".rels");
	buf_byte(relations, '\0');
	buf_byte(folder, '\0');
	return 0;
}

static size_t
entry_of_kind(const struct archive *a, const struct items *l, const char *kind)
{
	const struct item *part = of_kind(l, kind);

	return part ? find_entry(a, part->text) : a->n;
}

static int
take_sheet(struct sheet_parts *p, const struct items *relations,
    const struct item *sheet, struct err *e)
{
	const struct item *part = of_id(relations, sheet->id);
	struct excerpt name = excerpt(span_str(sheet->text));

	if (part && strcmp(part->kind, "worksheet") != 0)
		err_set(e, ST_DATA, "sheet %s is no table of cells, but a %s",
		    name.s, excerpt(span_str(part->kind)).s);
	else if (!part ||
	    (p->sheet = find_entry(p->archive, part->text)) == p->archive->n)
		err_set(e, ST_DATA, "sheet %s is not in the file", name.s);
	else
		return 0;
	return err_at(e, p->archive->name, 0);
}

bool
sheet_parts_is(const struct archive *a)
{
	return archive_find(a, "[Content_Types].xml") < a->n;
}

int
sheet_parts_find(
    struct sheet_parts *p, struct archive *a, const char *which, struct err *e)
{
	struct items root = { 0 }, relations = { 0 }, sheets = { 0 };
	struct reading book = { .items = &sheets };
	struct buf folder = { 0 }, path = { 0 };
	const struct item *sheet = NULL;
	const char *workbook = NULL;
	int r;

	*p = (struct sheet_parts){ .archive = a };
	r = find_workbook(a, &root, &folder, &path, &workbook, e) ||
	    read_part(a, workbook, &workbook_calls, &book, e) ||
	    read_relations(a, path.p, folder.p, &relations, e) ||
	    choose(a, &sheets, which, &sheet, e) ||
	    take_sheet(p, &relations, sheet, e);
	p->from_1904 = book.from_1904;
	p->reckon = book.reckon;
	p->strings = entry_of_kind(a, &relations, "sharedStrings");
	p->styles = entry_of_kind(a, &relations, "styles");
	free_items(&root);
	free_items(&relations);
	free_items(&sheets);
	buf_free(&folder);
	buf_free(&path);
	return r ? -1 : 0;
}
