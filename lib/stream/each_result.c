#include "stream/each_result.h"

int
each_result(struct stream_in *in, struct stream_out *tee, each_result_fn *fn,
    void *arg, struct err *e)
{
	static struct record_batch batch;
	struct result r;
	enum line_outcome got;

	record_batch_reset(&batch);
	while ((got = stream_results(in, &batch, false, e)) == LINE_OK)
		for (size_t i = 0; i < batch.lines.n; i++) {
			struct span line = record_batch_line(&batch, i);

			if (tee)
				stream_put(tee, line);
			if (stream_is_comment(line))
				continue;
			record_batch_get_result(&batch, i, &r);
			if (fn(arg, &r, e))
				return err_at(e, lines_name(&in->lines),
				    in->lines.count - batch.lines.n + i + 1);
		}
	return got == LINE_END ? 0 : -1;
}
