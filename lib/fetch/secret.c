#include "fetch/secret.h"

#include <stdlib.h>

#include "sys/file/trusted_file.h"

static const char scheme[] = "credential:";

static int
credential_path(const char *name, struct buf *path, struct err *e)
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");

	if (!dir || !*dir)
		return err_set(e, ST_FAIL,
		    "credential:%s: systemd has given no credentials "
		    "(CREDENTIALS_DIRECTORY is not set)",
		    name);
	if (!*name || strchr(name, '/'))
		return err_set(e, ST_FAIL,
		    "credential:%s: not the name of a credential", name);
	buf_printf(path, "%s/%s", dir, name);
	return 0;
}

int
secret_take(const char *value, struct buf *b, const char **to, struct err *e)
{
	bool given = value && !strncmp(value, scheme, sizeof scheme - 1);
	struct buf path = { 0 };
	int r = 0;

	*to = NULL;
	if (!value)
		return 0;
	if (given)
		r = credential_path(value + sizeof scheme - 1, &path, e);
	else
		buf_str(&path, value);
	buf_byte(&path, '\0');
	if (r == 0)
		r = trusted_file_read(
		    path.p, given ? TRUST_READ_GROUP : TRUST_READ, b, e);
	if (r == 0 && memchr(b->p, '\0', b->len))
		r = err_set(e, ST_FAIL, "%s: a NUL is in it", path.p);
	buf_free(&path);
	buf_byte(b, '\0');
	if (r == 0)
		*to = b->p;
	return r;
}

int
secret_check(const char *path, bool is_secret, struct err *e)
{
	return path
	    ? trusted_file_check(path, is_secret ? TRUST_READ : TRUST_WRITE, e)
	    : 0;
}
