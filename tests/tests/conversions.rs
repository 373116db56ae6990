//! Temporal values to and from the standard library, `jiff`, `time` and `chrono`. Needs the features of these names.

use std::time::SystemTime;

use msgraph_autopilot::{Date, DateTimeOffset, Duration, TimeOfDay};

fn at(text: &str) -> DateTimeOffset {
    text.parse().unwrap()
}

/// Seconds and nanoseconds after 1970, from an independent source.
const MOMENTS: [(&str, i128); 9] = [
    ("1970-01-01T00:00:00Z", 0),
    ("2020-04-03T09:05:42.0061442Z", 1_585_904_742_006_144_200),
    ("2000-02-29T23:59:59Z", 951_868_799_000_000_000),
    ("2000-03-01T00:00:00Z", 951_868_800_000_000_000),
    ("1969-12-31T23:59:59.999999999Z", -1),
    ("1900-03-01T00:00:00Z", -2_203_891_200_000_000_000),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000_000_000),
    ("0000-02-29T00:00:00Z", -62_162_121_600_000_000_000),
    ("9999-12-30T21:59:59.9999999Z", 253_402_207_199_999_999_900),
];

#[test]
fn moments_convert_both_ways() {
    for (text, nanoseconds) in MOMENTS {
        let moment = at(text);
        let jiff = jiff::Timestamp::try_from(&moment).unwrap();
        assert_eq!(jiff.as_nanosecond(), nanoseconds, "{text}");
        assert_eq!(DateTimeOffset::from(jiff), moment);
        let time = time::OffsetDateTime::try_from(&moment).unwrap();
        assert_eq!(time.unix_timestamp_nanos(), nanoseconds, "{text}");
        assert_eq!(DateTimeOffset::from(time), moment);
        let chrono = chrono::DateTime::<chrono::Utc>::try_from(&moment).unwrap();
        let since = i128::from(chrono.timestamp()) * 1_000_000_000 + i128::from(chrono.timestamp_subsec_nanos());
        assert_eq!(since, nanoseconds, "{text}");
        assert_eq!(DateTimeOffset::from(chrono), moment);
        let system = SystemTime::try_from(&moment).unwrap();
        assert_eq!(DateTimeOffset::from(system), moment);
        let after = std::time::Duration::from_nanos_u128(nanoseconds.unsigned_abs());
        let expected = if nanoseconds < 0 { SystemTime::UNIX_EPOCH - after } else { SystemTime::UNIX_EPOCH + after };
        assert_eq!(system, expected, "{text}");
    }
}

#[test]
fn every_day_of_eight_centuries_agrees_with_jiff() {
    let mut day = jiff::civil::date(1600, 1, 1);
    while day.year() < 2400 {
        let text = Date::from(day).to_string();
        assert_eq!(text, day.to_string());
        let noon = at(&format!("{text}T12:00:00Z"));
        let expected = jiff::tz::TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0)).unwrap();
        assert_eq!(jiff::Timestamp::try_from(&noon).unwrap(), expected);
        assert_eq!(DateTimeOffset::from(expected), noon);
        day = day.tomorrow().unwrap();
    }
}

#[test]
fn offsets_shift_and_are_kept_where_the_type_has_them() {
    for (text, utc) in [
        ("2020-04-03T09:05:42+02:00", "2020-04-03T07:05:42Z"),
        ("2020-01-01T00:00:00+00:30", "2019-12-31T23:30:00Z"),
        ("2019-12-31T20:00:00.5-08:00", "2020-01-01T04:00:00.5Z"),
    ] {
        let moment = at(text);
        assert_eq!(DateTimeOffset::from(jiff::Timestamp::try_from(&moment).unwrap()).as_str(), utc);
        assert_eq!(DateTimeOffset::from(SystemTime::try_from(&moment).unwrap()).as_str(), utc);
        assert_eq!(DateTimeOffset::from(chrono::DateTime::<chrono::Utc>::try_from(&moment).unwrap()).as_str(), utc);
        let fixed = chrono::DateTime::<chrono::FixedOffset>::try_from(&moment).unwrap();
        assert_eq!(DateTimeOffset::from(fixed).as_str(), text);
        assert_eq!(DateTimeOffset::from(time::OffsetDateTime::try_from(&moment).unwrap()).as_str(), text);
    }
    let odd = time::OffsetDateTime::UNIX_EPOCH.to_offset(time::UtcOffset::from_hms(1, 2, 3).unwrap());
    assert_eq!(DateTimeOffset::from(odd).as_str(), "1970-01-01T00:00:00Z");
}

