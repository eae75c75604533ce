#include "text/shell_word.h"

static bool
is_plain(struct span text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "_./,=:+@%-";

	for (size_t i = 0; i < text.len; i++)
		if (!text.p[i] || !strchr(plain, text.p[i]))
			return false;
	return text.len > 0;
}

void
shell_word_add(struct buf *b, struct span text)
{
	if (is_plain(text)) {
		buf_add(b, text);
		return;
	}
	buf_byte(b, '\'');
	for (size_t i = 0; i < text.len; i++)
		if (text.p[i] == '\'')
			buf_str(b, "'\\''");
		else
			buf_byte(b, text.p[i]);
	buf_byte(b, '\'');
}
