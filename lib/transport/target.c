#include "transport/target.h"

#include <stdlib.h>

#include "option/option_value.h"
#include "sys/file/trusted_file.h"
#include "transport/target_values.h"

static const struct option_row common[] = {
	{ "transport", .set = option_value_text,
	    .at = offsetof(struct target_common, transport) },
	{ "retry", .set = target_value_retry },
	{ "order", .set = target_value_order },
	{ "answer-within", .set = target_value_seconds,
	    .at = offsetof(struct target_common, answer_within), .least = 1,
	    .most = 86400 },
	{ "template", .set = option_value_text,
	    .at = offsetof(struct target_common, template) },
	{ "lang", .set = target_value_lang,
	    .at = offsetof(struct target_common, lang) },
	{ "burst", .set = option_value_number,
	    .at = offsetof(struct target_common, burst), .least = 1,
	    .most = TARGET_BURST_MAX },
	{ 0 },
};

/* profile.h puts this before names of sections. */
#define SECTION "recon-"

static bool
is_of(const struct target *t, const struct profile_entry *entry)
{
	const char *bare = entry->section + strlen(SECTION);

	return !strcmp(bare, t->name);
}

bool
target_has_markup(const struct target *t)
{
	for (size_t i = 0; i < t->file.n; i++) {
		const struct profile_entry *entry = &t->file.entries[i];

		if (is_of(t, entry) && !strcmp(entry->key, "markup"))
			return !strcmp(entry->value, "yes");
	}
	return false;
}

int
target_fail(const struct target *t, struct err *e, const char *fmt, ...)
{
	struct buf text = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	err_set(e, ST_FAIL, "%s: [%s] %.*s", t->file.path, t->name,
	    (int)text.len, text.p);
	buf_free(&text);
	return -1;
}

/* Those there are, for a message. */
static int
absent(const struct target *t, struct err *e)
{
	struct names have = { 0 };
	struct buf text = { 0 };

	for (size_t i = 0; i < t->file.n; i++) {
		struct span s =
		    span_str(t->file.entries[i].section + strlen(SECTION));

		if (names_find(&have, s) < 0)
			names_add(&have, s);
	}
	names_join(&text, &have);
	err_set(e, ST_FAIL, "%s: no target [%s]; there is %.*s", t->file.path,
	    t->name, have.n ? (int)text.len : 4, have.n ? text.p : "none");
	buf_free(&text);
	names_free(&have);
	return -1;
}

/* Does the key stand in this section above entry i, too? */
static bool
is_second(const struct target *t, size_t i)
{
	const struct profile_entry *list = t->file.entries;

	for (size_t j = 0; j < i; j++)
		if (is_of(t, &list[j]) && !strcmp(list[j].key, list[i].key))
			return true;
	return false;
}

static const struct option_row *
find_row(const struct option_row *rows, const char *key)
{
	const struct option_row *row = option_row_find(rows, key);

	for (; !row && option_row_is(rows); rows++)
		if (rows->rows)
			row = find_row(rows->rows, key);
	return row;
}

static int
unknown_key(const struct target *t, const char *key, struct err *e)
{
	return err_set(e, ST_FAIL, "unknown key \"%s\", see %s", key,
	    t->alone ? "recon-tickets(7)" : "recon-targets(5)");
}

static int
set_entry(const struct target *t, size_t i, const struct option_row *rows,
    struct target_common *settings, struct err *e)
{
	const struct profile_entry *entry = &t->file.entries[i];
	const struct option_row *row = option_row_find(common, entry->key);

	if (!row && !rows)
		return 0;              /* the transport's own */
	if (t->alone && row != common) /* its first is the transport */
		row = NULL;
	if (!row)
		row = find_row(rows, entry->key);
	if (!row)
		return unknown_key(t, entry->key, e);
	if (row->kind != TARGET_MANY && is_second(t, i))
		return err_set(e, ST_FAIL, "\"%s\" is there twice", entry->key);
	if (!*entry->value)
		return err_set(e, ST_FAIL, "%s: no value", entry->key);
	if (option_row_set(row, settings, entry->value, e)) {
		err_at(e, entry->key, 0);
		return -1;
	}
	return 0;
}

