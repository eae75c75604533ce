#include "transport/reply.h"

#include "text/utf8.h"

void
reply_take(struct answer *a, struct span reply, bool cut)
{
	bool ends;

	if (cut)
		answer_fail(a, "a reply of more than %d bytes", REPLY_MAX);
	else if (utf8_valid(reply, &ends) < reply.len)
		answer_fail(a, "a reply that is no UTF-8");
	else
		answer_value(a, "reply", reply);
}
