//! Draws each tab as an SVG: `cargo run --example pictures`.
#![allow(clippy::unwrap_used, missing_docs)]
#![allow(clippy::disallowed_methods)] // a picture can be drawn again

mod pictures;

fn main() {
    std::fs::create_dir_all(pictures::FOLDER).unwrap();
    for (name, svg) in pictures::pictures() {
        std::fs::write(format!("{}/{name}", pictures::FOLDER), svg).unwrap();
    }
}
