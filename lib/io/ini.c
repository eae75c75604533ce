#include "io/ini.h"

int
ini_open(struct ini *f, const char *path, struct err *e)
{
	*f = (struct ini){ 0 };
	return lines_open(&f->lines, path, e);
}

void
ini_lent(struct ini *f, const char *name, struct span s)
{
	*f = (struct ini){ 0 };
	lines_lent(&f->lines, name, s);
}

static enum ini_outcome
section(struct ini *f)
{
	struct span t = f->text;

	if (t.len < 3 || t.p[t.len - 1] != ']')
		return INI_BAD;
	f->name = span_trim((struct span){ t.p + 1, t.len - 2 });
	return INI_SECTION;
}

static enum ini_outcome
entry(struct ini *f)
{
	struct span t = f->text;
	const char *eq = memchr(t.p, '=', t.len);
	size_t n;

	if (!eq || eq == t.p)
		return INI_BAD;
	n = (size_t)(eq - t.p);
	f->key = span_trim((struct span){ t.p, n });
	f->value = span_trim((struct span){ eq + 1, t.len - n - 1 });
	return INI_ENTRY;
}

enum ini_outcome
ini_next(struct ini *f, struct err *e)
{
	struct span s;
	int r;

	while ((r = lines_next(&f->lines, &s, e)) == LINE_OK) {
		f->line = f->lines.count;
		if (f->line == 1 && span_begins(s, SPAN("\xef\xbb\xbf"))) {
			s.p += 3;
			s.len -= 3;
		}
		if (s.len && s.p[s.len - 1] == '\r')
			s.len--;
		f->text = span_trim(s);
		if (s.len && memchr(s.p, '\0', s.len))
			return INI_BAD;
		if (f->text.len == 0 || f->text.p[0] == '#' ||
		    f->text.p[0] == ';')
			continue;
		return f->text.p[0] == '[' ? section(f) : entry(f);
	}
	return r < 0 ? INI_FAIL : INI_END;
}

void
ini_close(struct ini *f)
{
	lines_close(&f->lines);
}