#[test]
fn what_a_type_cannot_hold_fails() {
    let picoseconds = at("2020-04-03T09:05:42.123456789012Z");
    assert!(jiff::Timestamp::try_from(&picoseconds).is_err());
    assert!(SystemTime::try_from(&picoseconds).is_err());
    assert!(jiff::Timestamp::try_from(&at("2020-04-03T09:05:42.123456789000Z")).is_ok());
    let late = at("999999999-01-01T00:00:00Z");
    assert!(jiff::Timestamp::try_from(&late).is_err());
    assert!(time::OffsetDateTime::try_from(&late).is_err());
    assert!(chrono::DateTime::<chrono::Utc>::try_from(&late).is_err());
    let date: Date = "99999-01-01".parse().unwrap();
    assert!(jiff::civil::Date::try_from(&date).is_err() && time::Date::try_from(&date).is_err());
    let time: TimeOfDay = "08:00:00.0000000001".parse().unwrap();
    assert!(jiff::civil::Time::try_from(&time).is_err());
    let odd: Date = serde_json::from_str("\"2021-02-29\"").unwrap();
    let error = chrono::NaiveDate::try_from(&odd).unwrap_err();
    assert_eq!(error.to_string(), "not Edm.Date: wrong at byte 8");
    assert!(std::time::Duration::try_from(&"-PT1S".parse::<Duration>().unwrap()).is_err());
}

#[test]
fn dates_and_times_of_day_convert_both_ways() {
    for text in ["2020-04-03", "0001-01-01", "9999-12-31", "-0001-12-31"] {
        let date: Date = text.parse().unwrap();
        assert_eq!(Date::from(jiff::civil::Date::try_from(&date).unwrap()), date);
        assert_eq!(Date::from(time::Date::try_from(&date).unwrap()), date);
        assert_eq!(Date::from(chrono::NaiveDate::try_from(&date).unwrap()), date);
    }
    for (text, written) in
        [("08:00:00.0000000", "08:00:00"), ("08:30", "08:30:00"), ("23:59:59.123456789", "23:59:59.123456789")]
    {
        let time: TimeOfDay = text.parse().unwrap();
        assert_eq!(TimeOfDay::from(jiff::civil::Time::try_from(&time).unwrap()).as_str(), written);
        assert_eq!(TimeOfDay::from(time::Time::try_from(&time).unwrap()).as_str(), written);
        assert_eq!(TimeOfDay::from(chrono::NaiveTime::try_from(&time).unwrap()).as_str(), written);
    }
}

#[test]
fn durations_convert_both_ways() {
    for (text, written, nanoseconds) in [
        ("PT0.061S", "PT0.061S", 61_000_000_i128),
        ("P30D", "P30D", 2_592_000_000_000_000),
        ("-PT2H", "-PT2H", -7_200_000_000_000),
        ("PT36H", "P1DT12H", 129_600_000_000_000),
        ("P1DT1S", "P1DT1S", 86_401_000_000_000),
        ("P1DT0.5S", "P1DT0.5S", 86_400_500_000_000),
        ("PT90M", "PT1H30M", 5_400_000_000_000),
        ("-PT1M0.000000001S", "-PT1M0.000000001S", -60_000_000_001),
        ("P0D", "PT0S", 0),
    ] {
        let duration: Duration = text.parse().unwrap();
        let jiff = jiff::SignedDuration::try_from(&duration).unwrap();
        assert_eq!(jiff.as_nanos(), nanoseconds, "{text}");
        assert_eq!(Duration::from(jiff).as_str(), written);
        let time = time::Duration::try_from(&duration).unwrap();
        assert_eq!(time.whole_nanoseconds(), nanoseconds, "{text}");
        assert_eq!(Duration::from(time).as_str(), written);
        let chrono = chrono::TimeDelta::try_from(&duration).unwrap();
        assert_eq!(Duration::from(chrono).as_str(), written);
        match std::time::Duration::try_from(&duration) {
            Ok(std) => assert_eq!((std.as_nanos() as i128, Duration::from(std).as_str()), (nanoseconds, written)),
            Err(_) => assert!(nanoseconds < 0),
        }
    }
}
