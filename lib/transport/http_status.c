#include "transport/http_status.h"

static bool
is_passing(long status)
{
	return status == 408 || status == 425 || status == 429 ||
	    (status >= 500 && status <= 599);
}

void
http_status_judge(struct answer *a, long status, int64_t seconds)
{
	if (status >= 200 && status <= 299) {
		answer_ok(a);
	} else if (is_passing(status)) {
		answer_retry(a, seconds, "HTTP %ld", status);
	} else if (status >= 300 && status <= 399) {
		answer_fail(a, "HTTP %ld: redirects are not followed", status);
	} else {
		answer_fail(a, "HTTP %ld", status);
		if (status == 410)
			answer_value(a, "target", SPAN("gone"));
	}
}
