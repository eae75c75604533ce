#include "value/time/month_names.h"

#include "text/fold.h"

/* In small letters, separated by blanks. */
static const char *const names[12] = {
	"january jan januar jänner jän janvier janv enero ene "
	"gennaio gen janeiro januari styczeń stycznia sty leden ledna led "
	"ianuarie ian ocak oca январь января янв",
	"february feb februar février fevrier févr fév febrero "
	"febbraio fevereiro fev februari luty lutego lut únor února úno "
	"februarie şubat şub февраль февраля фев",
	"march mar märz maerz mär mrz mars marzo março marco maart mrt marts "
	"marzec marca březen března bře martie mart март марта мар",
	"april apr avril avr abril abr aprile kwiecień kwietnia kwi "
	"duben dubna dub aprilie nisan nis апрель апреля апр",
	"may mai mayo maggio mag maio mei maj maja květen května kvě mayıs "
	"май мая",
	"june jun juni juin junio giugno giu junho czerwiec czerwca cze "
	"červen června čvn iunie iun haziran haz июнь июня июн",
	"july jul juli juillet juil julio luglio lug julho lipiec lipca "
	"lip červenec července čvc iulie iul temmuz tem июль июля июл",
	"august aug août aout agosto ago augustus augusti sierpień "
	"sierpnia sie srpen srpna srp ağustos ağu август августа авг",
	"september sep sept septembre septiembre settembre set "
	"setembro wrzesień września wrz září zář septembrie eylül eyl "
	"сентябрь сентября сен",
	"october oct oktober okt octobre octubre ottobre ott "
	"outubro out październik października paź říjen října říj octombrie "
	"ekim eki октябрь октября окт",
	"november nov novembre noviembre novembro listopad listopada "
	"listopadu lis noiembrie noi kasım kas ноябрь ноября ноя",
	"december dec dezember dez décembre déc diciembre dic "
	"dicembre dezembro grudzień grudnia gru prosinec prosince pro "
	"decembrie aralık ara декабрь декабря дек",
};

int
month_names_take(struct span *s)
{
	size_t longest = 0;
	int month = 0;

	for (int i = 0; i < 12; i++) {
		for (const char *p = names[i]; *p; p += *p == ' ') {
			size_t n = strcspn(p, " ");

			if (n > longest &&
			    fold_begins(*s, (struct span){ p, n })) {
				longest = n;
				month = i + 1;
			}
			p += n;
		}
	}
	s->p += longest;
	s->len -= longest;
	return month;
}
