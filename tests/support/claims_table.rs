//! How often the program claims what is not so, and sees what is: the table of `docs/claims.md`.
//!
//! `cargo run --profile fast --example claims [JOURNALS [WORDS]]`; 1,000 journals a case for comparisons, twice as many for
//! the rest, on two threads; with words, only the cases named so. It ends with 1 where a wanted number is missed.

use std::process::ExitCode;
use std::sync::Mutex;

mod claims;

use claims::{PHIS, Wanted, cases, measured};

#[allow(clippy::print_stdout)] // printing is what it is for
fn main() -> ExitCode {
    let journals: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000);
    let words = std::env::args().nth(2).unwrap_or_default();
    let mut cases = cases();
    let comparisons = cases.iter().position(|case| case.what.starts_with("12 weeks")).unwrap_or(0);
    let compared: Vec<&'static str> = cases[..comparisons].iter().map(|case| case.what).collect();
    cases.retain(|case| case.what.contains(&words));
    let open: Mutex<Vec<(usize, usize)>> =
        Mutex::new((0..cases.len()).rev().flat_map(|case| (0..PHIS.len()).rev().map(move |phi| (case, phi))).collect());
    let found = Mutex::new(vec![[0.0; PHIS.len()]; cases.len()]);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((place, phi)) = open.lock().ok().and_then(|mut open| open.pop()) {
                    let case = &cases[place];
                    let compares = compared.contains(&case.what);
                    let share = measured(case, PHIS[phi], if compares { journals } else { 2 * journals });
                    if let Ok(mut found) = found.lock() {
                        found[place][phi] = share;
                    }
                }
            });
        }
    });
    let found = found.into_inner().unwrap_or_default();
    println!("| % of journals | phi 0.3 | 0.6 | 0.8 | wanted |\n|---|---|---|---|---|");
    let mut missed = false;
    for (case, found) in cases.iter().zip(&found) {
        let (sign, numbers) = match case.wanted {
            Wanted::AtMost(numbers) => ("\u{2264}", Some(numbers)),
            Wanted::AtLeast(numbers) => ("\u{2265}", Some(numbers)),
            Wanted::Shown => ("", None),
        };
        let wanted = numbers.map_or("\u{2013}".to_owned(), |wanted| {
            let same = wanted.iter().all(|one| *one == wanted[0]);
            let shown: Vec<String> = wanted.iter().map(f64::to_string).collect();
            format!("{sign} {}", if same { shown[0].clone() } else { shown.join(" / ") })
        });
        let fails = |phi: usize| match case.wanted {
            Wanted::AtMost(most) => found[phi] > most[phi],
            Wanted::AtLeast(least) => found[phi] < least[phi],
            Wanted::Shown => false,
        };
        let shown = |phi: usize| format!("{:.1}{}", found[phi], if fails(phi) { " missed" } else { "" });
        missed |= (0..PHIS.len()).any(fails);
        println!("| {} | {} | {} | {} | {wanted} |", case.what, shown(0), shown(1), shown(2));
    }
    if missed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
