//! Primitive values of the runtime.

use std::collections::HashSet;

use msgraph_autopilot::{Binary, Date, DateTimeOffset, Decimal, Decode, Duration, Encode, Guid, TimeOfDay};

fn read<T: Decode>(json: &str) -> Result<T, serde_json::Error> {
    T::decode(&mut serde_json::Deserializer::from_str(json))
}

fn write<T: Encode>(value: &T) -> String {
    let mut out = Vec::new();
    value.encode(&mut serde_json::Serializer::new(&mut out)).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn int64_reads_numbers_and_texts() {
    for (json, number) in [
        ("9223372036854775807", i64::MAX),
        ("\"9223372036854775807\"", i64::MAX),
        ("\"-9223372036854775808\"", i64::MIN),
        ("0", 0),
    ] {
        assert_eq!(read::<i64>(json).unwrap(), number);
    }
    for json in ["9223372036854775808", "\"9223372036854775808\"", "\"\"", "\" 1\"", "1.5", "true", "null"] {
        assert!(read::<i64>(json).is_err(), "{json}");
    }
    assert_eq!(write(&i64::MAX), "9223372036854775807");
    assert_eq!(read::<Vec<i64>>(r#"[1,"2",null]"#).unwrap(), [1, 2]);
    assert_eq!(read::<Vec<Option<i64>>>(r#"[1,"2",null]"#).unwrap(), [Some(1), Some(2), None]);
    assert_eq!(write(&vec![Some(1_i64), None]), "[1,null]");
    assert_eq!(read::<Vec<serde_json::Value>>("[null,1]").unwrap().len(), 2);
    assert_eq!(read::<Option<Vec<i64>>>("null").unwrap(), None);
}

#[test]
fn doubles_that_json_has_no_digits_for_travel_as_text() {
    assert_eq!(read::<f64>("\"INF\"").unwrap(), f64::INFINITY);
    assert_eq!(read::<f64>("\"-INF\"").unwrap(), f64::NEG_INFINITY);
    assert!(read::<f64>("\"NaN\"").unwrap().is_nan());
    assert_eq!(read::<f32>("\"-INF\"").unwrap(), f32::NEG_INFINITY);
    assert_eq!(
        (read::<f64>("1").unwrap(), read::<f64>("-1").unwrap(), read::<f64>("2.5e3").unwrap()),
        (1.0, -1.0, 2500.0)
    );
    for json in ["\"inf\"", "\"1.5\"", "\"\"", "true"] {
        assert!(read::<f64>(json).is_err(), "{json}");
    }
    assert_eq!(
        [write(&f64::INFINITY), write(&f64::NEG_INFINITY), write(&f64::NAN)],
        ["\"INF\"", "\"-INF\"", "\"NaN\""]
    );
    assert_eq!(
        (write(&0.1_f64), write(&0.1_f32), write(&vec![f32::NAN])),
        ("0.1".into(), "0.1".into(), "[\"NaN\"]".into())
    );
}

#[test]
fn doubles_read_exactly() {
    for text in ["2.2250738585072014e-308", "1.7976931348623157e308", "0.1", "65.613616999999977", "9007199254740993.0"]
    {
        assert_eq!(read::<f64>(text).unwrap().to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
    }
}

#[test]
fn decimals_keep_every_digit() {
    for text in
        ["0", "-0.10", "1.10", "79228162514264337593543950335", "0.0000000000000000000000000001", "1e10", "-2.5E-3"]
    {
        let decimal: Decimal = read(text).unwrap();
        assert_eq!((decimal.as_str(), write(&decimal).as_str()), (text, text));
        assert_eq!(text.parse::<Decimal>().unwrap(), decimal);
    }
    for (json, written) in
        [("\"1.10\"", "1.10"), ("\"INF\"", "\"INF\""), ("\"NaN\"", "\"NaN\""), ("\"odd\"", "\"odd\"")]
    {
        assert_eq!(write(&read::<Decimal>(json).unwrap()), written);
    }
    for text in ["+1", "007"] {
        assert_eq!(write(&text.parse::<Decimal>().unwrap()), format!("{text:?}"));
    }
    for text in ["", "-", ".5", "5.", "1e", "1e+", "1 ", "0x1", "inf", "--1"] {
        assert!(text.parse::<Decimal>().is_err(), "{text:?}");
    }
    assert_eq!("1.x".parse::<Decimal>().unwrap_err().to_string(), "not Edm.Decimal: wrong at byte 2");
    assert!(read::<Decimal>("true").is_err() && read::<Decimal>("null").is_err() && read::<Decimal>("[]").is_err());
    assert_eq!(read::<Option<Decimal>>("null").unwrap(), None);
    assert_eq!(
        (Decimal::from(-5).to_string(), Decimal::from(i64::MIN).to_string()),
        ("-5".into(), i64::MIN.to_string())
    );
    let value = serde_json::json!({ "d": 1.5 });
    assert_eq!(serde_json::from_value::<Decimal>(value["d"].clone()).unwrap().as_str(), "1.5");
}

#[test]
fn guids_compare_without_letter_case_and_keep_it() {
    let (lower, upper): (Guid, Guid) = (
        "985b71ec-71ec-985b-ec71-5b98ec715b98".parse().unwrap(),
        "985B71EC-71EC-985B-EC71-5B98EC715B98".parse().unwrap(),
    );
    assert_eq!(lower, upper);
    assert_eq!(HashSet::from([lower.clone(), upper.clone()]).len(), 1);
    assert_eq!(upper.as_str(), "985B71EC-71EC-985B-EC71-5B98EC715B98");
    for (text, at) in [
        ("", 0),
        ("985b71ec71ec985bec715b98ec715b98", 8),
        ("{985b71ec-71ec-985b-ec71-5b98ec715b98}", 0),
        ("985b71ec-71ec-985b-ec71-5b98ec715b9", 35),
        ("985b71ec-71ec-985b-ec71-5b98ec715b980", 36),
        ("g85b71ec-71ec-985b-ec71-5b98ec715b98", 0),
    ] {
        assert_eq!(
            text.parse::<Guid>().unwrap_err().to_string(),
            format!("not Edm.Guid: wrong at byte {at}"),
            "{text}"
        );
    }
    assert_eq!(read::<Guid>("\"odd\"").unwrap().as_str(), "odd");
}

#[test]
fn binary_takes_every_variant_of_base64_and_sends_the_standard_one() {
    for length in 0..64_u8 {
        let bytes: Vec<u8> = (0..length).map(|at| at.wrapping_mul(37) ^ 0xfb).collect();
        let binary = Binary::from_bytes(&bytes);
        let standard = binary.as_base64().to_owned();
        let url = standard.replace('+', "-").replace('/', "_");
        for text in [
            standard.clone(),
            url.clone(),
            standard.trim_end_matches('=').to_owned(),
            url.trim_end_matches('=').to_owned(),
            format!(" \r\n{url}\t\n"),
        ] {
            let taken = Binary::from_base64(&text).unwrap();
            assert_eq!(taken.as_base64(), standard, "{text}");
            assert_eq!(taken.to_bytes().unwrap(), bytes);
            assert_eq!(write(&taken), format!("\"{standard}\""));
            let answered: Binary = serde_json::from_value(text.clone().into()).unwrap();
            assert_eq!(answered, binary, "{text}");
            assert_eq!(answered.as_base64(), text, "what was read is kept to the letter");
        }
    }
}

#[test]
fn base64_of_the_rfc_is_ours() {
    for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
        assert_eq!(Binary::from_bytes(bytes).as_base64(), text);
    }
    assert_eq!(Binary::from_bytes([0xfb, 0xff]).as_base64(), "+/8=");
    assert_eq!(Binary::from_base64("-_8").unwrap().as_base64(), "+/8=");
}

#[test]
fn a_hash_is_not_encoded_twice() {
    let hash = "T0FBQUFBRUFIQUFBQQ==";
    let once = Binary::from_base64(hash).unwrap();
    assert_eq!(once.as_base64(), hash);
    let twice = Binary::from_bytes(hash);
    assert_ne!(twice, once);
    assert_eq!(twice.to_bytes().unwrap(), hash.as_bytes());
}

#[test]
fn what_is_not_base64_is_refused_without_being_shown() {
    for (text, at) in [("a b", 1), ("  SECR*ET", 6), ("A", 1), ("AAAA=AAA", 4), ("ä", 0)] {
        let error = Binary::from_base64(text).unwrap_err().to_string();
        assert_eq!(error, format!("not base64: wrong at byte {at}"), "{text}");
    }
    let odd: Binary = serde_json::from_str("\"not base64\"").unwrap();
    assert!(odd.to_bytes().is_err());
    assert_eq!(odd, odd.clone());
    assert_eq!(format!("{odd:?}"), "Binary(10 characters)");
}

#[test]
fn spare_bits_do_not_make_a_difference() {
    let (canonical, spare) = (Binary::from_base64("QQ==").unwrap(), Binary::from_base64("QR==").unwrap());
    assert_eq!((canonical.as_base64(), spare.as_base64()), ("QQ==", "QQ=="));
}

#[test]
fn date_time_offsets_follow_the_grammar() {
    for text in [
        "2020-04-03T09:05:42Z",
        "2020-04-03T09:05Z",
        "2020-04-03T09:05:42.0Z",
        "2020-04-03T09:05:42.0061442Z",
        "2020-04-03T09:05:42.123456789012Z",
        "2020-04-03T09:05:42+00:00",
        "2020-04-03T09:05:42.5-08:30",
        "2020-04-03T23:59:59+23:59",
        "0001-01-01T00:00:00Z",
        "0000-02-29T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z",
        "-0044-03-15T12:00:00Z",
        "12345-01-01T00:00:00Z",
        "2000-02-29T00:00:00Z",
        "2024-02-29T00:00:00Z",
    ] {
        assert_eq!(text.parse::<DateTimeOffset>().unwrap().as_str(), text);
        assert_eq!(DateTimeOffset::try_from(text).unwrap().to_string(), text);
    }
    for (text, at) in [
        ("", 0),
        ("2020-04-03", 10),
        ("2020-04-03T09:05:42", 19),
        ("2020-04-03 09:05:42Z", 10),
        ("2020-04-03t09:05:42z", 10),
        ("2020-04-03T09:05:42.Z", 20),
        ("2020-04-03T09:05:42.1234567890123Z", 20),
        ("2020-04-03T09:05:42+0000", 22),
        ("2020-04-03T09:05:42+24:00", 20),
        ("2020-04-03T24:00:00Z", 11),
        ("2020-04-03T09:60:00Z", 14),
        ("2020-04-03T09:05:60Z", 17),
        ("2020-13-03T09:05:42Z", 5),
        ("2020-00-03T09:05:42Z", 5),
        ("2020-04-31T09:05:42Z", 8),
        ("2020-04-00T09:05:42Z", 8),
        ("2021-02-29T09:05:42Z", 8),
        ("1900-02-29T09:05:42Z", 8),
        ("020-04-03T09:05:42Z", 0),
        ("02020-04-03T09:05:42Z", 0),
        ("+2020-04-03T09:05:42Z", 0),
        ("2020-4-3T09:05:42Z", 5),
        ("2020-04-03T9:05:42Z", 11),
        ("2020-04-03T09:05:42ZZ", 20),
        (" 2020-04-03T09:05:42Z", 0),
        ("2020-04-03T09:05:42.5é", 21),
        ("2020-0é-03T09:05:42Z", 5),
    ] {
        let error = text.parse::<DateTimeOffset>().unwrap_err().to_string();
        assert_eq!(error, format!("not Edm.DateTimeOffset: wrong at byte {at}"), "{text}");
    }
}

#[test]
fn dates_follow_the_grammar() {
    for text in ["2020-04-03", "0001-01-01", "9999-12-31", "-0001-12-31", "2000-02-29"] {
        assert_eq!(text.parse::<Date>().unwrap().as_str(), text);
    }
    for text in [
        "",
        "2020",
        "2020-04",
        "2020-04-3",
        "2020-02-30",
        "2020/04/03",
        "20200403",
        "2020-04-03Z",
        "2020-04-03T00:00:00Z",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
}

#[test]
fn times_of_day_follow_the_grammar() {
    for text in ["08:00:00.0000000", "08:00", "23:59:59.999999999999", "00:00:00"] {
        assert_eq!(text.parse::<TimeOfDay>().unwrap().as_str(), text);
    }
    for text in
        ["", "8:00", "08", "08:", "08:00:", "08:00:00.", "24:00:00", "08:60:00", "08:00:60", "08:00:00Z", "08:00.5"]
    {
        assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
    }
}

#[test]
fn durations_follow_the_grammar() {
    for text in
        ["PT0.061S", "P30D", "-PT2H", "+P1D", "P1DT2H3M4.5S", "PT0S", "PT90M", "PT1H1S", "P0D", "PT0.123456789012345S"]
    {
        assert_eq!(text.parse::<Duration>().unwrap().as_str(), text);
    }
    for text in [
        "",
        "P",
        "PT",
        "P1DT",
        "1D",
        "P1",
        "PT1",
        "P1Y",
        "P1M",
        "P1W",
        "PT1M1H",
        "PT1S1S",
        "PT1.5H",
        "PT.5S",
        "PT5.S",
        "P-1D",
        "p1d",
        "PT1H ",
        "P1D1H",
        "P99999999999999999999D",
    ] {
        assert!(text.parse::<Duration>().is_err(), "{text}");
    }
}

#[test]
fn odd_values_read_and_only_their_conversion_fails() {
    let odd: DateTimeOffset = serde_json::from_str("\"soon\"").unwrap();
    assert_eq!((odd.as_str(), write(&odd).as_str()), ("soon", "\"soon\""));
    assert!(std::time::SystemTime::try_from(&odd).is_err());
    let odd: Duration = serde_json::from_str("\"P1Y\"").unwrap();
    assert!(std::time::Duration::try_from(&odd).is_err());
    assert!(serde_json::from_str::<Date>("1").is_err());
}
