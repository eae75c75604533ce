#include "io/encoding/decode_errors.h"

#include <stdlib.h>

#include "base/mem.h"

void
decode_errors_add(struct decode_errors *m, const struct decode_error *one)
{
	if (m->next == m->n)
		m->next = m->n = 0;
	m->list = mem_grow(m->list, &m->cap, m->n + 1, sizeof *m->list);
	m->list[m->n++] = *one;
}

bool
decode_errors_take(
    struct decode_errors *m, uint64_t end, struct decode_error *one)
{
	if (!decode_errors_before(m, end))
		return false;
	*one = m->list[m->next];
	while (decode_errors_before(m, end))
		m->next++;
	return true;
}

void
decode_errors_back(struct decode_errors *m, uint64_t start)
{
	while (m->next && m->list[m->next - 1].at >= start)
		m->next--;
}

void
decode_errors_shift(struct decode_errors *m, size_t n)
{
	for (size_t i = m->next; i < m->n; i++)
		m->list[i].at -= n;
}

int
decode_error_why(
    const struct decode_error *m, const char *encoding, struct err *e)
{
	static const char hex[] = "0123456789abcdef";
	char text[3 * sizeof m->bytes + 1];
	bool one = m->n == 1;
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		text[n++] = ' ';
		text[n++] = hex[(unsigned char)m->bytes[i] >> 4];
		text[n++] = hex[(unsigned char)m->bytes[i] & 15];
	}
	text[n] = '\0';
	return err_set(e, ST_DATA, "the byte%s%s at offset %ju %s %s%s",
	    one ? "" : "s", text, (uintmax_t)m->offset,
	    !m->cut   ? one ? "is not" : "are not"
		: one ? "ends inside a character of"
		      : "end inside a character of",
	    encoding,
	    m->cut || strcmp(encoding, "UTF-8")
		? ""
		: ": say --encoding, which --explain may find");
}

void
decode_errors_free(struct decode_errors *m)
{
	free(m->list);
	*m = (struct decode_errors){ .n = 0 };
}
