//! Tells the program which version it is: in a release build made from a checkout with its commit and day.

use std::process::Command;

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let (version, is_release) =
        (env!("CARGO_PKG_VERSION"), std::env::var_os("PROFILE").is_some_and(|it| it == "release"));
    // a debug build is not made anew for every commit
    let commit = if is_release { git(&["log", "-1", "--format=%h %cs"]) } else { None };
    let log = if is_release { git(&["rev-parse", "--git-path", "logs/HEAD"]) } else { None };
    log.into_iter().for_each(|log| println!("cargo:rerun-if-changed={log}"));
    let (version, day) = match commit.as_deref().and_then(|commit| commit.split_once(' ')) {
        Some((hash, day)) => (format!("{version} ({hash}, {day})"), day.to_owned()),
        None => (version.to_owned(), String::new()),
    };
    println!("cargo:rustc-env=TWINGE_VERSION={version}");
    println!("cargo:rustc-env=TWINGE_DAY={day}");
}
