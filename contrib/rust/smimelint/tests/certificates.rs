// SPDX-License-Identifier: Apache-2.0
//! The binding over the folder $CERTIFICATES: NN.der and expected.ndjson, what the command says of them.
use smimelint::{lint, options, rule, rules, version, Error, Linter, Source};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

fn folder() -> (Vec<(String, Vec<u8>)>, Vec<String>) {
    let folder = env::var("CERTIFICATES").expect("CERTIFICATES names a folder");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".der"))
        .collect();
    names.sort();
    let der = names.into_iter().map(|name| (name.clone(), fs::read(format!("{folder}/{name}")).unwrap())).collect();
    let expected = fs::read_to_string(format!("{folder}/expected.ndjson")).unwrap();
    (der, expected.lines().map(String::from).collect())
}

fn source(name: &str) -> Source<'_> {
    Source { path: Some(name), format: Some("der"), ..Source::default() }
}

#[test]
fn json_is_the_command_s() {
    let (certificates, expected) = folder();
    let linter = Linter::new().unwrap();
    assert!(certificates.len() >= 20 && certificates.len() == expected.len());
    for ((name, der), line) in certificates.iter().zip(&expected) {
        assert_eq!(&linter.lint_json(der, source(name)).unwrap(), line);
    }
}

#[test]
fn findings_are_those_of_the_json() {
    let (certificates, expected) = folder();
    let mut count = 0;
    for ((_, der), line) in certificates.iter().zip(&expected) {
        let result = lint(der).unwrap();
        assert!(line.contains(&format!("\"status\":\"{}\"", result.status)));
        assert_eq!(result.len(), line.matches("{\"rule\":").count());
        for finding in &result {
            assert!(line.contains(&format!(
                "{{\"rule\":\"{}\",\"severity\":\"{}\",\"state\":\"{}\"",
                finding.rule, finding.severity, finding.state
            )));
            if let Some(octets) = &finding.octets {
                assert!(line.contains(&format!("\"offset\":{},\"length\":{}", octets.start, octets.len())));
                assert!(octets.end <= der.len());
            }
            assert!(finding.citation.ends_with(&finding.section));
            count += 1;
        }
    }
    assert!(count > 10);
}

#[test]
fn garbage_is_unreadable_and_never_clean() {
    for octets in [&b""[..], b"\0", b"garbage", b"\x30\x82\x01"] {
        let result = lint(octets).unwrap();
        assert_eq!(result.status, "unreadable");
        assert_eq!(result.iter().map(|f| f.severity.as_str()).collect::<Vec<_>>(), ["error"]);
    }
}

#[test]
fn wrong_options_say_where() {
    for (json, why) in [
        (r#"{"at":"soon"}"#, r#"1: /at: "soon" is no date YYYY-MM-DD"#),
        (r#"{"colour":"red"}"#, "1: /colour: there is no such option"),
        ("[]", "1: /: an object is expected"),
    ] {
        assert_eq!(Linter::with_options(json).err(), Some(Error::Option(why.into())));
    }
    let (certificates, _) = folder();
    let linter = Linter::with_options(r#"{"max-certificate":64}"#).unwrap();
    assert_eq!(linter.lint(&certificates[0].1).unwrap().status, "unreadable");
}

#[test]
fn documents_are_refused_whole() {
    let mut linter = Linter::new().unwrap();
    assert!(matches!(linter.add_issuer(b"garbage"), Err(Error::Option(_))));
    assert!(matches!(linter.add_certificate(b""), Err(Error::Option(_))));
    assert!(matches!(linter.add_previous(b"garbage"), Err(Error::Option(_))));
    assert!(matches!(linter.add_responder(b"garbage"), Err(Error::Option(_))));
    assert!(matches!(linter.add_ca_profile("{"), Err(Error::Option(_))));
    assert!(matches!(linter.add_waivers("{", 20000), Err(Error::Option(_))));
    assert!(matches!(linter.add_baseline("{"), Err(Error::Option(_))));
    assert!(matches!(linter.add_psl(""), Err(Error::Option(_))));
    assert!(matches!(linter.add_evidence("a\0b", "{}"), Err(Error::Other(_))));
    for garbage in ["garbage", "{", "[1]", "{}\n{", "\0"] {
        let mut linter = Linter::new().unwrap();
        assert!(matches!(linter.add_evidence("records", garbage), Err(Error::Option(_))), "{garbage}");
    }
}

#[test]
fn baseline_makes_findings_known() {
    let (certificates, expected) = folder();
    let mut linter = Linter::new().unwrap();
    linter.lint(&certificates[0].1).unwrap(); // runs that are idle are given back
    linter.add_baseline(&expected.join("\n")).unwrap();
    for (name, der) in &certificates {
        assert!(!linter.lint_json(der, source(name)).unwrap().contains("\"state\":\"new\""));
    }
}

#[test]
fn threads_share_a_linter() {
    let (certificates, expected) = folder();
    let linter = Linter::new().unwrap();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    for ((name, der), line) in certificates.iter().zip(&expected) {
                        assert_eq!(&linter.lint_json(der, source(name)).unwrap(), line);
                    }
                }
            });
        }
    });
}

#[test]
fn lists() {
    let all = rules();
    assert!(all.len() > 800);
    assert_eq!(rule("sbr.key-usage.rsa-bits").unwrap().citation, "SBR 7.1.2.3.e");
    assert_eq!(rule(&all[0].id).as_ref(), Some(&all[0]));
    assert_eq!(rule("no.such.rule"), None);
    assert!(!version().is_empty());
    for option in options() {
        if let Some(value) = option.default {
            Linter::with_options(&format!("{{\"{}\":\"{value}\"}}", option.name)).unwrap();
        }
    }
}

fn resident() -> usize {
    let statm = fs::read_to_string("/proc/self/statm").unwrap();
    statm.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

#[test]
fn memory_stays() {
    let (certificates, _) = folder();
    let work = |n| (0..n).for_each(|_| drop(lint(&certificates[0].1)));
    work(20);
    let before = resident();
    work(200);
    assert!(resident() < before + (8 << 20));
}

#[test]
fn latency() {
    let (certificates, _) = folder();
    let linter = Linter::new().unwrap();
    let measure = |name: &str, call: &dyn Fn(&[u8])| {
        let round = || {
            let start = Instant::now();
            certificates.iter().for_each(|(_, der)| call(der));
            start.elapsed()
        };
        let best: Duration = (0..50).map(|_| round()).min().unwrap();
        println!("rust {name}: {:.1} us a call", best.as_secs_f64() * 1e6 / certificates.len() as f64);
    };
    measure("lint", &|der| drop(linter.lint(der)));
    measure("lint_json", &|der| drop(linter.lint_json(der, Source::default())));
}
