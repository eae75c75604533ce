#include "sections/plain_name.h"

#include "base/visible.h"
#include "text/utf8.h"

bool
plain_name_made_of(struct span s, const char *also)
{
	if (!utf8_is(s) || !visible_is(s))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || (c & 0x80) ||
			(c && strchr(also, c))))
			return false;
	}
	return true;
}

bool
plain_name_is(struct span s)
{
	return s.len && s.len <= PLAIN_NAME_MAX && *s.p != '-' &&
	    plain_name_made_of(s, "_-");
}

static bool
is_dotted(struct span s, size_t max)
{
	return s.len && s.len <= max && *s.p != '-' && *s.p != '.' &&
	    s.p[s.len - 1] != '.' && plain_name_made_of(s, "_-.");
}

bool
plain_name_is_dotted(struct span s)
{
	return is_dotted(s, PLAIN_NAME_MAX);
}

bool
plain_name_is_ref(struct span s)
{
	return is_dotted(s, 3 * PLAIN_NAME_MAX);
}