/* What was not said. */
static void
set_defaults(struct target_common *settings)
{
	if (settings->n_retry == 0)
		target_retry_default(settings);
	if (settings->answer_within == 0)
		settings->answer_within = TARGET_ANSWER_WITHIN;
	if (!settings->lang)
		settings->lang = "en";
	if (settings->burst == 0 && settings->dialect)
		settings->burst = TARGET_BURST;
}

static int
take(struct target *t, const struct option_row *rows,
    struct target_common *settings, struct err *e)
{
	bool found = false;

	for (size_t i = 0; i < t->file.n; i++) {
		if (!is_of(t, &t->file.entries[i]))
			continue;
		found = true;
		if (!strcmp(t->file.entries[i].key, "dialect"))
			settings->dialect = t->file.entries[i].value;
		if (set_entry(t, i, rows, settings, e))
			return err_at(e, t->file.path, t->file.entries[i].line);
	}
	if (!found)
		return absent(t, e);
	if (!settings->transport)
		return target_fail(t, e, "has no transport");
	set_defaults(settings);
	return 0;
}

static int
read_section(struct target *t, const char *path, const struct option_row *rows,
    struct target_common *settings, struct err *e)
{
	if (trusted_file_check(path, TRUST_WRITE, e) ||
	    profile_read(&t->file, path, e))
		return -1;
	if (take(t, rows, settings, e)) {
		target_free(t);
		return -1;
	}
	return 0;
}

int
target_read(struct target *t, const char *path, const char *name,
    const struct option_row *rows, struct target_common *settings,
    struct err *e)
{
	*t = (struct target){ .name = name };
	return read_section(t, path, rows, settings, e);
}

int
target_read_alone(struct target *t, const char *path, const char *name,
    const struct option_row *rows, struct target_common *settings,
    struct err *e)
{
	*t = (struct target){ .name = name, .alone = true };
	return read_section(t, path, rows, settings, e);
}

int
target_read_common(struct target *t, const char *path, const char *name,
    struct target_common *settings, struct err *e)
{
	return target_read(t, path, name, NULL, settings, e);
}

void
target_path(const struct target *t, const char *value, struct buf *b)
{
	const char *slash = strrchr(t->file.path, '/');

	if (value[0] != '/' && slash)
		buf_add(b,
		    (struct span){
			t->file.path, (size_t)(slash - t->file.path) + 1 });
	buf_str(b, value);
	buf_byte(b, '\0');
}

void
target_transport(const struct target *t, const struct target_common *settings,
    const char *dir, struct buf *b)
{
	if (strchr(settings->transport, '/'))
		target_path(t, settings->transport, b);
	else
		buf_printf(b, "%s/%s%c", dir, settings->transport, '\0');
}

static int
credential(
    const struct target *t, const char *name, struct buf *path, struct err *e)
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");

	if (!dir || !*dir)
		return target_fail(t, e,
		    "credential:%s: systemd has given no credentials "
		    "(CREDENTIALS_DIRECTORY is not set)",
		    name);
	if (!*name || strchr(name, '/'))
		return target_fail(
		    t, e, "credential:%s: not the name of a credential", name);
	buf_printf(path, "%s/%s", dir, name);
	buf_byte(path, '\0');
	return 0;
}

int
target_secret(
    const struct target *t, const char *value, struct buf *b, struct err *e)
{
	static const char scheme[] = "credential:";
	bool given = !strncmp(value, scheme, sizeof scheme - 1);
	struct buf path = { 0 };
	int r;

	if (!given)
		target_path(t, value, &path);
	else if (credential(t, value + sizeof scheme - 1, &path, e)) {
		buf_free(&path);
		return -1;
	}
	r = trusted_file_read(
	    path.p, given ? TRUST_READ_GROUP : TRUST_READ, b, e);
	buf_free(&path);
	return r;
}

void
target_free(struct target *t)
{
	profile_free(&t->file);
}
