#include "flow/command/command_store.h"

#include <stdlib.h>

#include "base/visible_text.h"
#include "db/db.h"
#include "option/kept_place.h"
#include "text/shell_word.h"

#define NAME "recon/flow"

/* Where a worker has its attempts. */
static int
find_dir(struct command_store *s, const struct flow_options *o, struct err *e)
{
	if (o->dir && !*o->dir)
		return err_set(e, ST_FAIL, "--dir: it is empty");
	if (o->dir)
		buf_str(&s->dir, o->dir);
	else if (!kept_place_default(NAME, &s->dir))
		return err_set(e, ST_FAIL,
		    "where are attempts to be? --dir says it, and HOME is not "
		    "set");
	buf_byte(&s->dir, '\0');
	return 0;
}

static int
check_options(const struct flow_options *o, struct err *e)
{
	if (o->dir)
		return err_set(e, ST_FAIL,
		    "--dir goes with a store on a server, postgresql://...; "
		    "one in a directory has its attempts there");
	if (o->password_file)
		return err_set(e, ST_FAIL,
		    "--password-file goes with a store on a server, "
		    "postgresql://...");
	if (o->broker)
		return err_set(e, ST_FAIL,
		    "--broker goes with a store on a server, postgresql://...; "
		    "one in a directory has one runner, who has nobody to hand "
		    "work to");
	return 0;
}

/* As it is named behind a command that somebody types. */
static void
name(struct command_store *s, const struct flow_options *o)
{
	struct buf word = { 0 };

	if (o->store)
		kept_place_name(o->store, &s->named);
	if (o->password_file) {
		shell_word_add(&word, span_str(o->password_file));
		buf_str(&s->named, " --password-file ");
		visible_add(&s->named, buf_span(&word));
	}
	buf_byte(&s->named, '\0');
	buf_free(&word);
}

int
command_store_find(struct command_store *s, struct command *c, struct err *e)
{
	const struct flow_options *o = c->options;

	if (kept_place_find(o->store, "RECON_FLOW_STORE", NAME, &s->store, e))
		return -1;
	c->server = db_kind_of(s->store.p) == DB_POSTGRES;
	if (c->server ? find_dir(s, o, e) : check_options(o, e))
		return -1;
	name(s, o);
	c->store = s->store.p;
	c->dir = c->server ? s->dir.p : s->store.p;
	c->password_file = o->password_file;
	c->named = s->named.p;
	return 0;
}

void
command_store_name(const struct command *c, struct buf *b)
{
	char *real = *c->named && !c->server ? realpath(c->store, NULL) : NULL;

	if (*c->named && c->server)
		kept_place_name(c->store, b);
	else if (real)
		kept_place_name(real, b);
	buf_byte(b, '\0');
	free(real);
}

void
command_store_free(struct command_store *s)
{
	buf_free(&s->store);
	buf_free(&s->dir);
	buf_free(&s->named);
}
