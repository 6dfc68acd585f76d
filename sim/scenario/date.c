/* Dates as hours since 1970-01-01, in the proleptic Gregorian calendar. Not for time zones: there are none. */
#include "scenario/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int month_days(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && leap(year));
}

/* Days since 1970-01-01 (years counted from March, so that the leap day is the last). */
static long days_of(int year, int month, int day) {
    long y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of(long days, int *year, int *month, int *day) {
    days += 719468;
    long era = (days >= 0 ? days : days - 146096) / 146097, of_era = days - era * 146097;
    long y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(y + era * 400 + (*month <= 2));
}

/* Reads `n` digits. */
static bool digits_read(const char **at, int n, int *value) {
    *value = 0;
    for (int i = 0; i < n; i++, (*at)++) {
        if (**at < '0' || **at > '9') return false;
        *value = *value * 10 + (**at - '0');
    }
    return true;
}

static bool literal_read(const char **at, char literal) {
    if (**at != literal) return false;
    (*at)++;
    return true;
}

const char *date_read(const char *text, double *hours) {
    static const char form[] = "dates are written 2023-01-15, or 2023-01-15T05:00";
    int year, month, day, hour = 0, minute = 0;
    const char *at = text;
    if (!digits_read(&at, 4, &year) || !literal_read(&at, '-') || !digits_read(&at, 2, &month) ||
        !literal_read(&at, '-') || !digits_read(&at, 2, &day))
        return form;
    if (*at != '\0' && (!literal_read(&at, 'T') || !digits_read(&at, 2, &hour) || !literal_read(&at, ':') ||
                        !digits_read(&at, 2, &minute) || *at != '\0'))
        return form;
    if (year < 1900 || year > 2200) return "the year lies outside 1900 to 2200";
    if (month < 1 || month > 12) return "there is no such month";
    if (day < 1 || day > month_days(year, month)) return "the month has no such day";
    if (hour > 23 || minute > 59) return "there is no such time of day";
    *hours = (double)days_of(year, month, day) * 24.0 + hour + minute / 60.0;
    return NULL;
}

double date_add_months(double hours, double months) {
    int year, month, day;
    double days = floor(hours / 24.0);
    date_of((long)days, &year, &month, &day);
    long index = (long)year * 12 + month - 1 + (long)months;
    year = (int)(index / 12);
    month = (int)(index % 12) + 1;
    if (day > month_days(year, month)) day = month_days(year, month);
    return (double)days_of(year, month, day) * 24.0 + (hours - days * 24.0);
}

void date_write(char out[DATE_TEXT], double hours) {
    int year, month, day;
    double days = floor(hours / 24.0);
    date_of((long)days, &year, &month, &day);
    int minutes = (int)((hours - days * 24.0) * 60.0 + 0.5);
    if (minutes == 0) (void)snprintf(out, DATE_TEXT, "%04d-%02d-%02d", year, month, day);
    else (void)snprintf(out, DATE_TEXT, "%04d-%02d-%02dT%02d:%02d", year, month, day, minutes / 60, minutes % 60);
}
